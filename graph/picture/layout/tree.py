"""Trees from the top down, as organisation charts are drawn: leaves in columns, branches side by side and in rows.

A parent stands above what is below it. Where branches side by side would be wider than a screen they go on in a further row,
with the line to them along its left side.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field

__all__ = ["BOX", "Branch", "Places", "Routes", "as_tree"]

BOX = (156.0, 42.0)
"""A box with its text."""

WIDE, HIGH, GAP, LEVEL = 182.0, 52.0, 22.0, 80.0
"""A box with the space around it, the space between branches, and from one level to the next."""

ASPECT = 1.8
"""How much wider than high a chart should be: as screens are."""

Point = tuple[float, float]
Places = dict[str, Point]
Routes = dict[tuple[str, str], tuple[Point, ...]]


@dataclass(slots=True)
class Branch:
    """A node with the branches below it."""

    id: str
    below: list[Branch] = field(default_factory=list)


@dataclass(slots=True)
class _Block:
    """A branch laid out from (0, 0): its size, where its top box is, everything in it."""

    wide: float
    high: float
    top: float = WIDE / 2
    places: Places = field(default_factory=dict)
    routes: Routes = field(default_factory=dict)

    def put(self, other: _Block, x: float, y: float) -> None:
        """Adds another block at a place."""
        self.places |= {id: (a + x, b + y) for id, (a, b) in other.places.items()}
        self.routes |= {ends: tuple((a + x, b + y) for a, b in way) for ends, way in other.routes.items()}


def as_tree(tops: Iterable[Branch]) -> tuple[Places, Routes]:
    """Places of every node of some trees, and the way of each line from parent to child round the boxes.

    >>> places, routes = as_tree([Branch("a", [Branch("b"), Branch("c")])])
    >>> places["a"][0] == (places["b"][0] + places["c"][0]) / 2, [*routes]
    (True, [('a', 'b'), ('a', 'c')])
    """
    whole = _Block(0, 0)
    blocks = [_block(top) for top in tops]
    for block, (x, y) in zip(blocks, _in_rows(blocks)[0], strict=True):
        whole.put(block, x, y)
    return whole.places, whole.routes


def _block(branch: Branch) -> _Block:
    """A branch with everything below it."""
    leaves = [one.id for one in branch.below if not one.below]
    blocks = [_leaves(leaves)] if leaves else []
    blocks += [_block(one) for one in branch.below if one.below]
    inner = ([None] if leaves else []) + [one.id for one in branch.below if one.below]
    corners, wide, high = _in_rows(blocks)
    gutter = 14.0 if any(y for _, y in corners) else 0.0
    block = _Block(max(wide + gutter, WIDE), LEVEL + high if blocks else HIGH)
    first = [(x, one) for (x, y), one in zip(corners, blocks, strict=True) if y == 0]
    spread = [x + one.top for x, one in first] or [WIDE / 2]
    block.top = gutter + max((spread[0] + spread[-1]) / 2, WIDE / 2)
    for (x, y), one, child in zip(corners, blocks, inner, strict=True):
        block.put(one, x + gutter, y + LEVEL)
        if child is not None:
            block.routes[branch.id, child] = _down(block.top, x + gutter + one.top, y, gutter)
    block.places[branch.id] = (block.top, HIGH / 2)
    stacked = len({block.places[leaf][1] for leaf in leaves}) > 1
    for leaf in leaves:
        x, y = block.places[leaf]
        block.routes[branch.id, leaf] = _beside(block.top, x, y) if stacked else _down(block.top, x, 0.0, 0.0)
    return block


def _leaves(ids: list[str]) -> _Block:
    """Leaves in columns, as many as make a block of a screen's form."""
    columns = min(max(math.ceil(math.sqrt(len(ids) * ASPECT * HIGH / WIDE)), 1), len(ids))
    rows = math.ceil(len(ids) / columns)
    columns = math.ceil(len(ids) / rows)
    block = _Block(columns * WIDE, rows * HIGH, columns * WIDE / 2)
    for number, id in enumerate(ids):
        column, row = divmod(number, rows)
        block.places[id] = ((column + 0.5) * WIDE, (row + 0.5) * HIGH)
    return block


def _in_rows(blocks: list[_Block]) -> tuple[list[Point], float, float]:
    """Left upper corners of blocks in rows of a screen's form, and the width and height of the whole."""
    area = sum((block.wide + GAP) * (block.high + GAP) for block in blocks)
    limit = max(math.sqrt(area * ASPECT) * 1.1, *(block.wide for block in blocks), 7 * WIDE) if blocks else 0.0
    corners, x, y, high, wide = [], 0.0, 0.0, 0.0, 0.0
    for block in blocks:
        if x and x + block.wide > limit:
            x, y, high = 0.0, y + high + GAP * 1.4, 0.0
        corners.append((x, y))
        wide, high = max(wide, x + block.wide), max(high, block.high)
        x += block.wide + GAP
    return corners, wide, y + high


def _down(x: float, to_x: float, row: float, gutter: float) -> tuple[Point, ...]:
    """From a parent down to a child; to one in a further row along the left side."""
    start, across = HIGH / 2 + BOX[1] / 2, (HIGH + LEVEL) / 2
    end = row + LEVEL + HIGH / 2 - BOX[1] / 2
    if not row:
        return (x, start), (x, across), (to_x, across), (to_x, end)
    side, above = gutter / 2 - 4, row + LEVEL - GAP * 0.55
    return (x, start), (x, across), (side, across), (side, above), (to_x, above), (to_x, end)


def _beside(x: float, to_x: float, to_y: float) -> tuple[Point, ...]:
    """From a parent to a leaf in a column, along the column's left side."""
    start, across, spine = HIGH / 2 + BOX[1] / 2, (HIGH + LEVEL) / 2, to_x - BOX[0] / 2 - 8
    return (x, start), (x, across), (spine, across), (spine, to_y), (to_x - BOX[0] / 2, to_y)
