"""How often each operator, relation, root field and argument was asked for, read off the operations themselves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from random import Random
from typing import Any, TypeVar

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    OperationDefinitionNode,
    get_named_type,
)
from graphql.execution.values import get_argument_values, get_variable_values

from api.graphql.catalogue import Relation, Scalar, catalogue
from tests.api.graphql.equality.computed import COMPUTED

__all__ = ["Tally", "argument_key", "filter_name", "relation_key", "wanted"]

_T = TypeVar("_T")
_QUANTIFIERS = ("some", "none", "all", "single")


def relation_key(relation: Relation) -> str:
    """A relation by its kind and direction."""
    return f"relation {relation.kind} {relation.direction}"


def filter_name(scalar: Scalar) -> str:
    """The name of the input with a property's operators."""
    return "ListFilter" if scalar.many else f"{scalar.enum or scalar.kind}Filter"


def argument_key(type: str, field: str, argument: str) -> str:
    """An argument: of one and of many of any type, of any relation, or of a field by its own name."""
    row = catalogue().types.get(type)
    if row is not None and field in row.relations:
        return f"argument relation.{argument}"
    if type == "Query":
        one, many = ([getattr(row, end) for row in catalogue().types.values()] for end in ("one", "many"))
        if field in many:
            return f"argument many.{argument}"
        if field in one and field != "node":
            return f"argument one.{argument}"
    return f"argument {row.home if row else 'groupBy' if field == 'groupBy' else type}.{field}.{argument}"


def wanted(schema: GraphQLSchema, leave_out: Iterable[str] = ()) -> set[str]:
    """Everything that must be asked for, out of the schema."""
    keys = {"AND", "OR", "NOT", *(f"quantifier {word}" for word in _QUANTIFIERS)}
    keys |= {f"computed {name}" for name in COMPUTED}
    for row in catalogue().types.values():
        keys |= {relation_key(relation) for relation in row.relations.values()}
        if row.name != "Node":
            keys |= {f"filtered {relation_key(relation)}" for relation in row.relations.values()}
    for type in schema.type_map.values():
        if isinstance(type, GraphQLInputObjectType) and _has_operators(type):
            keys |= {f"{type.name}.{operator}" for operator in type.fields}
        elif isinstance(type, GraphQLObjectType) and type.name in (
            "IntAggregate",
            "FloatAggregate",
            "DateAggregate",
            "DateTimeAggregate",
        ):
            keys |= {f"{type.name}.{figure}" for figure in type.fields}
    assert schema.query_type is not None
    keys |= {f"root {name}" for name in schema.query_type.fields}
    keys |= {
        argument_key("Query", name, argument) for name, row in schema.query_type.fields.items() for argument in row.args
    }
    for name in catalogue().types:
        fields = schema.type_map[name].fields  # type: ignore[attr-defined]
        keys |= {argument_key(name, field, argument) for field, row in fields.items() for argument in row.args}
    return {key for key in keys if not any(word in key for word in leave_out)} | {
        "argument groupBy.groupBy.by",
        "argument groupBy.groupBy.first",
    }


def _has_operators(type: GraphQLInputObjectType) -> bool:
    return "isNull" in type.fields and "AND" not in type.fields


class Tally:
    """The counts so far, and the choice of what has been asked for least."""

    def __init__(self, schema: GraphQLSchema, rng: Random) -> None:
        self._schema, self._rng = schema, rng
        self.counts: Counter[str] = Counter()

    def count(self, key: str) -> int:
        """How often that was asked for."""
        return self.counts[key]

    def least(self, of: Sequence[_T], key: Callable[[_T], str]) -> _T:
        """One of the least counted, more often than not; else any."""
        return self._rng.choice(of) if self._rng.random() < 0.3 else self.fewest(of, key)

    def fewest(self, of: Sequence[_T], key: Callable[[_T], str]) -> _T:
        """One of the least counted."""
        fewest = min(self.counts[key(one)] for one in of)
        return self._rng.choice([one for one in of if self.counts[key(one)] <= fewest])

    def take(self, document: DocumentNode, variables: Mapping[str, Any]) -> None:
        """Counts what an operation asks for."""
        operation = next(one for one in document.definitions if isinstance(one, OperationDefinitionNode))
        given = get_variable_values(self._schema, operation.variable_definitions or (), dict(variables))
        assert isinstance(given, dict) and self._schema.query_type is not None
        fragments = {one.name.value: one for one in document.definitions if isinstance(one, FragmentDefinitionNode)}
        self.counts.update(self._selection(operation.selection_set, self._schema.query_type, fragments, given))
        self.counts["variables"] += len(given)

    def _selection(
        self, selection: Any, parent: Any, fragments: Mapping[str, Any], variables: dict[str, Any]
    ) -> Iterator[str]:
        for node in selection.selections:
            yield from (f"@{directive.name.value}" for directive in node.directives)
            if isinstance(node, FragmentSpreadNode):
                yield "fragment"
                below = fragments[node.name.value]
                yield from self._selection(
                    below.selection_set, self._schema.type_map[below.type_condition.name.value], fragments, variables
                )
            elif isinstance(node, InlineFragmentNode):
                yield "inline fragment"
                condition: Any = node.type_condition
                within = self._schema.type_map[condition.name.value] if condition is not None else parent
                yield from self._selection(node.selection_set, within, fragments, variables)
            elif isinstance(node, FieldNode) and not node.name.value.startswith("__"):
                yield from self._field(node, parent, fragments, variables)

    def _field(
        self,
        node: FieldNode,
        parent: GraphQLObjectType | GraphQLInterfaceType,
        fragments: Any,
        variables: dict[str, Any],
    ) -> Iterator[str]:
        name, row = node.name.value, catalogue().types.get(parent.name)
        yield "alias" if node.alias else "no alias"
        if parent is self._schema.query_type:
            yield f"root {name}"
        elif row is not None and name in row.relations:
            yield relation_key(row.relations[name])
        elif row is not None and name in COMPUTED:
            yield f"computed {name}"
        elif parent.name.endswith("Aggregate"):
            yield f"{parent.name}.{name}"
        declared = parent.fields[name]
        given = get_argument_values(declared, node, variables)
        written = {argument.name.value for argument in node.arguments}
        for argument, value in given.items():
            if argument in written:
                yield argument_key(parent.name, name, argument)
                yield from self._value(get_named_type(declared.args[argument].type), value)
        if node.selection_set is not None:
            yield from self._selection(node.selection_set, get_named_type(declared.type), fragments, variables)

    def _value(self, type: Any, value: Any) -> Iterator[str]:
        if isinstance(value, list):
            for one in value:
                yield from self._value(type, one)
        elif isinstance(type, GraphQLInputObjectType) and value is not None:
            row = catalogue().types.get(type.name.removesuffix("Filter"))
            for key, one in value.items():
                if _has_operators(type):
                    yield f"{type.name}.{key}"
                elif key in ("AND", "OR", "NOT"):
                    yield key
                elif type.name.endswith("RelationFilter"):
                    yield f"quantifier {key}"
                elif row is not None and key in row.relations:
                    yield f"filtered {relation_key(row.relations[key])}"
                elif type.name.endswith("Order"):
                    yield f"order {one}"
                yield from self._value(get_named_type(type.fields[key].type), one)
