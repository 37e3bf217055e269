"""Remedies: the steps that fit a target in the ladder's order, and what one of them gains."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import networkx as nx
import pytest

from graph.coverage.compiled import CompiledRule
from graph.coverage.remedies import remedies_of
from graph.coverage.results import Run
from graph.coverage.run import run_rules

District = Callable[..., nx.MultiDiGraph]
MakeRule = Callable[..., CompiledRule]

RULE = """
kind: exists
target: Grid
thresholds: {least: [{value: 3, from: 2020-01-01}]}
check: {paths: ["<-BASED_IN PartyOrganisation"]}
remedies:
  - {zh: 单独组建, en: form one, cost: medium, when: {registeredMembers: {atLeast: "$least"}}}
  - {zh: 联合组建, en: form one together, cost: low, when: {registeredMembers: {under: "$least"}}}
  - {zh: 选派指导员, en: send an instructor}
"""


@pytest.fixture
def run(rule: MakeRule, district: District) -> Callable[..., Run]:
    """Four grids, of which one has an organisation and three have none: 3 members, 2 members, not recorded."""

    def make(text: str = RULE, **more: Any) -> Run:
        members = {"a": 3, "b": 2, "c": None, "d": 9}
        nodes = {id: {"label": "Grid", **({"registeredMembers": n} if n else {})} for id, n in members.items()}
        edges = [*(f"{id} WITHIN kangji" for id in nodes), "p BASED_IN d"]
        return run_rules(district({**nodes, "p": "PartyOrganisation"}, edges), [rule(text, **more)])

    return make


@pytest.mark.parametrize(("target", "orders"), [("a", [1, 3]), ("b", [2, 3]), ("c", [1, 2, 3])])
def test_steps_fit_the_target_and_an_unknown_condition_keeps_them(
    run: Callable[..., Run], target: str, orders: list[int]
) -> None:
    found = run()
    (finding,) = [one for one in found.findings() if one.target == target]
    assert [step.order for step in remedies_of(found, finding)] == orders


def test_step_gains_one_target_of_those_due(run: Callable[..., Run]) -> None:
    found = run()
    steps = remedies_of(found, next(iter(found.findings())))
    assert [step.document() for step in steps[-1:]] == [
        {
            "order": 3,
            "zh": "选派指导员",
            "en": "send an instructor",
            "cost": None,
            "gain": {"before": 0.25, "after": 0.5},
        }
    ]


def test_gain_counts_unknown_targets_as_failing(run: Callable[..., Run]) -> None:
    found = run(due={"when": {"registeredMembers": {"over": 1}}, "otherwise": {"zh": "无", "en": "none"}})
    steps = remedies_of(found, next(iter(found.findings())))
    assert {(step.before, step.after) for step in steps} == {(0.25, 0.5)}
    assert found["T1"].counts.unknown == 1


def test_ratio_has_no_gain(rule: MakeRule, district: District) -> None:
    text = "{kind: ratio, target: Grid, check: {numerator: registeredMembers, denominator: households, least: 1}}"
    G = district({"g": {"label": "Grid", "registeredMembers": 1, "households": 2}})
    found = run_rules(G, [rule(text)])
    (step,) = remedies_of(found, next(iter(found.findings())))
    assert (step.before, step.after) == (None, None)
