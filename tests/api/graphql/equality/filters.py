"""Whether a node meets a filter: two-valued, a missing value fails every operator but ``isNull`` and ``eq: null``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from tests.api.graphql.equality.facts import Node
from tests.api.graphql.equality.masks import known_value
from tests.api.graphql.equality.view import View

__all__ = ["matches"]

Filter = Mapping[str, Any]

_COMPARED: dict[str, Callable[[Any, Any], bool]] = {
    "eq": lambda value, given: bool(value == given),
    "in": lambda value, given: value in given,
    "contains": lambda value, given: given in value,
    "startsWith": lambda value, given: bool(value.startswith(given)),
    "endsWith": lambda value, given: bool(value.endswith(given)),
    "lt": lambda value, given: bool(value < given),
    "lte": lambda value, given: bool(value <= given),
    "gt": lambda value, given: bool(value > given),
    "gte": lambda value, given: bool(value >= given),
    "has": lambda value, given: given in value,
}


def matches(view: View, node: Node, given: Filter | None) -> bool:
    """Whether everything holds that the filter says."""
    return all(_holds(view, node, key, said) for key, said in (given or {}).items())


def _holds(view: View, node: Node, key: str, said: Any) -> bool:
    if said is None:
        return True
    if key == "AND":
        return all(matches(view, node, one) for one in said)
    if key == "OR":
        return any(matches(view, node, one) for one in said)
    if key == "NOT":
        return not matches(view, node, said)
    if key in node.type.relations:
        return _related(view, node, key, said)
    value = known_value(view, node, key)
    return all(_operates(value, operator, operand) for operator, operand in said.items())


def _operates(value: Any, operator: str, operand: Any) -> bool:
    if operator == "isNull":
        return operand is None or (value is None) == operand
    if operand is None:
        return operator != "eq" or value is None
    return value is not None and _COMPARED[operator](value, _like(value, operand))


def _like(value: Any, operand: Any) -> Any:
    """A day or a moment written as text, when it is held against one."""
    if isinstance(operand, list):
        return [_like(value, one) for one in operand]
    if isinstance(value, datetime):
        return datetime.fromisoformat(operand)
    return date.fromisoformat(operand) if isinstance(value, date) else operand


def _related(view: View, node: Node, key: str, said: Mapping[str, Filter | None]) -> bool:
    """The quantifiers over the distinct neighbours; without neighbours ``all`` and ``none`` hold."""
    near = {found.node.id: found.node for found in view.neighbours(node, node.type.relations[key])}.values()
    for quantifier, inner in said.items():
        if inner is None:
            continue
        hits = sum(matches(view, one, inner) for one in near)
        told = {"some": hits > 0, "none": hits == 0, "all": hits == len(near), "single": hits == 1}
        if not told[quantifier]:
            return False
    return True
