"""How many rows a field may give at a time: ``first`` and ``last`` (or ``limit``), as written or as a
variable says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graphql import FieldNode, IntValueNode, OperationDefinitionNode, ValueNode, VariableNode

from api.graphql.errors import fault
from api.graphql.limits.settings import Limits
from api.graphql.limits.sums import Given

__all__ = ["page_of", "variable_defaults"]

_Asked = int | None | tuple[str, int | None]
"""What an argument says: a number, nothing, or a variable with its default."""


def page_of(field: FieldNode, defaults: Mapping[str, ValueNode], limits: Limits, *, absent: int | None = None) -> Given:
    """The rows of a field; ``absent`` where it has neither argument, or else the default of the limits.

    Raises, at once or when it is called with variables, BAD_USER_INPUT for both arguments or one below zero, PAGE_LIMIT
    for too many.
    """
    name = field.alias.value if field.alias else field.name.value
    asked = {each.name.value: _asked(each.value, defaults) for each in field.arguments}
    first, last = asked.get("first", asked.get("limit")), asked.get("last")
    usual = limits.default_page if absent is None else absent
    if isinstance(first, tuple) or isinstance(last, tuple):
        return lambda variables: _rows(_told(first, variables), _told(last, variables), name, usual, limits)
    return _rows(first, last, name, usual, limits)


def variable_defaults(operation: OperationDefinitionNode) -> dict[str, ValueNode]:
    """The defaults of the operation's variables, by name."""
    return {each.variable.name.value: each.default_value for each in operation.variable_definitions
            if each.default_value}  # fmt: skip


def _asked(value: ValueNode, defaults: Mapping[str, ValueNode]) -> _Asked:
    if isinstance(value, VariableNode):
        name = value.name.value
        usual = _asked(defaults[name], {}) if name in defaults else None
        return (name, usual if isinstance(usual, int) else None)
    return int(value.value) if isinstance(value, IntValueNode) else None


def _told(asked: _Asked, variables: Mapping[str, Any]) -> int | None:
    if not isinstance(asked, tuple):
        return asked
    value = variables.get(asked[0], asked[1])
    return value if isinstance(value, int) else None


def _rows(first: int | None, last: int | None, name: str, usual: int, limits: Limits) -> int:
    if first is not None and last is not None:
        raise fault("BAD_USER_INPUT", "graphql.first_and_last", name=name)
    rows = first if first is not None else last if last is not None else usual
    if rows < 0:
        raise fault("BAD_USER_INPUT", "graphql.below_zero", name=name, found=rows)
    if rows > limits.page:
        raise fault("PAGE_LIMIT", name=name, limit=limits.page, found=rows)
    return rows
