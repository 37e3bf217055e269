"""Why an operation is refused as a whole, without looking at data: rights, pages, cursors, dates.

Every reason is gathered, not only the first; the engine's one code must be among them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLIncludeDirective,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLSkipDirective,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
    get_named_type,
    is_list_type,
    is_non_null_type,
)
from graphql.execution.values import get_argument_values, get_directive_values

from api.accounts.viewer import Viewer
from api.graphql.catalogue import NodeType, Relation, catalogue
from graph.as_of import EARLIEST, LATEST
from tests.api.graphql.equality.computed import NEEDS
from tests.api.graphql.equality.log import SIGNATURE
from tests.api.graphql.equality.pages import LIMIT, read_cursor
from tests.api.graphql.equality.rights import may_follow, may_see, tells_of_persons

__all__ = ["Refusals"]

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_OF_FIELD = {"findings": "Finding", "vacancies": "Post", "holders": "Person"}
_ROOT_NEEDS = dict.fromkeys(("latestRun", "trend", "rules", "changes"), ("analysis",))


class Refusals:
    """Goes through a document for one viewer, and collects the codes of what is not to be answered."""

    def __init__(
        self, schema: GraphQLSchema, document: DocumentNode, variables: Mapping[str, Any], viewer: Viewer
    ) -> None:
        self._schema, self._variables, self._viewer = schema, dict(variables), viewer
        definitions = document.definitions
        self._fragments = {one.name.value: one for one in definitions if isinstance(one, FragmentDefinitionNode)}
        self.codes: set[str] = set()

    def look(self, operation: OperationDefinitionNode) -> set[str]:
        """The codes for an operation; none where it is to be answered."""
        assert self._schema.query_type is not None
        self._selection(operation.selection_set, self._schema.query_type)
        return self.codes

    def _selection(self, selection: SelectionSetNode, parent: GraphQLObjectType | GraphQLInterfaceType) -> None:
        for within, node in self._fields(selection, parent):
            name = node.name.value
            self._may_see(within.name)
            if name.startswith("__"):
                continue
            declared = within.fields[name]
            given = get_argument_values(declared, node, self._variables)
            self._arguments(declared.args, given)
            self._field(within, name, given)
            below = get_named_type(declared.type)
            if node.selection_set is not None and isinstance(below, (GraphQLObjectType, GraphQLInterfaceType)):
                self._selection(node.selection_set, below)

    def _fields(
        self, selection: SelectionSetNode, parent: GraphQLObjectType | GraphQLInterfaceType
    ) -> Iterator[tuple[GraphQLObjectType | GraphQLInterfaceType, FieldNode]]:
        for node in selection.selections:
            skip = get_directive_values(GraphQLSkipDirective, node, self._variables)
            include = get_directive_values(GraphQLIncludeDirective, node, self._variables)
            if (skip and skip["if"]) or (include and not include["if"]):
                continue
            if isinstance(node, FieldNode):
                yield parent, node
                continue
            whole = self._fragments[node.name.value] if isinstance(node, FragmentSpreadNode) else node
            assert isinstance(whole, (InlineFragmentNode, FragmentDefinitionNode))
            condition: Any = whole.type_condition
            within: Any = self._schema.type_map[condition.name.value] if condition is not None else parent
            yield from self._fields(whole.selection_set, within)

    def _may_see(self, type: str) -> None:
        if type in catalogue().types and not may_see(self._viewer, type):
            self.codes.add("FORBIDDEN")

    def _needs(self, *rights: str) -> None:
        if not all(self._viewer.may(right) for right in rights):
            self.codes.add("FORBIDDEN")

    def _field(self, parent: GraphQLObjectType | GraphQLInterfaceType, name: str, given: Mapping[str, Any]) -> None:
        row = catalogue().types.get(parent.name)
        is_root = parent is self._schema.query_type
        target, relation = self._target(row, name) if row or is_root else (None, None)
        if name == "sources":
            self._needs("sources")
        if row is not None and name in NEEDS:
            self._needs(*NEEDS[name])
        if is_root:
            self._needs(*_ROOT_NEEDS.get(name, ()))
        if relation is not None:
            self._may_follow(relation)
        if target is not None:
            self._may_see(target.name)
            self._filter(target, given.get("where"))
            self._order(target, given.get("orderBy"))
            self._page(given)
            keys = [[key, told or "ASC"] for one in given.get("orderBy") or () for key, told in one.items()]
            self._cursors(given, [target.name, "" if row is None else name, keys])
        elif is_root and name == "changes":
            self._page(given)
            self._cursors(given, SIGNATURE)
            if _is_day(given["since"]) and not EARLIEST <= date.fromisoformat(given["since"]) <= LATEST:
                self.codes.add("BAD_DATE")
        elif name == "groupBy":
            self._page(given)
            keys_of = get_named_type(parent.fields[name].args["by"].type).name.removesuffix("GroupKey")
            for key in given["by"]:
                self._property(catalogue().types[keys_of], key)

    def _target(self, row: NodeType | None, name: str) -> tuple[NodeType | None, Relation | None]:
        types = catalogue().types
        if row is None:
            return next(
                (one for one in types.values() if name in (one.one, one.many) and one.name != "Node"), None
            ), None
        if name in row.relations:
            return types[row.relations[name].target], row.relations[name]
        return (types[_OF_FIELD[name]] if name in _OF_FIELD else None), None

    def _may_follow(self, relation: Relation) -> None:
        if not may_follow(self._viewer, relation):
            self.codes.add("FORBIDDEN")

    def _filter(self, type: NodeType, given: Mapping[str, Any] | None) -> None:
        for key, said in (given or {}).items():
            if said is None:
                continue
            if key in ("AND", "OR", "NOT"):
                for one in [said] if key == "NOT" else said:
                    self._filter(type, one)
            elif key in type.relations:
                target = catalogue().types[type.relations[key].target]
                self._may_follow(type.relations[key])
                self._may_see(target.name)
                for inner in said.values():
                    self._filter(target, inner)
            else:
                self._property(type, key)

    def _order(self, type: NodeType, given: list[Mapping[str, Any]] | None) -> None:
        for one in given or ():
            if len(one) != 1:
                self.codes.add("BAD_USER_INPUT")
            for key in one:
                self._property(type, key)

    def _property(self, type: NodeType, key: str) -> None:
        if key == "sources":
            self._needs("sources")
        if tells_of_persons(self._viewer, type, type.scalars[key]):
            self._needs("names")

    def _page(self, given: Mapping[str, Any]) -> None:
        lengths = [given[name] for name in ("first", "last") if given.get(name) is not None]
        if len(lengths) == 2 or any(length < 0 for length in lengths):
            self.codes.add("BAD_USER_INPUT")
        if any(length > LIMIT for length in lengths):
            self.codes.add("PAGE_LIMIT")

    def _cursors(self, given: Mapping[str, Any], sign: list[Any]) -> None:
        for name in ("after", "before"):
            if given.get(name) is not None:
                try:
                    read_cursor(given[name], sign)
                except ValueError:
                    self.codes.add("BAD_CURSOR")

    def _arguments(self, declared: Mapping[str, Any], given: Mapping[str, Any]) -> None:
        for name, value in given.items():
            self._value(declared[name].type, value)
            if name == "asOf" and _is_day(value) and not EARLIEST <= date.fromisoformat(value) <= LATEST:
                self.codes.add("BAD_DATE")

    def _value(self, type: Any, value: Any) -> None:
        if value is None:
            return
        if is_non_null_type(type):
            self._value(type.of_type, value)
        elif is_list_type(type):
            for one in value:
                self._value(type.of_type, one)
        elif isinstance(type, GraphQLInputObjectType):
            for name, one in value.items():
                self._value(type.fields[name].type, one)
        elif (type.name == "Date" and not _is_day(value)) or (type.name == "DateTime" and not _is_moment(value)):
            self.codes.add("BAD_DATE")


def _is_day(value: Any) -> bool:
    try:
        return isinstance(value, str) and _DAY.fullmatch(value) is not None and bool(date.fromisoformat(value))
    except ValueError:
        return False


def _is_moment(value: Any) -> bool:
    try:
        return isinstance(value, str) and "T" in value and bool(datetime.fromisoformat(value))
    except ValueError:
        return False
