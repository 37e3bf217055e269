"""Concentric by steps from a centre: each step fills as many rings as it needs, its nodes in order round the centre.

Nodes that come one after another in a step stand side by side, so that a label (or what hangs on one neighbour) makes a
sector. Rings are wider than high, as labels are.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

__all__ = ["in_rings"]

STEP = 82.0
"""From ring to ring, and along a ring from node to node, before stretching."""

STRETCH = 1.45


def in_rings(steps: Sequence[Sequence[str]], parent: Mapping[str, str]) -> dict[str, tuple[float, float]]:
    """Places of nodes that are given by steps, the centre first; ``parent`` names the node of the step before.

    >>> places = in_rings([["a"], ["b", "c"]], {"b": "a", "c": "a"})
    >>> places["a"], len(places)
    ((0.0, 0.0), 3)
    """
    places: dict[str, tuple[float, float]] = {}
    angles: dict[str, float] = {}
    ring = 0
    for number, step in enumerate(steps):
        if number == 0 and len(step) == 1:
            places[step[0]], angles[step[0]] = (0.0, 0.0), 0.0
            continue
        order = sorted(step, key=lambda id: angles.get(parent.get(id, ""), 0.0)) if number > 1 else [*step]
        slots, ring = _slots(len(order), ring + 1)
        for id, (angle, radius) in zip(order, slots, strict=True):
            angles[id] = angle
            places[id] = (math.sin(angle) * radius * STEP * STRETCH, -math.cos(angle) * radius * STEP)
    return places


def _slots(count: int, ring: int) -> tuple[list[tuple[float, int]], int]:
    """So many places by angle on rings from this one outwards, and the last ring used."""
    sizes: list[int] = []
    while sum(sizes) < count:
        sizes.append(max(int(2 * math.pi * (ring + len(sizes)) / 1.08), 1))
    total = sum(sizes)
    shares = [size * count // total for size in sizes]
    shares[-1] += count - sum(shares)
    slots = [
        ((place + 0.5 * (number % 2)) / share * 2 * math.pi, ring + number)
        for number, share in enumerate(shares)
        for place in range(share)
    ]
    return sorted(slots), ring + len(sizes) - 1
