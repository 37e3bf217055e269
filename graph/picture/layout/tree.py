"""A tree from the top down, as an organisation chart is drawn: branches side by side, leaves below one another in columns."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field

__all__ = ["BOX", "Branch", "Places", "Routes", "as_tree"]

BOX = (156.0, 42.0)
"""A box with its text."""

WIDE, HIGH, GAP, LEVEL = 186.0, 54.0, 20.0, 104.0
"""A box with the space around it, the space between branches, and from one level to the next."""

TALLEST = 9

Places = dict[str, tuple[float, float]]
Routes = dict[tuple[str, str], tuple[tuple[float, float], ...]]


@dataclass(slots=True)
class Branch:
    """A node with the branches below it."""

    id: str
    below: list[Branch] = field(default_factory=list)


def as_tree(tops: Iterable[Branch]) -> tuple[Places, Routes]:
    """Places of every node of some trees side by side, and the way of each line from parent to child round the boxes.

    A parent stands above the middle of what is below it.

    >>> places, routes = as_tree([Branch("a", [Branch("b"), Branch("c")])])
    >>> places["a"], [*routes]
    ((93.0, 0.0), [('a', 'b'), ('a', 'c')])
    """
    places: Places = {}
    routes: Routes = {}
    left = 0.0
    for top in tops:
        left += _place(top, left, 0.0, places, routes) + GAP
    return places, routes


def _place(branch: Branch, left: float, top: float, places: Places, routes: Routes) -> float:
    """Places a branch from a left edge on; returns how wide it is."""
    inner = [one for one in branch.below if one.below]
    leaves = [one for one in branch.below if not one.below]
    width = _leaves(leaves, left, top + LEVEL, places) if leaves else 0.0
    for one in inner:
        start = left + width + (GAP if width else 0.0)
        width = start - left + _place(one, start, top + LEVEL, places, routes)
    width = max(width, WIDE)
    here = places[branch.id] = (left + width / 2, top)
    stacked = len({places[leaf.id][1] for leaf in leaves}) > 1
    for one in branch.below:
        routes[branch.id, one.id] = _route(here, places[one.id], stacked=stacked and not one.below)
    return width


def _leaves(leaves: list[Branch], left: float, top: float, places: Places) -> float:
    """Places leaves in columns, as many as keep a column short; returns how wide they are."""
    columns = max(math.ceil(len(leaves) / TALLEST), math.ceil(math.sqrt(len(leaves) * HIGH / WIDE)))
    rows = math.ceil(len(leaves) / columns)
    for number, leaf in enumerate(leaves):
        column, row = divmod(number, rows)
        places[leaf.id] = (left + (column + 0.5) * WIDE, top + row * HIGH)
    return math.ceil(len(leaves) / rows) * WIDE


def _route(
    parent: tuple[float, float], child: tuple[float, float], *, stacked: bool
) -> tuple[tuple[float, float], ...]:
    """Down from the parent, across, and down to the child; to a leaf in a column along the column's left side."""
    (x, y), (to_x, to_y) = parent, child
    across = y + LEVEL / 2
    if not stacked:
        return (x, y + BOX[1] / 2), (x, across), (to_x, across), (to_x, to_y - BOX[1] / 2)
    spine = to_x - BOX[0] / 2 - 9
    return (x, y + BOX[1] / 2), (x, across), (spine, across), (spine, to_y), (to_x - BOX[0] / 2, to_y)
