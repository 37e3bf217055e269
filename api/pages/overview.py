"""What the overview and its print tell: an area's figures by rule, its parts, a rule's trend, and what moved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from api.pages.heat import figures_of
from api.pages.trouble import bad_part
from graph.coverage.catalogue import load_rules

if TYPE_CHECKING:
    from api.pages.asked import Asked

__all__ = ["HEADLINES", "Board", "Line", "make_board"]

HEADLINES = ("S02", "S01", "G01", "P01", "P10", "P14", "Y01", "Y12", "G13", "S05")
"""Rules that the overview shows where the address names no others: those that have published figures, and the posts."""

_MOST_RULES = 40


@dataclass(frozen=True, slots=True)
class Line:
    """An area with its figures by rule."""

    area: Mapping[str, Any]
    figures: Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Board:
    """All of it. ``rules``: those shown, as the catalogue has them; ``rule``: the one that tiles and trend are of."""

    run: Mapping[str, Any] | None
    top: Line | None
    others: Sequence[Line]
    parts: Sequence[Line]
    rules: Sequence[Mapping[str, Any]]
    rule: Mapping[str, Any]
    known: Sequence[Mapping[str, Any]]
    trend: Sequence[Mapping[str, Any]]
    previous: str | None
    batch: Mapping[str, Any] | None
    moves: Mapping[str, int] | None


async def make_board(asked: Asked) -> Board:
    """Asks for it; raises ``Trouble`` for an area or rule that is none."""
    catalogue = load_rules()
    shown = asked.params.many("rules", catalogue)[:_MOST_RULES] or list(HEADLINES)
    rule = asked.params.rule("rule", catalogue) or shown[0]
    tops, top = await _tops(asked)
    variables = {
        "tops": tops, "parts": {"parent": {"some": {"id": {"eq": top}}}}, "top": top, "rules": list({*shown, rule}),
        "rule": rule, "provenance": asked.viewer.may("provenance"),
    }  # fmt: skip
    data = await asked.read("overview", **variables)
    lines = [Line(area, figures_of(area["coverage"])) for area in data["tops"]["nodes"]]
    here = next((line for line in lines if line.area["id"] == top), None)
    if here is None and asked.params.area():
        raise bad_part("area", top)
    rules = {each["id"]: each for each in data["rules"]}
    runs = data["runs"]["nodes"]
    previous = runs[1]["asOf"] if len(runs) > 1 else None
    return Board(
        run=data["latestRun"], top=here, others=[line for line in lines if line is not here],
        parts=[Line(area, figures_of(area["coverage"])) for area in data["parts"]["nodes"]],
        rules=[rules[id] for id in shown], rule=rules[rule], known=data["rules"], trend=data["trend"] or (),
        previous=previous, batch=next(iter((data.get("importBatches") or {}).get("nodes") or ()), None),
        moves=await _moves(asked, previous),
    )  # fmt: skip


async def _tops(asked: Asked) -> tuple[dict[str, Any], str]:
    """The areas that somebody may start from, and the one to show: the address's, else the district or the own area."""
    chosen = asked.params.area()
    if chosen is not None:
        return {"id": {"eq": chosen}}, chosen
    if not asked.viewer.areas:
        district = (await asked.desk.known.of_store()).district or ""
        return {"id": {"eq": district}}, district
    own = [*asked.viewer.areas]
    first = own[0] if own[0].startswith("area-") else f"area-{own[0]}"
    return {"OR": [{"id": {"in": own}}, {"code": {"in": own}}]}, first


async def _moves(asked: Asked, previous: str | None) -> dict[str, int] | None:
    """How many findings are new since the run before, and how many that it found are gone; None where there was none."""
    if previous is None:
        return None
    newer = {"firstSeen": {"gt": previous}}
    gone = {"state": {"eq": "fixed"}, "lastSeen": {"gte": previous}}
    data = await asked.read("moves", newer=newer, gone=gone)
    run = data["latestRun"]
    return {"new": run["findings"]["totalCount"] if run else 0, "gone": data["findings"]["totalCount"]}
