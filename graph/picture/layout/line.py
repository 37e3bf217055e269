"""In a line from left to right, turning back at the end of each row: the nodes of a path."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["in_line"]

APART, ROW, PER_ROW = 240.0, 130.0, 5


def in_line(ids: Sequence[str]) -> dict[str, tuple[float, float]]:
    """Places of nodes in their order; every second row runs back, so that neighbours stay neighbours.

    >>> in_line(["a", "b"])
    {'a': (0.0, 0.0), 'b': (240.0, 0.0)}
    """
    places = {}
    for number, id in enumerate(ids):
        row, column = divmod(number, PER_ROW)
        places[id] = ((column if row % 2 == 0 else PER_ROW - 1 - column) * APART, row * ROW)
    return places
