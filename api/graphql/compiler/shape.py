"""What of the variables decides the text of a statement: their structure, never the values that become parameters.

Two requests with the same document and the same shape share one plan.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLSchema,
    OperationDefinitionNode,
    type_from_ast,
)

__all__ = ["Shape", "shape_of"]

Shape = Callable[[Mapping[str, Any]], Hashable]
_GIVEN = True


def shape_of(operation: OperationDefinitionNode, schema: GraphQLSchema) -> Shape:
    """A function from coerced variables to their shape, made once for an operation.

    Booleans count with their value, as @skip and @include read them; of lists of plain values nothing but that they are
    there, of lists of objects or of enumerations each item.
    """
    rows: list[tuple[str, Callable[[Any], Hashable]]] = []
    for definition in operation.variable_definitions:
        type_ = type_from_ast(schema, definition.type)
        rows.append((definition.variable.name.value, _of(type_)))  # type: ignore[arg-type]

    def shape(variables: Mapping[str, Any]) -> Hashable:
        return tuple([of(variables[name]) if name in variables else 0 for name, of in rows])

    return shape


def _of(type_: GraphQLInputType) -> Callable[[Any], Hashable]:
    bare: Any = type_.of_type if isinstance(type_, GraphQLNonNull) else type_
    if isinstance(bare, GraphQLList):
        item: Any = bare.of_type.of_type if isinstance(bare.of_type, GraphQLNonNull) else bare.of_type
        if not isinstance(item, (GraphQLEnumType, GraphQLInputObjectType, GraphQLList)):
            return _is_given
        of = _of(item)
        return lambda value: None if value is None else tuple([of(inner) for inner in value])
    if isinstance(bare, GraphQLInputObjectType):
        return lambda value: None if value is None else _of_object(bare, value)
    if isinstance(bare, GraphQLEnumType) or bare.name == "Boolean":
        return lambda value: value
    return _is_given


def _is_given(value: Any) -> Hashable:
    return None if value is None else _GIVEN


def _of_object(type_: GraphQLInputObjectType, value: Mapping[str, Any]) -> Hashable:
    return tuple([(name, _of(type_.fields[name].type)(inner)) for name, inner in value.items()])
