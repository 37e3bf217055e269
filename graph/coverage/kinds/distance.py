"""distance: the nearest of some places must not be farther than a threshold, in a straight line on the earth's surface.

Coordinates count only in one system for both ends; where either end has none the answer is unknown. The formula is the
haversine on a sphere of 6,371,008.8 m (mean radius, IUGG).
"""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

from graph.coverage.kinds.parameters import ConditionSpec, ExpressionSpec, Parameters
from graph.coverage.query import Compiler, Scope
from graph.coverage.query.values import at_least
from graph.coverage.verdict import UNKNOWN, Judge, Verdict, of_truth

__all__ = ["Check", "judge", "metres_between"]

RADIUS = 6_371_008.8

Place = tuple[float, float, str]


class Check(Parameters):
    """``to``: labels of the places; ``where``: which of them; ``within``: metres."""

    to: tuple[str, ...]
    where: ConditionSpec | None = None
    within: ExpressionSpec


def judge(compiler: Compiler, check: Check, labels: tuple[str, ...]) -> Judge:
    """A gap where the nearest place is too far."""
    within = compiler.expression(check.within, labels, "check.within")
    compiler.check_labels(check.to, "check.to")
    where = compiler.condition(check.where, check.to, "check.where") if check.where else None

    def places(scope: Scope) -> list[Place]:
        key = (compiler.rule, "places")
        if key not in scope.memo:
            nodes = scope.index.nodes
            scope.memo[key] = [
                (nodes[id]["lat"], nodes[id]["lon"], id)
                for id in scope.index.of_label(*check.to)
                if nodes[id].get("lat") is not None and nodes[id].get("lon") is not None
                and (where is None or where(scope, id))
            ]  # fmt: skip
        return scope.memo[key]  # type: ignore[no-any-return]

    def work(scope: Scope, id: str) -> Verdict:
        own = scope.index.nodes[id]
        known = places(scope)
        if own.get("lat") is None or own.get("lon") is None or not known:
            return Verdict(UNKNOWN, witness=(id,))
        metres, nearest = _nearest(own["lat"], own["lon"], known)
        limit = within(scope, id)
        values = {"metres": round(metres), "nearest": scope.index.nodes[nearest].get("name"), "observed": round(metres),
                  "expected": limit}  # fmt: skip
        return Verdict(of_truth(at_least(limit, metres)), round(metres), limit, values, (id, nearest))

    return work


def _nearest(lat: float, lon: float, places: list[Place]) -> tuple[float, str]:
    """The nearest place; those that a flat estimate puts clearly farther than the best are not measured exactly."""
    stretch = cos(radians(lat)) ** 2
    estimates = sorted(((one[0] - lat) ** 2 + (one[1] - lon) ** 2 * stretch, one[2], one) for one in places)[:8]
    return min((metres_between(lat, lon, one[0], one[1]), id) for _, id, one in estimates)


def metres_between(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """The way along the sphere between two points, in metres.

    >>> round(metres_between(40.0, 113.0, 40.0, 113.01))
    852
    """
    a, b = radians(lat), radians(other_lat)
    half = sin((b - a) / 2) ** 2 + cos(a) * cos(b) * sin(radians(other_lon - lon) / 2) ** 2
    return 2 * RADIUS * asin(sqrt(half))
