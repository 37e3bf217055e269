"""Findings counted by rule, severity, state, street or community; each count leads to its rows."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from api.pages.findings import place_of
from api.pages.listing import Listing
from graph.coverage.catalogue import load_rules

if TYPE_CHECKING:
    from api.pages.asked import Asked
    from api.pages.findings import Wanted

__all__ = ["GROUPS", "Group", "grouped"]

GROUPS = ("rule", "severity", "state", "street", "community")
_LABELS = {"street": "Street", "community": "Community Village"}
_MOST = 20_000
"""Findings that are looked through for their places; of more only the first so many are counted, and the page says so."""

_PLACES = Listing("finding-places", "latestRun.findings", "page_findings.caption", ())


@dataclass(frozen=True, slots=True)
class Group:
    """A value with its words, how many findings have it, and what leads to them."""

    value: str
    words: str
    count: int
    query: dict[str, Any]


async def grouped(asked: Asked, asks: Wanted, by: str) -> tuple[list[Group], bool]:
    """The groups, the largest first, and whether all findings were looked at."""
    if by in _LABELS:
        return await _by_place(asked, asks, by)
    data = await asked.read("finding-groups", where=asks.where(), by=[by])
    run = data["latestRun"]
    found = run["findings"]["groupBy"] if run else []
    return [_group(asked, by, each["key"][by], each["aggregate"]["count"]) for each in found], True


def _group(asked: Asked, by: str, value: str, count: int) -> Group:
    if by == "rule":
        rule = load_rules().get(value)
        return Group(value, asked.words.of(rule.rule.name.model_dump()) if rule else value, count, {"rule": value})
    return Group(value, asked.words(f"pages.{by}_{value}"), count, {by: value})


async def _by_place(asked: Asked, asks: Wanted, by: str) -> tuple[list[Group], bool]:
    counts: Counter[str] = Counter()
    names: dict[str, str] = {}
    seen = 0
    async for row in _PLACES.walk(asked, where=asks.where()):
        area = place_of(row, _LABELS[by])
        key = area["id"] if area else ""
        names[key] = (area["name"] or area["id"]) if area else asked.words("page_findings.elsewhere")
        counts[key] += 1
        seen += 1
        if seen >= _MOST:
            return _places(counts, names), False
    return _places(counts, names), True


def _places(counts: Counter[str], names: dict[str, str]) -> list[Group]:
    return [Group(id, names[id], count, {"area": id} if id else {}) for id, count in counts.most_common()]
