"""distance: straight lines between coordinates of one system; what has none is unknown, and loudly so."""

from __future__ import annotations

from collections.abc import Callable
from math import asin, cos, radians, sin, sqrt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.coverage.kinds.distance import RADIUS, _nearest, metres_between

KILOMETRE = 1000 / RADIUS * 180 / 3.141592653589793
"""A kilometre to the north, in degrees of latitude."""

CHECK = {"to": ["Station"], "within": "$metres"}
THRESHOLDS = {"metres": [{"value": 1000, "from": "2020-01-01"}]}
HOME = {"label": "Compound", "lat": 40.0, "lon": 113.3, "crs": "CGCS2000"}


def _graph(*stations: dict[str, Any], home: dict[str, Any] | None = None) -> dict[str, Any]:
    nodes = {f"s{n}": {"label": "Station", "name": f"站{n}", **one} for n, one in enumerate(stations)}
    edges = [[id, "LOCATED_IN", "community"] for id in nodes]
    return {"nodes": {"c": {**HOME, **(home or {})}, **nodes}, "edges": edges}


def _place(north: float = 0.0, crs: str | None = "CGCS2000") -> dict[str, Any]:
    told = {"lat": 40.0 + north * KILOMETRE, "lon": 113.3}
    return {**told, "crs": crs} if crs else told


def _assess(assess: Callable[..., Any], **graph: Any) -> Any:
    return assess("distance", CHECK, target="Compound", of="c", thresholds=THRESHOLDS, **graph)


@pytest.mark.parametrize(
    ("north", "state"), [(0.0, "present"), (0.999, "present"), (1.001, "gap"), (-0.999, "present"), (-1.001, "gap")]
)
def test_nearest_place_must_lie_within_the_threshold(assess: Callable[..., Any], north: float, state: str) -> None:
    outcome = _assess(assess, **_graph(_place(5), _place(north)))
    assert (outcome.state, outcome.verdict.values["nearest"]) == (state, "站1")
    assert outcome.verdict.observed == pytest.approx(abs(north) * 1000, abs=1)


@pytest.mark.parametrize(
    ("own", "other", "state"),
    [
        ("CGCS2000", "WGS84", "present"),
        ("GCJ-02", "GCJ-02", "present"),
        ("GCJ-02", "CGCS2000", "unknown"),
        ("BD-09", "GCJ-02", "unknown"),
        ("unknown", "unknown", "unknown"),
        (None, "CGCS2000", "unknown"),
        ("CGCS2000", None, "unknown"),
    ],
)
def test_coordinates_count_within_one_system_only(
    assess: Callable[..., Any], own: str | None, other: str | None, state: str
) -> None:
    home = {"crs": own} if own else {"crs": "unknown"}
    assert _assess(assess, **_graph(_place(crs=other), home=home)).state == state


@pytest.mark.parametrize(("lat", "lon"), [(None, 113.3), (40.0, None)])
def test_target_without_coordinates_is_unknown(
    assess: Callable[..., Any], lat: float | None, lon: float | None
) -> None:
    told = {name: value for name, value in {"lat": lat, "lon": lon}.items() if value is not None}
    graph = _graph(_place())
    graph["nodes"]["c"] = {"label": "Compound", "crs": "CGCS2000", **told}
    assert _assess(assess, **graph).state == "unknown"


def test_no_place_at_all_is_unknown(assess: Callable[..., Any]) -> None:
    assert _assess(assess, **_graph()).state == "unknown"


@pytest.mark.parametrize(
    ("where", "north", "state"),
    [("community", 2, "unknown"), ("community", 0.5, "present"), ("street", 2, "gap")],
)
def test_place_without_coordinates_next_door_may_be_nearer(
    assess: Callable[..., Any], where: str, north: float, state: str
) -> None:
    graph = _graph(_place(north))
    graph["nodes"]["o"], graph["edges"] = {"label": "Station"}, [*graph["edges"], ["o", "LOCATED_IN", where]]
    assert _assess(assess, **graph).state == state


@pytest.mark.parametrize(("kind", "state"), [("station", "present"), ("other", "gap")])
def test_only_the_places_asked_for_count(assess: Callable[..., Any], kind: str, state: str) -> None:
    check = {**CHECK, "where": {"kind": "station"}}
    graph = _graph({**_place(0.1), "kind": kind}, {**_place(3), "kind": "station"})
    assert assess("distance", check, target="Compound", of="c", thresholds=THRESHOLDS, **graph).state == state


def test_threshold_without_a_value_leaves_it_unknown(assess: Callable[..., Any]) -> None:
    graph = _graph(_place())
    assert assess("distance", CHECK, target="Compound", of="c", thresholds={"metres": []}, **graph).state == "unknown"


def test_label_that_the_model_lacks_is_told(problems_of: Callable[..., list[str]]) -> None:
    assert problems_of("distance", {"to": ["Stations"], "within": 3}, "Compound") == ["check.to rules.no_label"]


def _by_cosines(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """The same distance from the chord through the sphere, another way to the same number."""
    a, b, c, d = map(radians, (lat, lon, other_lat, other_lon))
    one = (cos(a) * cos(b), cos(a) * sin(b), sin(a))
    two = (cos(c) * cos(d), cos(c) * sin(d), sin(c))
    return 2 * RADIUS * asin(min(1.0, sqrt(sum((x - y) ** 2 for x, y in zip(one, two, strict=True))) / 2))


POINTS = st.tuples(st.floats(39, 41), st.floats(112, 114))


@given(one=POINTS, two=POINTS)
def test_distance_agrees_with_the_chord(one: tuple[float, float], two: tuple[float, float]) -> None:
    assert metres_between(*one, *two) == pytest.approx(_by_cosines(*one, *two), abs=0.01)


@given(own=POINTS, places=st.lists(POINTS, min_size=1, max_size=30))
def test_nearest_is_the_nearest_of_all(own: tuple[float, float], places: list[tuple[float, float]]) -> None:
    rows = sorted((lat, lon, str(n)) for n, (lat, lon) in enumerate(places))
    assert _nearest(*own, rows)[0] == min(metres_between(*own, lat, lon) for lat, lon in places)
