"""Boundaries of a district on a plane: degrees of longitude as short as they are at its middle, north upwards.

Over some tens of kilometres that is off by less than the width of a line.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

__all__ = ["Plane", "centre", "plane_of", "rings_of"]

Point = tuple[float, float]
Ring = list[Point]


@dataclass(frozen=True, slots=True)
class Plane:
    """Where a position lies in a drawing of that width and height."""

    west: float
    north: float
    narrow: float
    scale: float
    width: float
    height: float

    def at(self, position: Point) -> Point:
        """The place of a position (longitude, latitude)."""
        return (position[0] - self.west) * self.narrow * self.scale, (self.north - position[1]) * self.scale


def rings_of(boundary: Any) -> list[Ring]:
    """The rings of a GeoJSON Polygon or MultiPolygon, holes among them; none for what is neither.

    >>> rings_of({"type": "Polygon", "coordinates": [[[113, 40], [113.1, 40, 9], [113.1, 40.1], [113, 40]]]})
    [[(113.0, 40.0), (113.1, 40.0), (113.1, 40.1), (113.0, 40.0)]]
    """
    kind = boundary.get("type") if isinstance(boundary, Mapping) else None
    if kind == "Polygon":
        parts = [boundary["coordinates"]]
    elif kind == "MultiPolygon":
        parts = boundary["coordinates"]
    else:
        return []
    return [[(float(place[0]), float(place[1])) for place in ring] for part in parts for ring in part]


def plane_of(rings: Iterable[Ring], width: float, most_high: float) -> Plane | None:
    """A plane that all rings fit on; None where there are none."""
    places = [*_places(rings)]
    if not places:
        return None
    (west, east), (south, north) = ((min(each), max(each)) for each in zip(*places, strict=True))
    narrow = math.cos(math.radians((south + north) / 2))
    wide, high = max((east - west) * narrow, 1e-9), max(north - south, 1e-9)
    scale = min(width / wide, most_high / high)
    return Plane(west, north, narrow, scale, wide * scale, high * scale)


def centre(rings: list[Ring]) -> tuple[Point, float, float]:
    """The middle of the largest ring, and how wide and high that ring is.

    >>> centre([[(0, 0), (4, 0), (4, 2), (0, 2), (0, 0)], [(0, 0), (1, 0), (1, 1), (0, 0)]])
    ((2.0, 1.0), 4, 2)
    """
    ring = max(rings, key=lambda each: abs(_area(each)))
    xs, ys = [place[0] for place in ring], [place[1] for place in ring]
    wide, high = max(xs) - min(xs), max(ys) - min(ys)
    area = _area(ring)
    if not area:
        return (sum(xs) / len(xs), sum(ys) / len(ys)), wide, high
    x = sum((a[0] + b[0]) * _cross(a, b) for a, b in _sides(ring)) / (6 * area)
    y = sum((a[1] + b[1]) * _cross(a, b) for a, b in _sides(ring)) / (6 * area)
    return (x, y), wide, high


def _places(rings: Iterable[Ring]) -> Iterator[Point]:
    for ring in rings:
        yield from ring


def _sides(ring: Ring) -> Iterator[tuple[Point, Point]]:
    return zip(ring, [*ring[1:], ring[0]], strict=True)


def _cross(a: Point, b: Point) -> float:
    return a[0] * b[1] - b[0] * a[1]


def _area(ring: Ring) -> float:
    return sum(_cross(a, b) for a, b in _sides(ring)) / 2
