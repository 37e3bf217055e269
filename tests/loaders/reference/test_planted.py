"""What the rules find in the reference district is what was planted there and what follows from it: nothing less or more."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from datetime import date
from typing import Any

import networkx as nx
import pytest

from graph.coverage.catalogue import load_rules
from graph.coverage.results import Run
from graph.coverage.rollup import Counts
from graph.coverage.run import run_rules
from graph.store.snapshot import network_on
from loaders.reference.pack import reference_facts
from loaders.reference.targets import paths_of

DAY = date(2026, 11, 1)
FEWER = {"N05": 1}
"""Rules with fewer than three targets."""

Listed = dict[str, dict[str, str]]


@pytest.fixture(scope="module")
def district() -> nx.MultiDiGraph:
    """The reference district on its day."""
    return network_on(reference_facts(), DAY)


@pytest.fixture(scope="module")
def run(district: nx.MultiDiGraph) -> Run:
    """Every rule of the catalogue over it."""
    return run_rules(district)


@pytest.fixture(scope="module")
def listed(notes: Callable[[str], list[dict[str, str]]]) -> Listed:
    """The lists of planted and implied faults: rule → target → why."""
    found: Listed = {}
    for name in ("planted", "implied"):
        for row in notes(name):
            found.setdefault(row["rule"], {})[row["target"]] = row["why"]
    return found


def _switched_on(listed: Listed) -> Listed:
    return {rule: targets for rule, targets in listed.items() if load_rules()[rule].rule.effective_status != "off"}


def test_findings_are_what_was_planted_or_follows(run: Run, listed: Listed) -> None:
    hit: dict[str, list[str]] = {}
    extra = []
    for finding in run.findings():
        named = paths_of(run.index, finding.target)
        if also := finding.values.get("listed_as"):
            named = {also} | {f"{path}/{also}" for path in named}
        found = named & set(listed.get(finding.rule, ()))
        hit.setdefault(finding.rule, []).extend(found)
        if not found:
            extra.append((finding.rule, sorted(named)[:2], finding.message.zh))
    missing = {
        rule: sorted(set(targets) - set(hit.get(rule, ()))) for rule, targets in _switched_on(listed).items()
        if set(targets) - set(hit.get(rule, ()))
    }  # fmt: skip
    doubled = {rule: targets for rule, targets in hit.items() if len(targets) != len(set(targets))}
    assert (missing, extra, doubled) == ({}, [], {})


def test_every_rule_that_finds_has_three_planted_targets(listed: Listed) -> None:
    fixed_at_zero = {"P01", "P10", "P11", "P12", "P20", "S01"}
    few = {
        id: len(listed.get(id, ()))
        for id, rule in load_rules().items()
        if rule.rule.effective_status != "comparison" and id not in fixed_at_zero
        and len(listed.get(id, ())) < FEWER.get(id, 3)
    }  # fmt: skip
    assert few == {}


def test_only_two_rules_are_off() -> None:
    assert {id for id, rule in load_rules().items() if rule.rule.effective_status == "off"} <= {"G18", "G20"}


@pytest.mark.parametrize(
    ("rule", "numbers"),
    [
        ("S02", (487, 425, 325, 62, 100)),
        ("S01", (221, 221, 221, 0, 0)),
        ("P01", (1529, 1529, 1529, 0, 0)),
        ("P20", (18, 18, 18, 0, 0)),
        ("Y12", (487, 487, 127, 0, 360)),
    ],
)
def test_published_figures_come_out_by_counting(rule: str, numbers: tuple[int, ...], run: Run) -> None:
    counts = run[rule].counts
    assert (counts.total, counts.due, counts.present, counts.exempt, counts.gap) == numbers


def test_centres_are_220_in_streets_and_one_direct(run: Run) -> None:
    scopes = list(run["S01"].scopes("street"))
    assert sum(scope.counts.present for scope in scopes if scope.level == "street" and not scope.direct) == 220
    assert [scope.counts.present for scope in scopes if scope.direct and scope.level == "district"] == [1]


def test_concurrent_posts_are_a_comparison_without_findings(run: Run) -> None:
    assert run["Y12"].compiled.rule.status == "comparison"
    assert not run["Y12"].findings
    assert [peer.value for peer in run["Y12"].compiled.rule.peers] == [1]


def test_area_is_the_sum_of_its_children_and_its_own(run: Run) -> None:
    tree = run.index.areas
    for result in run.results:
        for area in result.rollup.areas():
            parts = [result.rollup.of(child) for child in tree.children.get(area, ())]
            parts += [direct] if (direct := result.rollup.direct(area)) else []
            whole = Counts()
            for part in parts:
                whole.add(part)
            assert _numbers(whole) == pytest.approx(_numbers(result.rollup.of(area))), (result.rule, area)


def _numbers(counts: Counts) -> list[Any]:
    return [getattr(counts, one.name) for one in fields(counts)]


def test_every_finding_can_be_told_in_full(run: Run) -> None:
    findings = run.findings()
    for finding in findings:
        told = findings.document(finding)
        assert told["basis"] and told["remedies"] and told["facts"], told
        assert "{" not in told["message"]["zh"] + told["message"]["en"]
        assert any(fact["file"] and fact["row"] for fact in told["facts"]), told
