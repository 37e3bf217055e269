"""Paths: directions, alternatives, repeated steps, conditions, what is only possible, and what is told of a wrong one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.coverage.query import Compiler, Scope
from graph.coverage.query.path import first_step
from graph.model import load_model
from graph.store.snapshot import DatedFacts, Edge, Fact, index_of, network_on

Ask = Callable[..., Any]
Ties = list[tuple[Any, ...]]

HELD: dict[str, Any] = {
    "g": "Grid",
    "p": {"label": "Post", "role": "gridLeader"},
    "q": {"label": "Post", "role": "gridWorker"},
    "t": {"label": "Tenure", "fullTime": True},
    "u": {"label": "Tenure"},
    "v": {"label": "Tenure", "fullTime": False},
    "a": "Person",
    "b": "Person",
    "c": "Person",
}
HOLDS: Ties = [
    ("p", "RESPONSIBLE_FOR", "g"), ("q", "RESPONSIBLE_FOR", "g"), ("t", "OF_POST", "p"), ("u", "OF_POST", "q"),
    ("v", "OF_POST", "q"), ("t", "HOLDER", "a"), ("u", "HOLDER", "b"), ("v", "HOLDER", "c"),
]  # fmt: skip
POSTS = "<-RESPONSIBLE_FOR Post"
FULL = {"step": "<-OF_POST Tenure", "where": {"fullTime": True}}


@pytest.mark.parametrize(
    ("path", "ends"),
    [
        (POSTS, {"p": True, "q": True}),
        ("<-RESPONSIBLE_FOR Post <-OF_POST Tenure ->HOLDER Person", {"a": True, "b": True, "c": True}),
        ([POSTS, "<-OF_POST Tenure"], {"t": True, "u": True, "v": True}),
        ([POSTS, FULL], {"t": True, "u": None}),
        ([POSTS, FULL, "->HOLDER Person"], {"a": True, "b": None}),
        ([{"step": POSTS, "where": {"role": "gridWorker"}}, FULL], {"u": None}),
        ([{"step": POSTS, "where": {"role": ["gridLeader", "gridWorker"]}}], {"p": True, "q": True}),
        ([{"step": POSTS, "where": {"status": "active"}}], {"p": None, "q": None}),
        ([{"step": POSTS, "where": {"role": {"not": "gridLeader"}}}], {"q": True}),
        ({"step": "<-RESPONSIBLE_FOR Post <-OF_POST Tenure", "where": {"fullTime": False}}, {"u": None, "v": True}),
        ("--RESPONSIBLE_FOR Post", {"p": True, "q": True}),
        ("<-COVERS|RESPONSIBLE_FOR Post", {"p": True, "q": True}),
        ("->COVERS Compound", {}),
    ],
)
def test_path_ends_at_the_nodes_that_its_steps_lead_to(ask: Ask, path: Any, ends: dict[str, Any]) -> None:
    assert ask("path", path, HELD, HOLDS) == ends


def test_end_that_one_way_makes_certain_is_certain(ask: Ask) -> None:
    ties = [*HOLDS, ("u", "HOLDER", "a")]
    assert ask("path", [POSTS, FULL, "->HOLDER Person"], HELD, ties) == {"a": True, "b": None}


@pytest.mark.parametrize(
    ("way", "ends"),
    [("->", {"b": True}), ("<-", {"c": True}), ("--", {"b": True, "c": True})],
)
def test_arrows_say_which_way_the_relationship_points(ask: Ask, way: str, ends: dict[str, Any]) -> None:
    nodes = {"a": "Community", "b": "Community", "c": "Community"}
    ties = [("a", "ADJACENT_TO", "b"), ("c", "ADJACENT_TO", "a")]
    assert ask("path", f"{way}ADJACENT_TO Community", nodes, ties) == ends


@pytest.mark.parametrize(
    ("labels", "ends"),
    [("Area", {"c", "v"}), ("Community", {"c"}), ("Community|Village", {"c", "v"}), ("Grid", set())],
)
def test_label_takes_in_what_stands_under_it(ask: Ask, labels: str, ends: set[str]) -> None:
    nodes = {"s": "Street", "c": "Community", "v": "Village"}
    assert set(ask("path", f"<-WITHIN {labels}", nodes, [("c", "WITHIN", "s"), ("v", "WITHIN", "s")])) == ends


CHAIN = {name: {"label": "PartyOrganisation", "kind": "group" if name == "d" else "branch"} for name in "abcd"}


@pytest.mark.parametrize(
    ("ties", "ends"),
    [
        ([], set()),
        ([("a", "b")], {"b"}),
        ([("a", "b"), ("b", "c"), ("c", "d")], {"b", "c", "d"}),
        ([("a", "b"), ("a", "c"), ("b", "d"), ("c", "d")], {"b", "c", "d"}),
        ([("a", "b"), ("b", "c"), ("c", "b")], {"b", "c"}),
        ([("a", "b"), ("b", "a")], {"b"}),
        ([("b", "a")], set()),
    ],
)
def test_star_follows_once_or_more_and_comes_to_an_end(ask: Ask, ties: list[tuple[str, str]], ends: set[str]) -> None:
    path, told = "->SUBORDINATE_TO* PartyOrganisation", [(one, "SUBORDINATE_TO", other) for one, other in ties]
    assert set(ask("path", path, CHAIN, told)) == ends


def test_condition_of_a_repeated_step_picks_ends_and_cuts_no_way(ask: Ask) -> None:
    ties = [("a", "SUBORDINATE_TO", "b"), ("b", "SUBORDINATE_TO", "d")]
    step = {"step": "->SUBORDINATE_TO* PartyOrganisation", "where": {"kind": "group"}}
    assert ask("path", step, CHAIN, ties) == {"d": True}


def test_repeated_step_passes_through_other_labels(ask: Ask) -> None:
    nodes = {"g": "Grid", "c": "Community", "s": "Street"}
    assert ask("path", "->WITHIN* Street", nodes, [("g", "WITHIN", "c"), ("c", "WITHIN", "s")]) == {"s": True}


@pytest.mark.parametrize(
    ("edge", "ends"),
    [
        ({"mode": "企业"}, {"e": True, "n": None}),
        ({"mode": ["企业", "代管"]}, {"e": True, "n": None, "d": True}),
        ({"mode": {"not": "企业"}}, {"d": True, "n": None}),
        ({"mode": {"recorded": True}}, {"e": True, "d": True}),
        ({"mode": {"recorded": False}}, {"n": True}),
        ({"mode": {"recorded": True, "not": "代管"}}, {"e": True}),
    ],
)
def test_conditions_on_relationships(ask: Ask, edge: dict[str, Any], ends: dict[str, Any]) -> None:
    nodes = {"c": "Compound", "e": "PropertyCompany", "d": "PropertyCompany", "n": "PropertyCompany"}
    ties = [("e", "SERVES", "c", {"mode": "企业"}), ("d", "SERVES", "c", {"mode": "代管"}), ("n", "SERVES", "c")]
    assert ask("path", {"step": "<-SERVES PropertyCompany", "edge": edge}, nodes, ties) == ends


def test_doubled_relationship_is_certain_where_one_of_them_is(ask: Ask) -> None:
    nodes = {"c": "Compound", "e": "PropertyCompany"}
    ties = [("e", "SERVES", "c"), ("e", "SERVES", "c", {"mode": "企业"})]
    assert ask("path", {"step": "<-SERVES PropertyCompany", "edge": {"mode": "企业"}}, nodes, ties) == {"e": True}


@pytest.mark.parametrize(
    ("path", "trail"),
    [
        ([POSTS, FULL, "->HOLDER Person"], (("g", "p", "t", "a"), True)),
        ([{"step": POSTS, "where": {"role": "gridWorker"}}, FULL], (("g", "q", "u"), None)),
        ([POSTS, {"step": "<-OF_POST Tenure", "where": {"mode": "hired", "fullTime": False}}], (("g", "q", "u"), None)),
        ("->COVERS Compound", None),
    ],
)
def test_first_trail_is_a_certain_one_where_there_is_one(path: Any, trail: Any) -> None:
    scope = _scope(HELD, HOLDS)
    compiler = Compiler(load_model(), "T1")
    assert compiler.path(path, ("Grid",), "at").first(scope, "g") == trail
    assert not compiler.problems


def test_trails_end_where_the_path_does_and_as_surely() -> None:
    scope, compiler = _scope(HELD, [*HOLDS, ("u", "HOLDER", "a")]), Compiler(load_model(), "T1")
    path = compiler.path([POSTS, FULL, "->HOLDER Person"], ("Grid",), "at")
    found: dict[str, bool | None] = {}
    for passed, certain in path.trails(scope, "g"):
        found[passed[-1]] = certain or found.get(passed[-1])
    assert found == path.ends(scope, "g")


@given(held=st.lists(st.tuples(st.sampled_from("pq"), st.sampled_from("tuv"), st.sampled_from("abc")), max_size=8))
def test_ends_are_those_of_a_walk_by_hand(held: list[tuple[str, str, str]]) -> None:
    ties: Ties = [("p", "RESPONSIBLE_FOR", "g"), ("q", "RESPONSIBLE_FOR", "g")]
    ties += [tie for post, tenure, person in held for tie in ((tenure, "OF_POST", post), (tenure, "HOLDER", person))]
    scope, compiler = _scope(HELD, ties), Compiler(load_model(), "T1")
    path = compiler.path([POSTS, FULL, "->HOLDER Person"], ("Grid",), "at")
    certain = {"t": True, "u": None}
    holders = {tenure: {person for _, one, person in held if one == tenure} for _, tenure, _ in held}
    by_hand = {person for tenure, persons in holders.items() if tenure in certain for person in persons}
    assert set(path.ends(scope, "g")) == by_hand
    assert {one for one, sure in path.ends(scope, "g").items() if sure} == holders.get("t", set())


@pytest.mark.parametrize(
    ("path", "problem"),
    [
        ("Post", "at rules.bad_path"),
        ("<-RESPONSIBLE_FOR", "at rules.bad_path"),
        ("<-responsible_for Post", "at rules.bad_path"),
        ("<-RESPONSIBLE_FOR Post, Tenure", "at rules.bad_path"),
        ([], "at rules.bad_path"),
        (None, "at rules.bad_path"),
        ({"where": {"role": "gridLeader"}}, "at rules.bad_path"),
        ([POSTS, 3], "at.1 rules.bad_path"),
        ("<-RESPONSIBLE_FOR Posts", "at rules.no_label"),
        ("<-RESPONSIBLE Post", "at rules.no_type"),
        ("->RESPONSIBLE_FOR Post", "at rules.wrong_direction"),
        ("<-RESPONSIBLE_FOR Tenure", "at rules.no_such_join"),
        ("<-RESPONSIBLE_FOR Post <-RESPONSIBLE_FOR Post", "at rules.no_such_join"),
        ([POSTS, "->OF_POST Tenure"], "at.1 rules.wrong_direction"),
        ({"step": POSTS, "were": {}}, "at rules.unknown_key"),
        ({"step": POSTS, "where": {}}, "at.where rules.bad_condition"),
        ({"step": POSTS, "where": {"fullTime": True}}, "at.where.fullTime rules.no_property"),
        ({"step": POSTS, "edge": {}}, None),
        ({"step": POSTS, "edge": "mode"}, "at.edge rules.bad_condition"),
        ({"step": POSTS, "edge": {"mode": "企业"}}, "at.edge rules.no_edge_property"),
        ({"step": "<-SERVES Facility", "edge": {"mode": {"startsWith": "企"}}}, "at.edge.mode rules.no_operator"),
        ({"step": "<-SERVES Facility", "edge": {"mode": {"is": "$none"}}}, "at.edge.mode.is rules.no_threshold"),
        ({"step": "<-SERVES Facility", "edge": {"mode": [["企业"]]}}, "at.edge.mode.in rules.no_literals"),
    ],
)
def test_wrong_paths_are_told_with_their_place(
    problems_in: Callable[..., list[str]], path: Any, problem: str | None
) -> None:
    assert problems_in("path", path, "Grid") == ([problem] if problem else [])


def test_path_goes_on_from_the_labels_that_the_last_step_reached(problems_in: Callable[..., list[str]]) -> None:
    path = "->WITHIN Community|Village <-BASED_IN ResidentsCommittee|VillagersCommittee <-POST_IN Post"
    assert problems_in("path", path, "Grid") == []


@pytest.mark.parametrize(
    ("spec", "step"),
    [
        (POSTS, (("RESPONSIBLE_FOR",), (True,), True)),
        (f"{POSTS} <-OF_POST Tenure", (("RESPONSIBLE_FOR",), (True,), False)),
        (["->A|B Post", POSTS], (("A", "B"), (False,), False)),
        ({"step": "--ADJACENT_TO* Area"}, (("ADJACENT_TO",), (False, True), False)),
        ("no path", None),
        ([], None),
    ],
)
def test_first_step_is_told_apart(spec: Any, step: Any) -> None:
    assert first_step(spec) == step


def _scope(nodes: dict[str, Any], ties: Ties) -> Scope:
    rows = {id: {"label": row} if isinstance(row, str) else dict(row) for id, row in nodes.items()}
    facts = [Fact(id, row["label"], {key: row[key] for key in row if key != "label"}) for id, row in rows.items()]
    G = network_on(DatedFacts(facts, [Edge(tie[0], tie[2], tie[1], {}) for tie in ties]), date(2026, 11, 1))
    return Scope(index_of(G), date(2026, 11, 1))
