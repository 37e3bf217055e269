"""A rule's own fixtures: how their graphs are built, and what is told of one that comes out otherwise."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from graph.coverage.compiled import CompiledRule
from graph.coverage.fixtures import build_fixture, failing_fixtures, fixture_state, fixtures_of
from graph.coverage.rule import Fixture
from graph.store.snapshot import index_of

MakeRule = Callable[..., CompiledRule]

RULE = """
kind: exists
target: Grid
told_by: [party_organisations]
check: {paths: [{step: "<-BASED_IN PartyOrganisation", where: {kind: branch}}]}
fixtures:
  base:
    target: g
    nodes: {g: {label: Grid, kind: basic}, p: {label: PartyOrganisation, kind: branch}}
    edges: [[p, BASED_IN, g]]
  pass: {}
  fail: {without: [p]}
  unknown: {set: {p: {kind: null}}}
  exempt: {without: [p], exempt: true}
  cases:
    - {cut: [[p, BASED_IN, g]], expect: fail}
    - {set: {p: {validTo: 2026-11-01}}, expect: fail}
    - {set: {p: {validTo: 2026-11-01}}, as_of: 2026-10-31}
    - {without: [p], not_loaded: [party_organisations], expect: unknown}
    - {target: h, nodes: {h: Grid}, expect: fail}
"""


def test_fixtures_that_come_out_as_they_say_leave_nothing_to_tell(rule: MakeRule) -> None:
    made = rule(RULE)
    assert list(failing_fixtures(made)) == []
    assert [(name, expected) for name, _, expected in fixtures_of(made)] == [
        ("pass", "present"), ("fail", "gap"), ("unknown", "unknown"), ("exempt", "exempt"), ("cases.0", "gap"),
        ("cases.1", "gap"), ("cases.2", "present"), ("cases.3", "unknown"), ("cases.4", "gap"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "at", "expected", "found"),
    [
        ("pass: {}", "pass: {without: [p]}", "fixtures.pass", "present", "gap"),
        ("fail: {without: [p]}", "fail: {}", "fixtures.fail", "gap", "present"),
        ("unknown: {set: {p: {kind: null}}}", "unknown: {}", "fixtures.unknown", "unknown", "present"),
        ("exempt: true", "exempt: false", "fixtures.exempt", "exempt", "gap"),
        ("as_of: 2026-10-31", "as_of: 2026-11-01", "fixtures.cases.2", "present", "gap"),
        ("target: h", "target: p", "fixtures.cases.4", "gap", "no target"),
    ],
)
def test_fixture_that_comes_out_otherwise_is_told(
    rule: MakeRule, old: str, new: str, at: str, expected: str, found: str
) -> None:
    assert old in RULE
    (failure,) = failing_fixtures(rule(RULE.replace(old, new)))
    assert (failure.at, failure.expected, failure.found) == (at, expected, found)
    assert at in failure.message.zh and at in failure.message.en


def test_graph_stands_on_a_community_in_a_street(rule: MakeRule) -> None:
    G = build_fixture(rule(RULE), Fixture())
    assert G.graph["as_of"] == date(2026, 11, 1)
    assert index_of(G).areas.above("g") == ("g", "community", "street", "district")


def test_area_with_a_place_of_its_own_stays_there(rule: MakeRule) -> None:
    fixture = Fixture.model_validate({"nodes": {"h": "Grid"}, "edges": [["h", "WITHIN", "street"]]})
    assert index_of(build_fixture(rule(RULE), fixture)).areas.above("h") == ("h", "street", "district")


@pytest.mark.parametrize(
    ("changes", "found"),
    [({"set": {"g": {"kind": "micro"}}}, "micro"), ({"set": {"g": {"kind": None}}}, None), ({}, "basic")],
)
def test_set_changes_properties_and_null_takes_them_out(rule: MakeRule, changes: Any, found: str | None) -> None:
    G = build_fixture(rule(RULE), Fixture.model_validate(changes))
    assert G.nodes["g"].get("kind") == found


def test_relationship_may_carry_properties(rule: MakeRule) -> None:
    edges = [["u", "SERVES", "g", {"mode": "企业"}]]
    fixture = Fixture.model_validate({"nodes": {"u": "Merchant"}, "edges": edges})
    assert build_fixture(rule(RULE), fixture)["u"]["g"]["SERVES"] == {"type": "SERVES", "mode": "企业"}


def test_exempt_decides_about_the_target_alone(rule: MakeRule) -> None:
    made = rule(RULE)
    fixture = Fixture.model_validate({"nodes": {"h": "Grid"}, "exempt": True})
    assert fixture_state(made, fixture) == "exempt"
    assert list(index_of(build_fixture(made, fixture)).into("h", "ABOUT")) == []
