"""Coverage as a table of shaded cells: areas by rules, present and due written in every cell."""

from __future__ import annotations

import networkx as nx

from graph.coverage.results import RuleResult, Run
from graph.coverage.rollup import Counts
from graph.coverage.run import run_rules
from graph.errors import UsageError
from graph.messages import Message, text
from graph.picture.asked import Asked
from graph.picture.picture import Cell, Matrix, Picture
from graph.picture.words import name_shown, shown

__all__ = ["MOST_RULES", "coverage_cell", "draw_coverage"]

MOST_RULES = 12
"""As many columns as a screen shows unless rules are named."""


def draw_coverage(G: nx.MultiDiGraph, asked: Asked) -> Picture:
    """The areas right below ``around`` (the district's streets by default) by the rules named, or by the rules that have gaps.

    ``run`` is the result of :func:`graph.run_rules` where the caller has it already. Raises ``UsageError`` for an unknown
    rule and where ``around`` is no area.
    """
    run: Run = asked.run or run_rules(G, asked.rules or None, area=None)
    index = run.index
    top = asked.around if asked.around is not None else index.areas.root
    heading = text("picture.coverage", name=name_shown(G.nodes[top], top) if top else "")
    if top is not None and not index.is_a(top, ("Area",)):
        raise UsageError("picture.no_area", name=name_shown(G.nodes[top], top))
    told = _told(run, top, named=bool(asked.rules))
    kept = told if asked.rules else told[:MOST_RULES]
    areas = [] if top is None else _areas(run, top, kept)
    notes: list[Message] = [text("picture.coverage_cell")] if areas and kept else [text("picture.no_coverage")]
    if len(told) > len(kept):
        notes.append(text("picture.more_rules", count=len(told) - len(kept), shown=len(kept)))
    cells = tuple(tuple(coverage_cell(result.rollup.of(area)) for result in kept) for area in areas)
    return Picture(
        kind="coverage", heading=heading, as_of=run.as_of, synthetic=bool(G.graph.get("synthetic")), notes=tuple(notes),
        hidden=len(told) - len(kept),
        matrix=Matrix(
            text("picture.areas_by_rules").zh,
            tuple((area, name_shown(index.nodes[area], area)) for area in areas),
            tuple((result.rule, f"{result.rule} {shown(result.compiled.rule.name.zh)}") for result in kept),
            cells, ("100 %", "≥90 %", "≥60 %", "≥30 %", "<30 %"),
        ) if areas and kept else None,
    )  # fmt: skip


def _told(run: Run, top: str | None, *, named: bool) -> list[RuleResult]:
    """The rules that say something here, in the order of the catalogue: those named, or those with a gap or an unknown."""
    if top is None:
        return []
    if named:
        return list(run.results)
    return [one for one in run.results if (counts := one.rollup.of(top)).gap or (counts.unknown and counts.present)]


def _areas(run: Run, top: str, results: list[RuleResult]) -> list[str]:
    """The areas right below, by code and name: all streets and communities, of smaller areas those with targets."""
    nodes = run.index.nodes
    tree = run.index.areas
    below = [
        area
        for area in tree.children.get(top, [])
        if tree.level(area) in ("street", "community") or any(area in one.rollup.all for one in results)
    ]
    order = sorted(
        below, key=lambda area: (str(nodes[area].get("code") or ""), str(nodes[area].get("name") or ""), area)
    )
    return order or ([top] if any(top in one.rollup.all for one in results) else [])


def coverage_cell(counts: Counts) -> Cell:
    """One area and rule: present over due, darker the lower; unknown ones counted apart.

    >>> coverage_cell(Counts(total=3, due=2, present=1, gap=1, exempt=1)).text, coverage_cell(Counts()).text
    ('1/2', '—')
    """
    told = text(
        "picture.counts", total=counts.total, due=counts.due, present=counts.present, exempt=counts.exempt,
        unknown=counts.unknown, gap=counts.gap,
    )  # fmt: skip
    if not counts.due:
        return Cell("—", -1, str(told))
    share = counts.present / counts.due
    level = sum(share < bound for bound in (1, 0.9, 0.6, 0.3))
    unknown = f" ?{counts.unknown}" if counts.unknown else ""
    return Cell(f"{counts.present:,}/{counts.due:,}{unknown}", level, str(told))
