"""The findings of a run: to go through, to filter, to show; each with its facts down to workbook cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from graph.coverage.facts import facts_of
from graph.coverage.finding import Finding
from graph.coverage.naming import name_of
from graph.coverage.query import Span
from graph.coverage.remedies import remedies_of

if TYPE_CHECKING:
    import pandas as pd

    from graph.coverage.results import Run

__all__ = ["Findings"]

_LEVELS = ("district", "street", "community", "grid")


class Findings:
    """A list of findings with the run that they belong to."""

    def __init__(self, run: Run, items: Iterable[Finding]) -> None:
        self.run, self.items = run, list(items)

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)

    def of_rule(self, *rules: str) -> Findings:
        """Those of some rules."""
        return Findings(self.run, (one for one in self.items if one.rule in rules))

    def area_of(self, finding: Finding) -> dict[str, dict[str, Any] | None]:
        """District, street, community (a village too) and grid of a finding, each with code and name, or None."""
        index = self.run.index
        found: dict[str, dict[str, Any] | None] = dict.fromkeys(_LEVELS)
        for area in finding.path:
            level = index.areas.level(area)
            if level in found:
                found[level] = {"code": index.nodes[area].get("code"), "name": index.nodes[area].get("name")}
        return found

    def name_of(self, id: str) -> str:
        """A node's name as a finding shows it."""
        return name_of(self.run.index, id)

    def document(self, finding: Finding) -> dict[str, Any]:
        """The JSON of one finding, without what only a store knows (state, first and last seen)."""
        rule = self.run[finding.rule].compiled
        node = self.run.index.nodes[finding.target]
        return {
            "id": finding.id, "rule": finding.rule, "severity": finding.severity,
            "target": {
                "label": node["label"], "id": finding.target, "code": node.get("code"), "name": self.name_of(finding.target),
            },
            "area": self.area_of(finding), "observed": plain(finding.observed), "expected": plain(finding.expected),
            "message": {"zh": finding.message.zh, "en": finding.message.en},
            "basis": "；".join(f"{one.document}{one.article or ''}" for one in rule.rule.basis),
            "facts": [fact.document() for fact in facts_of(self.run.index, finding, rule)],
            "remedies": [remedy.document() for remedy in remedies_of(self.run, finding)],
        }  # fmt: skip

    def to_frame(self) -> pd.DataFrame:
        """One row a finding; columns as in :data:`graph.coverage.frames.FINDINGS`."""
        from graph.coverage.frames import findings_frame

        return findings_frame(self)

    def _repr_html_(self) -> str:
        from graph.coverage.frames import html_table

        return html_table(self.to_frame(), self.run.G.graph.get("synthetic", False))


def plain(value: Any) -> Any:
    """A value as JSON has it; a span as its two bounds, a date as text."""
    if isinstance(value, Span):
        return [value.low, value.high]
    return value.isoformat() if isinstance(value, date) else value
