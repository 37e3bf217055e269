"""Holds the engine against the recount: for random towns every state, every number of every area, every finding.

``GOVGRAPH_RECOUNT`` is how many towns each rule is tried on (40, always the same ones; `make soak` takes 1,000 new ones).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import asdict
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from graph.coverage.compiled import CompiledRule, compile_rule
from graph.coverage.results import RuleResult
from graph.coverage.rule import Rule
from graph.coverage.run import run_rules
from graph.model import make_id
from graph.store.snapshot import DatedFacts, Edge, Fact, network_on

EXAMPLES = os.environ.get("GOVGRAPH_RECOUNT")
SETTINGS = settings(
    max_examples=int(EXAMPLES or 40), deadline=None, derandomize=EXAMPLES is None, database=None, print_blob=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)  # fmt: skip

COMMON = """
id: T01
name: {zh: 试, en: a test}
scope: 试
severity: amber
exempt_by: [X99]
message: {zh: "{target}", en: "{target}"}
remedies: [{zh: 补, en: mend}]
basis: [{document: 试, grade: D}]
fixtures: {pass: {}, fail: {}, unknown: {}, exempt: {}}
"""
NUMBERS = ("total", "due", "present", "exempt", "unknown", "gap", "numerator", "denominator")

Town = Any
Said = dict[str, Any]
Ask = Callable[[Town, str], Any]


class Recount:
    """What a rule should say of a town, by loops over its lists.

    ``targets`` lists the targets; ``due`` says whether one is due (None: nobody knows); ``judge`` what is said of it: its
    state, what tells its findings apart, numerator and denominator, the parts of a checklist; ``told`` and ``due_told``
    whether the rosters that would have told were loaded for it.
    """

    def __init__(
        self,
        targets: Callable[[Town], Iterable[str]],
        judge: Ask,
        *,
        due: Ask = lambda town, id: True,
        told: Ask = lambda town, id: True,
        due_told: Ask = lambda town, id: True,
    ) -> None:
        self.targets, self.judge, self.due, self.told, self.due_told = targets, judge, due, told, due_told

    def of(self, town: Town, id: str) -> Said:
        """What must come out for one target."""
        if any(town[one]["rule"] in ("T01", "X99") and id in town.out(one, "ABOUT") for one in town.all("Exemption")):
            return {"state": "exempt"}
        due, said = self.due(town, id), self.judge(town, id)
        if due is False:
            return {"state": "exempt" if self.due_told(town, id) else "unknown"}
        if due is None or (said["state"] == "gap" and not self.told(town, id)):
            return {"state": "unknown", "parts": said.get("parts", {})}
        return said if said["state"] != "gap" else {"findings": {"": "amber"}, **said}


def compiled(text: str) -> CompiledRule:
    """A rule of which only what matters is written."""
    rule, problems = compile_rule(Rule.model_validate({**yaml.safe_load(COMMON), **yaml.safe_load(text)}))
    assert rule is not None and not problems, problems
    return rule


def run(rule: CompiledRule, town: Town, as_of: Any, area: str | None = None) -> RuleResult:
    """The engine's answer."""
    nodes = [
        Fact(row["id"], row["label"], {name: value for name, value in row.items() if name not in ("id", "label")})
        for row in town.nodes
    ]
    edges = [Edge(start, end, type, dict(row)) for start, type, end, row in town.ties]
    return run_rules(network_on(DatedFacts(nodes, edges), as_of), [rule], area=area).results[0]


def compare(result: RuleResult, town: Town, recount: Recount, inside: set[str]) -> None:
    """The engine's answer against the recount of the targets at home in these areas."""
    said = {id: recount.of(town, id) for id in recount.targets(town) if town.home(id) in inside}
    assert {one.target: one.state for one in result.outcomes} == {id: one["state"] for id, one in said.items()}
    for area in town.all("District", "Street", "Community", "Grid", "Compound"):
        own = [one for id, one in said.items() if town.home(id) == area]
        within = [one for id, one in said.items() if area in town.above(town.home(id))]
        assert asdict(result.rollup.of(area)) == pytest.approx(counted(within)), area
        direct = result.rollup.direct(area)
        assert (asdict(direct) if direct else None) == (pytest.approx(counted(own)) if own else None), area
    assert asdict(result.counts) == pytest.approx(counted(said.values()))
    expected = {
        make_id("finding", "T01", id, discriminator): severity
        for id, one in said.items()
        for discriminator, severity in one.get("findings", {}).items()
    }
    assert {one.id: one.severity for one in result.findings} == expected
    assert len(result.findings) == len(expected)
    parts = [(part, state) for one in said.values() for part, state in one.get("parts", {}).items()]
    assert {(name, state, n) for name, row in result.parts.items() for state, n in row.items() if n} == {
        (*part, parts.count(part)) for part in parts
    }


def counted(said: Iterable[Said]) -> dict[str, float]:
    """The numbers over some targets."""
    rows = list(said)
    numbers: dict[str, float] = {
        state: sum(row["state"] == state for row in rows) for state in ("present", "gap", "unknown", "exempt")
    }
    numbers["total"], numbers["due"] = len(rows), len(rows) - numbers["exempt"]
    decided = [row for row in rows if row["state"] in ("present", "gap") and row.get("denominator")]
    for name in ("numerator", "denominator"):
        numbers[name] = sum(row[name] for row in decided)
    return {name: numbers[name] for name in NUMBERS}


@pytest.fixture(scope="session")
def agree(any_town: st.SearchStrategy[Town], as_of: Any) -> Callable[..., None]:
    """Tries a rule on random towns: over all targets, and over those of one street."""

    def check(text: str, *args: Any, **kwargs: Any) -> None:
        rule, recount = compiled(text), Recount(*args, **kwargs)
        states: set[str] = set()

        @SETTINGS
        @given(town=any_town)
        def same(town: Town) -> None:
            note(str(town))
            result = run(rule, town, as_of)
            compare(result, town, recount, set(town.all("District", "Street", "Community", "Grid", "Compound")))
            states.update(outcome.state for outcome in result.outcomes)
            if streets := town.all("Street"):
                inside = {
                    area
                    for area in town.all("Street", "Community", "Grid", "Compound")
                    if streets[0] in town.above(area)
                }
                compare(run(rule, town, as_of, streets[0]), town, recount, inside)

        same()
        reached = 4 if SETTINGS.max_examples >= 300 else 2
        assert len(states) >= reached, f"the towns reach no more than {states}"

    return check
