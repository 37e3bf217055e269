"""The root field ``neighbourhood``: levels, the limit, what is left out, days, scopes and rights."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from api.accounts.viewer import LOCAL, RIGHTS, Viewer, make_viewer
from api.graphql.errors import GraphqlFault
from graph.store.connection import Store
from tests.api.graphql.compiler.special.asking import asked, plan_of
from tests.api.graphql.conftest import Town

DOCUMENT = """query($id: ID!, $depth: Int, $kinds: [RelationKind!], $limit: Int, $day: Date) {
    neighbourhood(id: $id, depth: $depth, kinds: $kinds, limit: $limit, asOf: $day) {
        hidden outside nodes { depth hidden outside node { id } } edges { id kind start end } } }"""
OF_S1 = Viewer("x", "admin", ("140213050000",), rights=RIGHTS)


def around(store: Store, id: str, viewer: Viewer = LOCAL, **given: Any) -> Any:
    """The answer, its nodes as ``depth id hidden outside``."""
    told = asked(store, DOCUMENT, {"id": id, **given}, viewer)["neighbourhood"]
    if told is not None:
        told["nodes"] = [
            f"{row['depth']} {row['node']['id']} {row['hidden']} {row['outside']}" for row in told["nodes"]
        ]
        told["edges"] = [f"{row['start']} {row['kind']} {row['end']}" for row in told["edges"]]
    return told


def test_nodes_come_level_by_level_then_by_id(store: Store, town: Town) -> None:
    assert around(store, "area-c2", depth=2) == {
        "nodes": ["0 area-c2 0 0", "1 area-g4 0 0", "1 area-s1 0 0", "2 area-c1 3 0", "2 area-d 1 0"],
        "edges": [
            "area-s1 WITHIN area-d", "area-c1 WITHIN area-s1", "area-c2 WITHIN area-s1", "area-g4 WITHIN area-c2",
        ],
        "hidden": 4,
        "outside": 0,
    }  # fmt: skip


def test_one_step_is_usual(store: Store, town: Town) -> None:
    assert around(store, "area-d")["nodes"] == ["0 area-d 0 0", "1 area-s1 2 0", "1 area-s2 1 0"]
    assert around(store, "area-g5")["nodes"] == ["0 area-g5 0 0", "1 area-c3 1 0"]


@pytest.mark.parametrize(
    ("limit", "nodes", "hidden"),
    [
        (0, [], 0),
        (1, ["0 area-c1 4 0"], 4),
        (3, ["0 area-c1 2 0", "1 area-g1 0 0", "1 area-g2 0 0"], 2),
        (6, ["0 area-c1 0 0", "1 area-g1 0 0", "1 area-g2 0 0", "1 area-g3 0 0", "1 area-s1 1 0", "2 area-c2 1 0"], 2),
    ],
)
def test_the_limit_cuts_the_last_level(store: Store, town: Town, limit: int, nodes: list[str], hidden: int) -> None:
    told = around(store, "area-c1", depth=4, limit=limit)
    assert (told["nodes"], told["hidden"]) == (nodes, hidden)


def test_only_what_is_alive_is_walked(store: Store, town: Town) -> None:
    assert "1 area-g9 0 0" in around(store, "area-c1", day="2025-05-31")["nodes"]
    assert around(store, "area-c1", day="2023-01-01")["nodes"] == ["0 area-c1 0 0", "1 area-g9 0 0", "1 area-s1 2 0"]
    assert around(store, "area-g9") is None
    assert around(store, "nowhere") is None
    town.node("org-1", "Organisation", "Unit", name="单位")
    town.join("org-1", "BASED_IN", "area-g5", validTo=date(2026, 11, 1))
    assert around(store, "org-1")["nodes"] == ["0 org-1 0 0"]


def test_kinds_narrow_and_both_directions_count(store: Store, town: Town) -> None:
    town.join("area-g1", "ADJACENT_TO", "area-g4")
    town.join("area-g5", "ADJACENT_TO", "area-g4")
    told = around(store, "area-g4", kinds=["ADJACENT_TO"], depth=2)
    assert told["nodes"] == ["0 area-g4 0 0", "1 area-g1 0 0", "1 area-g5 0 0"]
    assert told["edges"] == ["area-g1 ADJACENT_TO area-g4", "area-g5 ADJACENT_TO area-g4"]
    assert around(store, "area-g4", kinds=[]) == {"nodes": ["0 area-g4 0 0"], "edges": [], "hidden": 0, "outside": 0}


def test_doubled_and_circular_relationships_are_all_there_once(store: Store, town: Town) -> None:
    town.join("area-g5", "ADJACENT_TO", "area-g5")
    town.join("area-g5", "WITHIN", "area-c3")
    told = around(store, "area-g5")
    assert told["nodes"] == ["0 area-g5 0 0", "1 area-c3 1 0"]
    assert told["edges"] == ["area-g5 WITHIN area-c3", "area-g5 ADJACENT_TO area-g5", "area-g5 WITHIN area-c3"]


def test_analyses_and_sheets_are_met_only_when_named(store: Store, town: Town) -> None:
    town.node("scope-1", "ScopeResult", name="结果")
    town.join("scope-1", "ABOUT", "area-g5")
    assert len(around(store, "area-g5")["nodes"]) == 2
    assert around(store, "area-g5", kinds=["ABOUT"])["nodes"] == ["0 area-g5 0 0", "1 scope-1 0 0"]


def test_what_lies_outside_is_counted_and_never_crossed(store: Store, town: Town) -> None:
    town.join("area-g4", "ADJACENT_TO", "area-g5")
    town.join("area-g1", "ADJACENT_TO", "area-g5")
    town.join("area-g5", "ADJACENT_TO", "area-c2")
    told = around(store, "area-c2", OF_S1, depth=4)
    assert told["nodes"] == [
        "0 area-c2 0 1", "1 area-g4 0 1", "1 area-s1 0 1", "2 area-c1 0 0", "3 area-g1 0 1", "3 area-g2 0 0", "3 area-g3 0 0",
    ]  # fmt: skip
    assert (told["hidden"], told["outside"]) == (0, 2)
    assert not any("area-g5" in row or "area-d" in row for row in told["edges"])
    assert around(store, "area-g5", OF_S1) is None


def test_labels_that_the_role_may_not_see_are_not_there(store: Store, town: Town) -> None:
    town.node("person-1", "Person", name="张三")
    town.join("person-1", "CHECKED_IN", "area-g5")
    town.join("person-1", "RESERVE_FOR", "area-g5")
    assert around(store, "area-g5", make_viewer("p", "public"))["hidden"] == 1
    assert around(store, "area-g5", make_viewer("p", "public"))["nodes"] == ["0 area-g5 0 0", "1 area-c3 1 0"]
    assert around(store, "area-g5", make_viewer("r", "reader"))["edges"] == [
        "area-g5 WITHIN area-c3", "person-1 CHECKED_IN area-g5",
    ]  # fmt: skip
    with pytest.raises(GraphqlFault, match=r"FORBIDDEN: .* RESERVE_FOR"):
        around(store, "area-g5", make_viewer("r", "reader"), kinds=["RESERVE_FOR"])
    assert len(around(store, "area-g5", make_viewer("r", "reader", reserves=True))["edges"]) == 3


@pytest.mark.parametrize(
    ("given", "code"),
    [({"depth": 0}, "BAD_USER_INPUT"), ({"depth": 5}, "BAD_USER_INPUT"), ({"limit": -1}, "BAD_USER_INPUT"),
     ({"limit": 1001}, "PAGE_LIMIT"), ({"day": "1850-01-01"}, "BAD_DATE")],
)  # fmt: skip
def test_bounds_are_refused(store: Store, town: Town, given: dict[str, Any], code: str) -> None:
    with pytest.raises(GraphqlFault, match=code):
        around(store, "area-c1", **given)


def test_parts_are_asked_as_any_object(store: Store, town: Town) -> None:
    document = """{ around: neighbourhood(id: "area-c3") { __typename left: hidden ...N edges { __typename k: kind } } }
        fragment N on Neighbourhood { nodes { __typename d: depth node { __typename ... on Grid { households } } } }"""
    assert asked(store, document)["around"] == {
        "__typename": "Neighbourhood",
        "left": 1,
        "edges": [{"__typename": "NeighbourEdge", "k": "WITHIN"}, {"__typename": "NeighbourEdge", "k": "WITHIN"}],
        "nodes": [
            {"__typename": "NeighbourNode", "d": 0, "node": {"__typename": "Community"}},
            {"__typename": "NeighbourNode", "d": 1, "node": {"__typename": "Grid", "households": 80}},
            {"__typename": "NeighbourNode", "d": 1, "node": {"__typename": "Street"}},
        ],
    }


def test_what_is_not_asked_is_not_read() -> None:
    text = plan_of('{ neighbourhood(id: "a") { nodes { depth } } }')[0].text
    full = plan_of('{ neighbourhood(id: "a") { hidden nodes { depth } } }')[0].text
    assert text is not None and full is not None
    assert text.count("MATCH") == full.count("MATCH") - 1
