"""What the overview and its print tell: an area's figures by rule, its parts, a rule's trend, and what moved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from api.accounts.viewer import LOCAL
from api.pages.heat import figures_of
from api.pages.trouble import bad_part
from graph.as_of import today
from graph.coverage.catalogue import load_rules

if TYPE_CHECKING:
    from api.accounts.viewer import Viewer
    from api.pages.asked import Asked

__all__ = ["HEADLINES", "Board", "Line", "first_questions", "make_board", "top_of"]

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
    others: Sequence[Mapping[str, Any]]
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
    top = await top_of(asked)
    data = await asked.read("overview", **_variables(top, asked.viewer, shown, rule))
    area = data["area"]
    if area is None and asked.params.area():
        raise bad_part("area", top)
    rules = {each["id"]: each for each in data["rules"]}
    runs = data["runs"]["nodes"]
    previous = runs[1]["asOf"] if len(runs) > 1 else None
    return Board(
        run=data["latestRun"], top=_line(area) if area else None,
        others=[each for each in data["own"]["nodes"] if each["id"] != top],
        parts=[_line(part) for part in area["parts"]["nodes"]] if area else [],
        rules=[rules[id] for id in shown], rule=rules[rule], known=data["rules"], trend=data["trend"] or (),
        previous=previous, batch=next(iter((data.get("importBatches") or {}).get("nodes") or ()), None),
        moves=await _moves(asked, previous),
    )  # fmt: skip


def first_questions(district: str) -> list[tuple[str, dict[str, Any]]]:
    """What is asked for the overview and the list of findings as they are opened first."""
    overview = {"asOf": today().isoformat(), **_variables(district, LOCAL, HEADLINES, HEADLINES[0])}
    listed = {"where": {}, "order": [{"rule": "ASC"}, {"targetId": "ASC"}], "first": 50, "area": "", "inArea": False}
    return [("overview", overview), ("findings", {"asOf": today().isoformat(), "after": None, **listed})]


def _variables(top: str, viewer: Viewer, shown: Iterable[str], rule: str) -> dict[str, Any]:
    own = {"OR": [{"id": {"in": [*viewer.areas]}}, {"code": {"in": [*viewer.areas]}}]}
    rules = sorted({*shown, rule})
    return {"top": top, "own": own, "rules": rules, "rule": rule, "provenance": viewer.may("provenance")}


def _line(area: Mapping[str, Any]) -> Line:
    return Line(area, figures_of(area["coverage"]))


async def top_of(asked: Asked) -> str:
    """The area to show: the address's, else the district, for who is limited to some areas the first of them."""
    chosen = asked.params.area()
    if chosen is not None:
        return chosen
    if not asked.viewer.areas:
        return (await asked.desk.known.of_store()).district or ""
    first = asked.viewer.areas[0]
    return first if first.startswith("area-") else f"area-{first}"


async def _moves(asked: Asked, previous: str | None) -> dict[str, int] | None:
    """How many findings are new since the run before, and how many that it found are gone; None where there was none."""
    if previous is None:
        return None
    newer = {"firstSeen": {"gt": previous}}
    gone = {"state": {"eq": "fixed"}, "lastSeen": {"gte": previous}}
    data = await asked.read("moves", newer=newer, gone=gone)
    run = data["latestRun"]
    return {"new": run["findings"]["totalCount"] if run else 0, "gone": data["findings"]["totalCount"]}
