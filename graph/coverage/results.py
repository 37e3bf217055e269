"""The shapes of results: a run, its rules' results, their numbers by area, and its findings.

Frames have stable columns; documents are the JSON of :doc:`the interfaces </09-interfaces>`, version 1, changed by
addition only.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from graph.coverage.compiled import CompiledRule
from graph.coverage.finding import Finding
from graph.coverage.outcome import Outcome
from graph.coverage.rollup import Counts, RollUp
from graph.store.snapshot import Index

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

    from graph.coverage.findings import Findings
    from graph.coverage.overrides import Overrides

__all__ = ["VERSION", "RuleResult", "Run", "ScopeResult"]

VERSION = 1
_NUMBERS = ("total", "due", "present", "exempt", "unknown", "gap")


@dataclass(frozen=True, slots=True)
class ScopeResult:
    """One rule's numbers for one area; ``direct``: the area's own targets only, not its children's."""

    area: str
    code: str | None
    name: str
    level: str
    direct: bool
    counts: Counts

    def document(self, *, share: bool, times: float = 1) -> dict[str, Any]:
        """The JSON of it."""
        area = {"id": self.area, "code": self.code, "name": self.name, "level": self.level}
        return {"area": area, "direct": self.direct, **numbers(self.counts, share=share, times=times)}


def numbers(counts: Counts, *, share: bool, times: float = 1) -> dict[str, Any]:
    """Counts as JSON; numerator, denominator and value are null where the value is the share itself."""
    told: dict[str, Any] = {name: getattr(counts, name) for name in _NUMBERS}
    told |= {"ratio": counts.ratio, "ratioLow": counts.ratio_low, "ratioHigh": counts.ratio_high}
    if share:
        return told | {"numerator": None, "denominator": None, "value": None}
    value = counts.numerator / counts.denominator * times if counts.denominator else None
    return told | {"numerator": counts.numerator, "denominator": counts.denominator, "value": value}


class RuleResult:
    """What one rule said of all its targets: ``outcomes``, the numbers by area, and its findings.

    ``overrides`` say which packs changed it and how; ``left_out`` are the targets for which a pack switched it off.
    """

    def __init__(
        self, rule: CompiledRule, outcomes: list[Outcome], findings: list[Finding], index: Index, top: str | None
    ) -> None:
        self.compiled, self.outcomes, self.findings = rule, outcomes, findings
        self.overrides: list[dict[str, Any]] = []
        self.left_out: list[str] = []
        self._index, self._top = index, top

    @property
    def rule(self) -> str:
        """The rule's id."""
        return self.compiled.id

    @cached_property
    def rollup(self) -> RollUp:
        """The numbers of every area."""
        return RollUp(self.outcomes, self._index.areas)

    @cached_property
    def counts(self) -> Counts:
        """The numbers over all targets."""
        counts = Counts()
        for outcome in self.outcomes:
            counts.count(outcome)
        return counts

    @property
    def is_share(self) -> bool:
        """Whether present ÷ due is the rule's value (all kinds but ratio)."""
        return self.compiled.rule.kind != "ratio"

    @property
    def times(self) -> float:
        """What the quotient of a ratio is multiplied by."""
        return float(self.compiled.rule.check.get("times", 1))

    def scopes(self, deepest: str = "community") -> Iterator[ScopeResult]:
        """The numbers by area, from the top down to a level; direct targets of an area with children are a row apart."""
        tree, nodes = self._index.areas, self._index.nodes
        levels = ("district", "street", "community", "grid", "compound", "building")
        wanted = levels[: levels.index(deepest) + 1] if deepest in ("district", "street", "community") else (
            *levels[:3], deepest)  # fmt: skip
        inside = tree.inside(self._top) if self._top else set()
        for area in self.rollup.areas():
            level = tree.level(area)
            if area not in inside or level not in wanted or area not in self.rollup.all:
                continue
            code, name = nodes[area].get("code"), str(nodes[area].get("name") or area)
            yield ScopeResult(area, code, name, level, False, self.rollup.of(area))
            direct = self.rollup.direct(area)
            if direct is not None and self.rollup.of(area).total != direct.total:
                yield ScopeResult(area, code, name, level, True, direct)

    @property
    def exempt_by(self) -> dict[str, int]:
        """How many targets are exempt by a decision, and how many because the rule's condition is false."""
        exempt = [outcome.why for outcome in self.outcomes if outcome.state == "exempt"]
        return {"decision": exempt.count("decision"), "condition": exempt.count("condition")}

    @property
    def parts(self) -> dict[str, dict[str, int]]:
        """Of a checklist: how many targets have each part, lack it, or leave it unknown."""
        found: dict[str, dict[str, int]] = {}
        for outcome in self.outcomes:
            for part, state in (outcome.verdict.parts if outcome.verdict else {}).items():
                counts = found.setdefault(part, {"present": 0, "gap": 0, "unknown": 0})
                counts[state] += 1
        return found

    def document(self, level: str = "street") -> dict[str, Any]:
        """The JSON of it, with scopes down to a level."""
        rule = self.compiled.rule
        unit = rule.check.get("unit") if not self.is_share else None
        told = {
            "rule": rule.id, "ruleVersion": str(rule.version), "name": {"zh": rule.name.zh, "en": rule.name.en},
            "severity": rule.severity, "status": rule.effective_status,
            **numbers(self.counts, share=self.is_share, times=self.times),
            "unit": unit, "exemptBy": self.exempt_by,
        }  # fmt: skip
        if rule.peers:
            told["peers"] = [
                {"place": one.place.model_dump(), "value": one.value, "source": one.source} for one in rule.peers
            ]
        if self.parts:
            told["parts"] = self.parts
        if self.overrides:
            told |= {"overrides": self.overrides, "leftOut": len(self.left_out)}
        told["scopes"] = [scope.document(share=self.is_share, times=self.times) for scope in self.scopes(level)]
        return told


class Run:
    """One evaluation of rules on one graph: ``results`` in the order of the catalogue, by date and area."""

    def __init__(
        self,
        G: nx.MultiDiGraph,
        index: Index,
        results: list[RuleResult],
        as_of: date,
        area: str | None,
        overrides: Overrides | None = None,
    ) -> None:
        self.G, self.index, self.results, self.as_of, self.area = G, index, results, as_of, area
        self.overrides = overrides

    def __getitem__(self, rule: str) -> RuleResult:
        """The result of a rule by its id; raises ``KeyError`` for one that did not run."""
        for result in self.results:
            if result.rule == rule:
                return result
        raise KeyError(rule)

    def findings(self) -> Findings:
        """Every finding, in the order of the catalogue, then of areas."""
        from graph.coverage.findings import Findings

        return Findings(self, [finding for result in self.results for finding in result.findings])

    def to_frame(self, level: str = "district") -> pd.DataFrame:
        """One row a rule and area, down to a level; columns as in :data:`graph.coverage.frames.COVERAGE`."""
        from graph.coverage.frames import coverage_frame

        return coverage_frame(self, level)

    def document(self, level: str = "street", run: str | None = None) -> dict[str, Any]:
        """The JSON of ``govgraph coverage``."""
        return {
            "version": VERSION, "asOf": self.as_of.isoformat(), "run": run,
            "results": [result.document(level) for result in self.results],
        }  # fmt: skip

    def _repr_html_(self) -> str:
        """The table of the district's numbers, for a notebook."""
        from graph.coverage.frames import html_table

        return html_table(self.to_frame(), self.G.graph.get("synthetic", False))
