"""The root field ``path``: shortest ways, through what is alive and visible only."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from api.accounts.viewer import LOCAL, RIGHTS, Viewer, make_viewer
from api.graphql.errors import GraphqlFault
from graph.store.connection import Store
from tests.api.graphql.compiler.special.asking import asked
from tests.api.graphql.conftest import Town

DOCUMENT = """query($from: ID!, $to: ID!, $kinds: [RelationKind!], $max: Int, $day: Date) {
    path(from: $from, to: $to, kinds: $kinds, maxLength: $max, asOf: $day) {
        length nodes { id } edges { id kind start end } } }"""
OF_S1 = Viewer("x", "admin", ("140213050000",), rights=RIGHTS)


def way(store: Store, start: str, end: str, viewer: Viewer = LOCAL, **given: Any) -> str | None:
    """The ids along the way; None where there is none."""
    told = asked(store, DOCUMENT, {"from": f"area-{start}", "to": f"area-{end}", **given}, viewer)["path"]
    if told is None:
        return None
    ids = [node["id"].removeprefix("area-") for node in told["nodes"]]
    assert told["length"] == len(told["edges"]) == len(ids) - 1
    for edge, *ends in zip(told["edges"], told["nodes"], told["nodes"][1:], strict=False):
        assert {edge["start"], edge["end"]} == {node["id"] for node in ends}
    return " ".join(ids)


def test_the_shortest_way_is_found(store: Store, town: Town) -> None:
    assert way(store, "g1", "g5") == "g1 c1 s1 d s2 c3 g5"
    assert way(store, "g5", "g1") == "g5 c3 s2 d s1 c1 g1"
    town.join("area-g4", "ADJACENT_TO", "area-g5")
    assert way(store, "g1", "g5") == "g1 c1 s1 c2 g4 g5"
    assert way(store, "g1", "g5", kinds=["WITHIN"]) == "g1 c1 s1 d s2 c3 g5"
    assert way(store, "g1", "g5", kinds=["ADJACENT_TO"]) is None
    assert way(store, "g4", "g5", kinds=[]) is None


def test_a_node_is_no_step_away_from_itself(store: Store, town: Town) -> None:
    assert way(store, "g1", "g1") == "g1"
    assert way(store, "g1", "g1", max=0) == "g1"
    assert way(store, "g9", "g9") is None


@pytest.mark.parametrize(("most", "expected"), [(5, None), (6, "g1 c1 s1 d s2 c3 g5"), (15, "g1 c1 s1 d s2 c3 g5")])
def test_a_longer_way_is_none(store: Store, town: Town, most: int, expected: str | None) -> None:
    assert way(store, "g1", "g5", max=most) == expected
    told = asked(store, f'{{ path(from: "area-g1", to: "area-g5", maxLength: {most}) {{ length }} }}')
    assert told["path"] == (expected and {"length": 6})


def test_only_what_is_alive_is_walked(store: Store, town: Town) -> None:
    town.join("area-g4", "ADJACENT_TO", "area-g5", validFrom=date(2026, 11, 2))
    town.join("area-g9", "ADJACENT_TO", "area-g5")
    town.join("area-g9", "ADJACENT_TO", "area-g1")
    assert way(store, "g4", "g5") == "g4 c2 s1 d s2 c3 g5"
    assert way(store, "g4", "g5", day="2026-11-02") == "g4 g5"
    assert way(store, "g1", "g5", day="2025-05-31") == "g1 g9 g5"
    assert way(store, "g1", "g5") == "g1 c1 s1 d s2 c3 g5"


def test_nothing_outside_the_scope_is_crossed(store: Store, town: Town) -> None:
    town.join("area-g1", "ADJACENT_TO", "area-g5")
    town.join("area-g5", "ADJACENT_TO", "area-g4")
    assert way(store, "g1", "g4") == "g1 g5 g4"
    assert way(store, "g1", "g4", OF_S1) == "g1 c1 s1 c2 g4"
    assert way(store, "g1", "g5", OF_S1) is None
    assert way(store, "g5", "g1", OF_S1) is None


@pytest.mark.parametrize("most", [2, 15])
@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        ("[POST_IN, BASED_IN]", ["org-1", "area-c1"]),
        ("[WITHIN, TARGETS, HOLDER]", None),
        ("null", ["org-1", "area-c1"]),
    ],
)
def test_kinds_of_any_label_are_searched_within_a_scope(
    store: Store, town: Town, kinds: str, expected: list[str] | None, most: int
) -> None:
    town.node("org-1", "Organisation", "Unit", name="单位")
    town.join("org-1", "BASED_IN", "area-c1")
    document = f'{{ path(from: "org-1", to: "area-c1", kinds: {kinds}, maxLength: {most}) {{ nodes {{ id }} }} }}'
    told = asked(store, document, {}, OF_S1)["path"]
    assert told == (expected and {"nodes": [{"id": id} for id in expected]})


def test_labels_that_the_role_may_not_see_are_not_crossed(store: Store, town: Town) -> None:
    town.node("person-1", "Person", name="张三")
    for area in ("area-g1", "area-g5"):
        town.join("person-1", "CHECKED_IN", area)
    assert way(store, "g1", "g5") == "g1 person-1 g5"
    assert way(store, "g1", "g5", make_viewer("p", "public")) == "g1 c1 s1 d s2 c3 g5"
    with pytest.raises(GraphqlFault, match=r"FORBIDDEN: .* RESERVE_FOR"):
        way(store, "g1", "g5", make_viewer("r", "reader"), kinds=["RESERVE_FOR"])


@pytest.mark.parametrize("most", [-1, 16])
def test_bounds_are_refused(store: Store, town: Town, most: int) -> None:
    with pytest.raises(GraphqlFault, match="BAD_USER_INPUT"):
        way(store, "g1", "g5", max=most)


def test_parts_are_asked_as_any_object(store: Store, town: Town) -> None:
    document = """{ path(from: "area-g5", to: "area-s2") { __typename steps: length edges { k: kind __typename }
        nodes { __typename name ... on Area { parent { id } } } nodes { id } } }"""
    told = asked(store, document)["path"]
    assert told["nodes"][1] == {
        "__typename": "Community", "name": "c3社区", "parent": {"id": "area-s2"}, "id": "area-c3",
    }  # fmt: skip
    assert (told["__typename"], told["steps"], told["edges"][0]) == (
        "Path",
        2,
        {"k": "WITHIN", "__typename": "NeighbourEdge"},
    )
