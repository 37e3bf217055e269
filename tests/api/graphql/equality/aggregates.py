"""Figures of distinct nodes, for all of them or group by group."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from functools import cmp_to_key
from typing import Any

from api.graphql.catalogue import NodeType
from tests.api.graphql.equality.facts import Node
from tests.api.graphql.equality.masks import known_value, shown
from tests.api.graphql.equality.view import View

__all__ = ["figure", "groups"]

_FIGURES: dict[str, Callable[[list[Any]], Any]] = {
    "min": min,
    "max": max,
    "sum": sum,
    "avg": lambda values: sum(values) / len(values),
}


def figure(view: View, nodes: Iterable[Node], key: str, name: str) -> Any:
    """Least, greatest, sum or average of a property over the nodes that have it; None where none has."""
    values = [value for node in nodes if (value := known_value(view, node, key)) is not None]
    told = _FIGURES[name](values) if values else None
    return told.isoformat() if isinstance(told, date) else told


def groups(view: View, type: NodeType, nodes: Iterable[Node], by: list[str]) -> list[tuple[dict[str, Any], list[Node]]]:
    """The nodes by their values, largest group first, then by the values in the order of ``by``, null last."""
    made: dict[tuple[Any, ...], list[Node]] = {}
    for node in nodes:
        made.setdefault(tuple(known_value(view, node, key) for key in by), []).append(node)
    sizes = [(values, len(members)) for values, members in made.items()]
    ordered = [(values, made[values]) for values, _ in sorted(sizes, key=cmp_to_key(_compare))]
    return [
        ({key: shown(value, type.scalars[key]) for key, value in zip(by, values, strict=True)}, members)
        for values, members in ordered
    ]


def _compare(a: tuple[tuple[Any, ...], int], b: tuple[tuple[Any, ...], int]) -> int:
    if a[1] != b[1]:
        return b[1] - a[1]
    for mine, other in zip(a[0], b[0], strict=True):
        if mine != other:
            if mine is None or other is None:
                return 1 if mine is None else -1
            return -1 if mine < other else 1
    return 0
