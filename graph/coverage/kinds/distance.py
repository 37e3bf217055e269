"""distance: the nearest of some places must not be farther than a threshold, in a straight line on the earth's surface.

Coordinates are compared within one system only (WGS84 and CGCS2000 count as one); where the target has none, or no place
has any in its system, the answer is unknown. A place too far is a gap only where no place of the target's own community lacks
coordinates: that one might be nearer. The formula is the haversine on a sphere of 6,371,008.8 m (mean radius, IUGG).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field
from math import asin, cos, radians, sin, sqrt
from typing import Any

from graph.coverage.kinds.parameters import ConditionSpec, ExpressionSpec, Parameters
from graph.coverage.query import Compiler, Scope
from graph.coverage.query.values import at_least
from graph.coverage.verdict import GAP, UNKNOWN, Judge, Verdict, of_truth

__all__ = ["Check", "judge", "metres_between"]

RADIUS = 6_371_008.8

_SYSTEMS: dict[str | None, str | None] = {"WGS84": "CGCS2000", "unknown": None}
"""Systems of coordinates that are called otherwise: WGS84 differs from CGCS2000 by centimetres."""

_Place = tuple[float, float, str]


class Check(Parameters):
    """``to``: labels of the places; ``where``: which of them; ``within``: metres."""

    to: tuple[str, ...]
    where: ConditionSpec | None = None
    within: ExpressionSpec


@dataclass(slots=True)
class _Places:
    """The places by system, from south to north; and the communities in which one has no coordinates, by system."""

    by_system: dict[str, list[_Place]] = field(default_factory=dict)
    communities: dict[str | None, set[str | None]] = field(default_factory=dict)

    def may_be_nearer(self, community: str | None, system: str) -> bool:
        """Whether that community has a place without coordinates in this system."""
        return any(community in found for other, found in self.communities.items() if other != system)


def judge(compiler: Compiler, check: Check, labels: tuple[str, ...]) -> Judge:
    """A gap where the nearest place is too far."""
    within = compiler.expression(check.within, labels, "check.within")
    compiler.check_labels(check.to, "check.to")
    where = compiler.condition(check.where, check.to, "check.where") if check.where else None

    def places(scope: Scope) -> _Places:
        key = (compiler.rule, "places")
        if key not in scope.memo:
            ids = (id for id in scope.index.of_label(*check.to) if where is None or where(scope, id))
            scope.memo[key] = _gather(scope, ids)
        return scope.memo[key]  # type: ignore[no-any-return]

    def work(scope: Scope, id: str) -> Verdict:
        own = scope.index.nodes[id]
        system, known = _system(own), places(scope)
        near = known.by_system.get(system) if system else None
        if system is None or not near:
            return Verdict(UNKNOWN, witness=(id,))
        metres, nearest = _nearest(own["lat"], own["lon"], near)
        limit = within(scope, id)
        state = UNKNOWN if limit is None else of_truth(at_least(limit, metres))
        if state == GAP and known.may_be_nearer(scope.index.areas.at_level(id, "community"), system):
            state = UNKNOWN
        values = {"metres": round(metres), "nearest": scope.index.nodes[nearest].get("name"), "observed": round(metres),
                  "expected": limit}  # fmt: skip
        return Verdict(state, round(metres), limit, values, (id, nearest))

    return work


def _system(node: dict[str, Any]) -> str | None:
    """The system of a node's coordinates; None where it has none, or nobody says in which system they are."""
    if node.get("lat") is None or node.get("lon") is None:
        return None
    told: str | None = node.get("crs")
    return _SYSTEMS.get(told, told)


def _gather(scope: Scope, ids: Iterable[str]) -> _Places:
    found = _Places()
    for id in ids:
        node = scope.index.nodes[id]
        system = _system(node)
        if system is not None:
            found.by_system.setdefault(system, []).append((node["lat"], node["lon"], id))
        found.communities.setdefault(system, set()).add(scope.index.areas.at_level(id, "community"))
    for places in found.by_system.values():
        places.sort()
    return found


def _nearest(lat: float, lon: float, places: list[_Place]) -> tuple[float, str]:
    """The nearest place and how far it is, looking north and south as long as the latitude alone is not farther.

    >>> _nearest(40.0, 113.0, [(39.9, 113.0, "a"), (40.0, 113.01, "b"), (40.2, 113.0, "c")])[1]
    'b'
    """
    start = bisect_left(places, (lat, lon, ""))
    best: tuple[float, str] = (float("inf"), "")
    for way in (range(start, len(places)), range(start - 1, -1, -1)):
        for at in way:
            other_lat, other_lon, id = places[at]
            if RADIUS * radians(abs(other_lat - lat)) > best[0]:
                break
            best = min(best, (metres_between(lat, lon, other_lat, other_lon), id))
    return best


def metres_between(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """The way along the sphere between two points, in metres.

    >>> round(metres_between(40.0, 113.0, 40.0, 113.01))
    852
    """
    a, b = radians(lat), radians(other_lat)
    half = sin((b - a) / 2) ** 2 + cos(a) * cos(b) * sin(radians(other_lon - lon) / 2) ** 2
    return 2 * RADIUS * asin(sqrt(half))
