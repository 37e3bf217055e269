"""Order: several keys, each up or down, null the largest value, the identity at the end."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cmp_to_key
from typing import Any

from tests.api.graphql.equality.masks import known_value
from tests.api.graphql.equality.view import Neighbour, View

__all__ = ["Ordering", "Position"]

Position = tuple[tuple[Any, ...], str, str]
"""Where a thing stands: its values by the keys, its id, the id of its relationship."""


class Ordering:
    """The order that ``orderBy`` asks for."""

    def __init__(self, view: View, given: list[Mapping[str, str | None]] | None) -> None:
        self._view = view
        self.keys = [(key, direction or "ASC") for one in given or () for key, direction in one.items()]

    def position(self, found: Neighbour) -> Position:
        """Where a neighbour stands."""
        values = tuple(known_value(self._view, found.node, key) for key, _ in self.keys)
        return values, found.node.id, found.tie_id

    def compare(self, a: Position, b: Position) -> int:
        """Negative where ``a`` comes first."""
        for (_, direction), mine, other in zip(self.keys, a[0], b[0], strict=True):
            if told := _compare(mine, other):
                return told if direction == "ASC" else -told
        return _compare(a[1], b[1]) or _compare(a[2], b[2])

    def sort(self, found: list[Neighbour]) -> list[Neighbour]:
        """All of them in order."""
        by = cmp_to_key(self.compare)
        return sorted(found, key=lambda one: by(self.position(one)))


def _compare(a: Any, b: Any) -> int:
    if a is None or b is None:
        return int(a is None) - int(b is None)
    return int(a > b) - int(a < b)
