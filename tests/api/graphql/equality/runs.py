"""Saved runs: the newest at or before a day, what it said of an area, and one rule's figures over time."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from graph.coverage.catalogue import load_rules
from tests.api.graphql.equality.facts import Node, Tie
from tests.api.graphql.equality.view import View

__all__ = ["coverage_of", "findings_of", "newest_run", "trend_of"]

_COUNTS = ("total", "due", "present", "exempt", "unknown", "gap", "ratio")
_MORE = ("ratioLow", "ratioHigh", "numerator", "denominator", "value")


def runs_until(view: View) -> list[Node]:
    """The runs at or before the day, oldest first."""
    runs = [node for node in view.facts.nodes.values() if node.is_a("Run") and node.values["asOf"] <= view.day]
    return sorted(runs, key=lambda run: (run.values["asOf"], run.values["at"]))


def newest_run(view: View) -> Node | None:
    """The newest of these; None where there is none."""
    return next(reversed(runs_until(view)), None)


def coverage_of(view: View, area: Node, run: Node, rules: list[str] | None) -> list[dict[str, Any]]:
    """What a run said of an area, rule by rule, all of the area before its own alone."""
    found = []
    for part, result in _parts(view, area):
        if _end(view, result, "RESULT_OF") is run and (rules is None or result.values["rule"] in rules):
            told = {name: result.values.get(name) for name in ("rule", "ruleVersion", "severity", "status", "unit")}
            told |= {"name": _name(result.values["rule"]), "asOf": run.values["asOf"].isoformat(), "run": run.id}
            told |= {name: part.values.get(name) for name in (*_COUNTS, *_MORE)}
            found.append({**told, "direct": bool(part.values.get("direct"))})
    return sorted(found, key=lambda row: (row["rule"], row["direct"]))


def findings_of(view: View, area: Node, run: Node) -> list[Node]:
    """The findings of a run at home in an area or below it."""
    return [node for node in _starts(view, run, "FOUND_IN") if view.visible(node) and view.inside(node, area.id)]


def trend_of(view: View, area: Node, rule: str) -> list[dict[str, Any]]:
    """A rule's figures for an area in every run, oldest first."""
    parts = {_end(view, result, "RESULT_OF").id: part for part, result in _parts(view, area)
             if result.values["rule"] == rule and not part.values.get("direct")}  # fmt: skip
    return [
        {
            "asOf": run.values["asOf"].isoformat(),
            "run": run.id,
            **{name: parts[run.id].values.get(name) for name in (*_COUNTS, "value")},
        }
        for run in runs_until(view)
        if run.id in parts
    ]


def _parts(view: View, area: Node) -> Iterator[tuple[Node, Node]]:
    for part in _starts(view, area, "ABOUT"):
        if part.is_a("ScopeResult"):
            yield part, _end(view, part, "PART_OF")


def _starts(view: View, node: Node, kind: str) -> list[Node]:
    return [view.facts.nodes[tie.start] for tie in view.facts.into.get((node.id, kind), ())]


def _end(view: View, node: Node, kind: str) -> Node:
    ties: list[Tie] = view.facts.out[node.id, kind]
    return view.facts.nodes[ties[0].end]


@cache
def _names() -> dict[str, dict[str, str]]:
    return {id: {"zh": compiled.rule.name.zh, "en": compiled.rule.name.en} for id, compiled in load_rules().items()}


def _name(rule: str) -> dict[str, str] | None:
    return _names().get(rule)
