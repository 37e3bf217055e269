"""Running rules: what makes a target exempt, unknown, a gap; what is left out; which targets an area has."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import networkx as nx
import pytest

from graph.coverage import run as running
from graph.coverage.compiled import CompiledRule
from graph.coverage.run import run_rules
from graph.errors import UsageError

District = Callable[..., nx.MultiDiGraph]
MakeRule = Callable[..., CompiledRule]

GRIDS = """
kind: exists
target: Grid
due: {when: {households: {atLeast: 300}}, otherwise: {zh: 户数少, en: few households}, told_by: [grids]}
told_by: [party_organisations]
exempt_by: [X9]
check: {paths: ["<-BASED_IN PartyOrganisation"]}
"""
BODY = {"p": "PartyOrganisation"}
OVER = {"validTo": date(2026, 11, 1)}


def exemption(rule: str, **dates: Any) -> dict[str, Any]:
    """A decision about the grid."""
    return {"e": {"label": "Exemption", "rule": rule, **dates}}


@pytest.mark.parametrize(
    ("grid", "more", "not_loaded", "state", "why"),
    [
        ({"households": 300}, BODY, (), "present", ""),
        ({"households": 300}, {}, (), "gap", ""),
        ({"households": 299}, {}, (), "exempt", "condition"),
        ({"households": 299}, BODY, ("grids",), "unknown", "not_told"),
        ({}, BODY, (), "unknown", "due"),
        ({}, {}, ("party_organisations",), "unknown", "due"),
        ({"households": 300}, {}, ("party_organisations",), "unknown", "not_told"),
        ({"households": 300}, BODY, ("party_organisations",), "present", ""),
        ({"households": 300}, exemption("T1"), (), "exempt", "decision"),
        ({"households": 300}, exemption("X9"), (), "exempt", "decision"),
        ({"households": 300}, exemption("T2"), (), "gap", ""),
        ({"households": 300}, exemption("T1", **OVER), (), "gap", ""),
        ({"households": 299}, exemption("T1"), ("grids",), "exempt", "decision"),
        ({}, exemption("T1"), (), "exempt", "decision"),
    ],
)
def test_target_comes_out_as(
    rule: MakeRule, district: District, grid: Any, more: Any, not_loaded: Any, state: str, why: str
) -> None:
    edges = ["g WITHIN kangji", *(f"{id} {'ABOUT' if id == 'e' else 'BASED_IN'} g" for id in more)]
    G = district({"g": {"label": "Grid", **grid}, **more}, edges, not_loaded)
    result = run_rules(G, [rule(GRIDS)]).results[0]
    assert [(one.target, one.home, one.state, one.why) for one in result.outcomes] == [("g", "g", state, why)]
    assert len(result.findings) == (state == "gap")


def test_path_that_is_only_possible_is_unknown_by_its_verdict(rule: MakeRule, district: District) -> None:
    wanted = rule(GRIDS, check={"paths": [{"step": "<-BASED_IN PartyOrganisation", "where": {"kind": "branch"}}]})
    G = district({"g": {"label": "Grid", "households": 300}, **BODY}, ["g WITHIN kangji", "p BASED_IN g"])
    outcome = run_rules(G, [wanted]).results[0].outcomes[0]
    assert (outcome.state, outcome.why) == ("unknown", "verdict")


def test_roster_of_another_street_tells_nothing(rule: MakeRule, district: District) -> None:
    sheet = {"label": "Source", "kind": "party_organisations", "columns": "{}"}
    grid = {"label": "Grid", "households": 300}
    nodes = {"sheet": sheet, "grids": {**sheet, "kind": "grids"}, "g": grid, "h": grid}
    told = {"label": "PartyOrganisation", "sources": ["sheet#2"]}
    G = district({**nodes, "p": told, "t": "Street"}, ["g WITHIN kangji", "h WITHIN dashizi", "p BASED_IN kangji"])
    states = {one.target: one.state for one in run_rules(G, [rule(GRIDS)]).results[0].outcomes}
    assert states == {"g": "gap", "h": "unknown"}


@pytest.mark.parametrize(("status", "found"), [("rule", 1), ("advice", 1), ("comparison", 0)])
def test_comparison_counts_and_never_finds(rule: MakeRule, district: District, status: str, found: int) -> None:
    G = district({"g": {"label": "Grid", "households": 300}}, ["g WITHIN kangji"])
    result = run_rules(G, [rule(GRIDS, status=status)]).results[0]
    assert (result.counts.gap, len(result.findings)) == (1, found)


def test_rule_that_is_off_runs_only_when_it_is_named(
    rule: MakeRule, district: District, monkeypatch: pytest.MonkeyPatch
) -> None:
    on, off = rule(GRIDS), rule(GRIDS, id="T2", status="off")
    monkeypatch.setattr(running, "load_rules", lambda: {"T1": on, "T2": off})
    G = district()
    assert [result.rule for result in run_rules(G).results] == ["T1"]
    assert [result.rule for result in run_rules(G, [off]).results] == ["T2"]


@pytest.mark.parametrize(
    ("area", "targets"),
    [(None, "ghk"), ("140213050000", "g"), ("yongtai", "g"), ("140213051001", "h"), ("district", "ghk")],
)
def test_area_has_the_targets_at_home_in_it(rule: MakeRule, district: District, area: str | None, targets: str) -> None:
    nodes = dict.fromkeys("ghk", "Grid")
    G = district(nodes, ["g WITHIN kangji", "h WITHIN dashizi", "k WITHIN kangji", "k WITHIN dashizi"])
    run = run_rules(G, [rule(GRIDS)], area=area)
    assert "".join(sorted(one.target for one in run.results[0].outcomes)) == targets


@pytest.mark.parametrize("order", ["ghk", "khg", "hgk"])
def test_findings_stand_by_area_whatever_the_order_of_the_graph(rule: MakeRule, district: District, order: str) -> None:
    grids = {"g": "dashizi", "h": "kangji", "k": "kangji"}
    nodes = {id: {"label": "Grid", "households": 300} for id in order}
    run = run_rules(district(nodes, [f"{id} WITHIN {grids[id]}" for id in order]), [rule(GRIDS)])
    assert [finding.target for finding in run.findings()] == ["h", "k", "g"]


def test_part_of_a_graph_is_asked_for_its_own_area(rule: MakeRule, district: District) -> None:
    G = district({"g": "Grid", "h": "Grid"}, ["g WITHIN kangji", "h WITHIN dashizi"])
    G.graph["area"] = "gucheng"
    run = run_rules(G, [rule(GRIDS)])
    assert (run.area, [one.target for one in run.results[0].outcomes]) == ("gucheng", ["h"])


@pytest.mark.parametrize(
    ("area", "near"), [("140213050009", "140213050001 康吉社区"), ("140213051", "140213051001 大十字社区"), ("p", "—")]
)
def test_unknown_area_is_refused_with_the_nearest(district: District, area: str, near: str) -> None:
    with pytest.raises(UsageError) as caught:
        run_rules(district({"p": "PartyOrganisation"}), ["S02"], area=area)
    assert caught.value.message.key == "coverage.no_area"
    assert near in caught.value.message.zh and area in caught.value.message.zh


def test_unknown_rule_is_refused_with_the_nearest(district: District) -> None:
    with pytest.raises(UsageError, match="S02"):
        run_rules(district(), ["S002"])


@pytest.mark.parametrize("G", [nx.MultiDiGraph(), nx.MultiDiGraph(as_of=date(2026, 11, 1))])
def test_empty_graph_has_no_rate_at_all(G: nx.MultiDiGraph) -> None:
    run = run_rules(G)
    assert {(c.ratio, c.ratio_low, c.ratio_high) for c in (result.counts for result in run.results)} == {(None,) * 3}
    assert {result["value"] for result in run.document()["results"]} == {None}
    assert len(run.findings()) == 0 and len(run.results) > 50


def test_district_without_targets_has_no_rate_and_no_row(rule: MakeRule, district: District) -> None:
    document = run_rules(district(), [rule(GRIDS)]).document()["results"][0]
    assert (document["total"], document["ratio"], document["ratioLow"], document["ratioHigh"]) == (0, None, None, None)
    assert document["scopes"] == []


@pytest.mark.parametrize(
    ("kind", "severity"), [("basic", "red"), ("special", "grey"), ("micro", "amber"), (None, "amber")]
)
def test_severity_is_the_first_grade_that_is_true(
    rule: MakeRule, district: District, kind: str | None, severity: str
) -> None:
    grades = [
        {"severity": "red", "when": {"kind": "basic"}},
        {"severity": "grey", "when": {"kind": ["basic", "special"]}},
    ]
    grid = {"label": "Grid", "households": 300, **({"kind": kind} if kind else {})}
    found = run_rules(district({"g": grid}, ["g WITHIN kangji"]), [rule(GRIDS, grades=grades)]).findings()
    assert [one.severity for one in found] == [severity]


@pytest.mark.parametrize(
    ("edges", "key"), [(["kangji WITHIN x", "x WITHIN kangji"], "area_cycle"), ([], "two_roots")], ids=["circle", "two"]
)
def test_area_tree_that_cannot_be_used_is_refused(
    rule: MakeRule, tiny_network: District, edges: list[str], key: str
) -> None:
    label = "Community" if edges else "District"
    G = tiny_network({"kangji": label, "x": label}, edges)
    with pytest.raises(UsageError) as caught:
        run_rules(G, [rule(GRIDS)])
    assert caught.value.message.key == f"coverage.{key}"


def test_progress_names_every_rule_before_it_runs(rule: MakeRule, district: District) -> None:
    told: list[str] = []
    run_rules(district(), [rule(GRIDS), rule(GRIDS, id="T2")], progress=told.append)
    assert told == ["T1", "T2"]
