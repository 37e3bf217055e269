"""Arguments of fields with where each value came from, so that one plan serves every request of the same shape.

A value that came from a variable keeps the variable's name and the way to it inside the variable's value.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from graphql import (
    FieldNode,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
    ListValueNode,
    ObjectValueNode,
    Undefined,
    ValueNode,
    VariableNode,
    value_from_ast,
)

__all__ = ["Arg", "arguments_of", "plain"]

Way = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Arg:
    """A value; ``way``: variable and keys inside it that lead to the value, None where the document itself says it."""

    value: Any
    way: Way | None = None

    def fields(self) -> Iterator[tuple[str, Arg]]:
        """The fields of an input object, those that are null left out unless they are called ``eq``."""
        for name, value in self.value.items():
            inner = self._inner(name, value)
            if inner.value is not None or name == "eq":
                yield name, inner

    def items(self) -> Iterator[Arg]:
        """The items of a list."""
        for position, value in enumerate(self.value):
            yield self._inner(position, value)

    def get(self, name: str) -> Arg | None:
        """A field of an input object, None where it is absent or null."""
        return next((inner for key, inner in self.fields() if key == name and inner.value is not None), None)

    def _inner(self, key: str | int, value: Any) -> Arg:
        if isinstance(value, Arg):
            return value
        return Arg(value, None if self.way is None else (*self.way, key))

    def plain(self) -> Any:
        """The value in Python's own types."""
        return plain(self.value)

    @property
    def varies(self) -> bool:
        """Whether variables stand inside a list or object that the document writes out, as in ``ids: [$id]``."""
        if self.way is not None:
            return True
        inner = (
            self.value.values() if isinstance(self.value, dict) else self.value if isinstance(self.value, list) else ()
        )
        return any(isinstance(each, Arg) and each.varies for each in inner)

    def bound(self, variables: Mapping[str, Any]) -> Any:
        """The value for the variables of a request, in Python's own types."""
        if self.way is not None:
            value: Any = variables
            for key in self.way:
                value = value[key]
            return plain(value)
        if isinstance(self.value, list):
            return [each.bound(variables) if isinstance(each, Arg) else plain(each) for each in self.value]
        if isinstance(self.value, dict):
            return {
                key: each.bound(variables) if isinstance(each, Arg) else plain(each) for key, each in self.value.items()
            }
        return plain(self.value)


def plain(value: Any) -> Any:
    """A coerced value without what stands around it: members of enumerations become their words."""
    if isinstance(value, Arg):
        return plain(value.value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    return value


def arguments_of(declared: GraphQLField, field: FieldNode, variables: Mapping[str, Any]) -> dict[str, Arg]:
    """The arguments of a field by name, defaults included; what is absent or null is left out."""
    given = {argument.name.value: argument.value for argument in field.arguments}
    found: dict[str, Arg] = {}
    for name, argument in declared.args.items():
        resolved = _resolve(given[name], argument.type, variables) if name in given else None
        if resolved is None and argument.default_value is not Undefined and not _is_null(given.get(name), variables):
            resolved = Arg(argument.default_value)
        if resolved is not None and resolved.value is not None:
            found[name] = resolved
    return found


def _is_null(node: ValueNode | None, variables: Mapping[str, Any]) -> bool:
    """Whether null was written, which is not the same as nothing."""
    if isinstance(node, VariableNode):
        return node.name.value in variables and variables[node.name.value] is None
    return node is not None and node.kind == "null_value"


def _resolve(node: ValueNode, type_: GraphQLInputType, variables: Mapping[str, Any]) -> Arg | None:
    """The value of an argument's node; None where it is a variable that was not given."""
    if isinstance(node, VariableNode):
        name = node.name.value
        return Arg(variables[name], (name,)) if name in variables else None
    bare = type_.of_type if isinstance(type_, GraphQLNonNull) else type_
    if not _has_variable(node):
        value = value_from_ast(node, type_, None)
        return None if value is Undefined else Arg(value)
    if isinstance(bare, GraphQLList):
        rows = node.values if isinstance(node, ListValueNode) else (node,)
        items = [_resolve(row, bare.of_type, variables) or Arg(None) for row in rows]
        return Arg(items)
    assert isinstance(bare, GraphQLInputObjectType) and isinstance(node, ObjectValueNode)
    fields = {}
    for row in node.fields:
        resolved = _resolve(row.value, bare.fields[row.name.value].type, variables)
        if resolved is not None:
            fields[row.name.value] = resolved
    return Arg(fields)


def _has_variable(node: ValueNode) -> bool:
    if isinstance(node, VariableNode):
        return True
    if isinstance(node, ListValueNode):
        return any(_has_variable(value) for value in node.values)
    if isinstance(node, ObjectValueNode):
        return any(_has_variable(row.value) for row in node.fields)
    return False
