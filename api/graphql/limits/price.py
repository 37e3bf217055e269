"""What an operation costs: how many nodes and counts it may make the database look at.

====================================  ===============================================================
a node                                1 + what its fields cost
a connection or list                  1 + rows × (1 + what the fields of a row cost)
``totalCount``, ``aggregate`` …       a fixed price, whatever they hold
a scalar                              nothing
a filter that looks at neighbours     a fixed price for each ``some``, ``none``, ``all``, ``single``
====================================  ===============================================================

Rows are ``first`` or ``last``, or the default page. Fragments on types that exclude each other are added up: the price
is never less than the work. A document is gone through once; what is left is a sum over the variables.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLObjectType,
    GraphQLSchema,
    ListValueNode,
    ObjectValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    ValueNode,
    VariableNode,
    get_named_type,
    get_nullable_type,
)

from api.graphql.limits.pages import page_of, variable_defaults
from api.graphql.limits.selections import Composite, Entry, Selections, holds
from api.graphql.limits.settings import Limits
from api.graphql.limits.sums import Given, add, later, times
from api.graphql.limits.values import QUANTIFIERS, count_quantifiers

__all__ = ["EXTRA", "FIXED", "NEIGHBOURS", "price_plan"]

FIXED = {"totalCount": 10, "outsideCount": 10, "aggregate": 10, "groupBy": 10}
"""Fields with a price of their own; what is selected below costs no more."""
EXTRA = {"search": 50, "neighbourhood": 200, "path": 200, "vacancies": 50}
"""What fields that go through much of the graph cost besides what they give."""
LISTS = {"dualRoles": 3, "posts": 2, "history": 10}
"""Lists without pages that are short by their nature: how long they are taken to be."""
_INTROSPECTION = 100
_PAGES = ("first", "last", "limit")
NEIGHBOURS = 10
"""For each word of a filter that looks at neighbours."""


def price_plan(
    document: DocumentNode, operation: OperationDefinitionNode, schema: GraphQLSchema, limits: Limits | None = None
) -> Callable[[Mapping[str, Any]], int]:
    """The price of a valid operation as a function of its variables (as coerced, or as sent).

    Raises, here or when it is called, BAD_USER_INPUT or PAGE_LIMIT for pages that cannot be.

    >>> from graphql import build_schema, parse
    >>> schema = build_schema('''
    ...     type Query { grids(first: Int): GridConnection }
    ...     type GridConnection { nodes: [Grid], totalCount: Int } type Grid { name: String, parent: Grid }''')
    >>> document = parse("query ($n: Int) { grids(first: $n) { nodes { name parent { name } } totalCount } }")
    >>> price = price_plan(document, document.definitions[0], schema)
    >>> price({}), price({"n": 20})  # 1 + 10 + rows × (1 + 1)
    (211, 51)
    """
    root = schema.get_root_type(operation.operation)
    if root is None:
        return lambda variables: 0
    price = _Pricing(document, operation, schema, limits or Limits()).fields([operation.selection_set], root)
    return price if callable(price) else lambda variables: price


class _Pricing:
    def __init__(
        self, document: DocumentNode, operation: OperationDefinitionNode, schema: GraphQLSchema, limits: Limits
    ) -> None:
        self._limits = limits
        self._defaults = variable_defaults(operation)
        self._selections = Selections(document, schema, self._defaults)

    def fields(self, sets: Iterable[SelectionSetNode], on: Composite, rows: Given | None = None) -> Given:
        """All fields of a type; ``rows``: of the lists below, where the field above has said it."""
        return add(self._entry(entry, rows) for entry in self._selections.entries(sets, on))

    def _entry(self, entry: Entry, rows: Given | None) -> Given:
        price = self._price(entry, rows)
        if price == 0 or () in entry.ways:
            return price
        ways, asked = entry.ways, later(price)
        return lambda variables: asked(variables) if holds(ways, variables) else 0

    def _price(self, entry: Entry, rows: Given | None) -> Given:
        name, node = entry.name, entry.nodes[0]
        if name.startswith("__"):
            return 0 if name == "__typename" else _INTROSPECTION
        field = entry.parent.fields.get(name)
        if field is None:
            return 0
        pages = [field.args[word] for word in _PAGES if word in field.args]
        usual = next((given.default_value for given in pages if isinstance(given.default_value, int)), None)
        page = page_of(node, self._defaults, self._limits, absent=usual)
        if name in FIXED:
            return add((FIXED[name], self._filters(node)))
        below = get_named_type(field.type)
        if not isinstance(below, (GraphQLObjectType, GraphQLInterfaceType)) or name == "pageInfo":
            return 0
        if entry.parent.name.endswith("Edge") and name == "node":
            return self.fields(entry.sets, below)
        own = add((1 + EXTRA.get(name, 0), self._filters(node)))
        if below.name.endswith("Connection"):
            return add((own, self._connection(entry, below, page)))
        if isinstance(get_nullable_type(field.type), GraphQLList):
            short = LISTS.get(name, self._limits.default_page) if rows is None else rows
            many = page if pages else short
            return add((own, times(many, add((1, self.fields(entry.sets, below))))))
        return add((own, self.fields(entry.sets, below, page if pages else None)))

    def _connection(self, above: Entry, connection: Composite, page: Given) -> Given:
        """Rows by what a row costs, whether it is asked for as edges, as nodes or as both; counts once."""
        of_row: list[Given] = []
        others: list[Given] = []
        for entry in self._selections.entries(above.sets, connection):
            field = entry.parent.fields.get(entry.name)
            below = get_named_type(field.type) if field else None
            if entry.name in ("edges", "nodes") and isinstance(below, (GraphQLObjectType, GraphQLInterfaceType)):
                of_row.append(self.fields(entry.sets, below))
            elif entry.name == "pageInfo":
                of_row.append(0)
            else:
                others.append(self._entry(entry, None))
        return add((*others, times(page, add((1, *of_row))) if of_row else 0))

    def _filters(self, node: FieldNode) -> Given:
        """What looking at neighbours costs in the filters that a field is given."""
        return times(NEIGHBOURS, add(self._quantifiers(each.value) for each in node.arguments))

    def _quantifiers(self, value: ValueNode) -> Given:
        found: list[Given] = []
        stack = [value]
        while stack:
            value = stack.pop()
            if isinstance(value, ObjectValueNode):
                found += [1 for each in value.fields if each.name.value in QUANTIFIERS]
                stack.extend(each.value for each in value.fields)
            elif isinstance(value, ListValueNode):
                stack.extend(value.values)
            elif isinstance(value, VariableNode):
                found.append(self._in_variable(value.name.value))
        return add(found)

    def _in_variable(self, name: str) -> Given:
        usual = later(self._quantifiers(self._defaults[name])) if name in self._defaults else later(0)
        return lambda variables: count_quantifiers(variables[name]) if name in variables else usual(variables)
