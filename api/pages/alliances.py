"""Alliances of merchants as the page counts them: members by category and place, what is shared, who has left, and wishes.

A category is essential where the threshold ``essential`` of rule S24 names it: the list is the rules', not the page's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

__all__ = [
    "WISHES",
    "Member",
    "Neighbours",
    "Standing",
    "essential",
    "left_by",
    "members_of",
    "neighbours",
    "standings",
    "wishes",
]

WISHES = ("wishesTotal", "wishesClaimed", "wishesDone", "wishesOpen", "wishesOverdue")
"""Measures of micro-wishes, as the rosters count them."""

Node = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Member:
    """A merchant in an alliance, or that was in one until ``left``."""

    merchant: Node
    alliance: Node
    place: Node | None
    category: str
    joined: str | None
    left: str | None


@dataclass(slots=True)
class Standing:
    """An alliance with its members counted by category, and the essential categories that it has no member of."""

    alliance: Node
    counts: Counter[str] = field(default_factory=Counter)
    missing: Sequence[str] = ()

    @property
    def members(self) -> int:
        """How many members it has."""
        return self.counts.total()


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Two communities that touch, and the alliances that serve both."""

    one: Node
    other: Node
    shared: Sequence[Node]


def members_of(rows: Iterable[Node]) -> list[Member]:
    """The memberships in alliances that these merchants have."""
    return [
        Member(row, tie["node"], _seen(row["basedIn"]), tie["category"] or "", tie["validFrom"], tie["validTo"])
        for row in rows
        for tie in row["memberships"]["edges"]
        if tie["node"]["__typename"] == "Alliance"
    ]


def left_by(members: Iterable[Member], day: date) -> list[Member]:
    """Those whose membership has ended by that day, the last first."""
    gone = [member for member in members if member.left is not None and member.left <= day.isoformat()]
    return sorted(gone, key=lambda member: (member.left or "", str(member.merchant["id"])), reverse=True)


def essential(rules: Iterable[Node], day: date) -> tuple[str, ...]:
    """The categories that an alliance should have, as the rule says on that day."""
    on = day.isoformat()
    values = [
        each["value"]
        for rule in rules if rule["id"] == "S24"
        for each in rule["thresholds"]
        if each["name"] == "essential" and (each["since"] or "") <= on and (each["until"] is None or on < each["until"])
    ]  # fmt: skip
    return tuple(values[-1].split()) if values else ()


def standings(alliances: Iterable[Node], members: Iterable[Member], wanted: Sequence[str]) -> list[Standing]:
    """Each alliance with its members by category."""
    found = {alliance["id"]: Standing(alliance) for alliance in alliances}
    for member in members:
        if member.alliance["id"] in found:
            found[member.alliance["id"]].counts[member.category] += 1
    for standing in found.values():
        standing.missing = [category for category in wanted if not standing.counts[category]]
    return list(found.values())


def neighbours(communities: Iterable[Node], alliances: Sequence[Node]) -> list[Neighbours]:
    """Every two communities that touch, once, with the alliances that serve both."""
    communities = [*communities]
    serving = {alliance["id"]: {area["id"] for area in alliance["serves"]["nodes"]} for alliance in alliances}
    found: dict[frozenset[str], Neighbours] = {}
    for one in communities:
        for other in one["adjacent"]["nodes"]:
            pair = frozenset((one["id"], other["id"]))
            if other["__typename"] == "Community" and not other["outside"] and pair not in found:
                shared = [alliance for alliance in alliances if pair <= serving[alliance["id"]]]
                found[pair] = Neighbours(one, other, shared)
    return list(found.values())


def wishes(areas: Iterable[Node]) -> list[tuple[Node, str, dict[str, float]]]:
    """The counts of the newest period of each area that has any: the area, the period, and each count by its measure."""
    found = []
    for area in areas:
        rows = (area.get("indicators") or {"nodes": ()})["nodes"]
        newest = max((row["period"] or "" for row in rows), default="")
        counts = {
            row["measure"]: row["value"] for row in rows if (row["period"] or "") == newest and row["value"] is not None
        }
        if counts:
            found.append((area, newest, counts))
    return found


def _seen(area: Node | None) -> Node | None:
    return None if area is None or area["outside"] else area
