"""Findings as lists show them: which are asked for, their columns, and the places that they are found at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from api.pages.listing import Column, Listing
from graph.coverage.catalogue import load_rules

if TYPE_CHECKING:
    from api.pages.asked import Asked

__all__ = [
    "FIXED",
    "NEWEST",
    "ORDERS",
    "SEVERITIES",
    "STATES",
    "Wanted",
    "inside",
    "message",
    "place_of",
    "target",
    "wanted",
]

SEVERITIES = ("red", "amber", "blue", "grey")
STATES = ("open", "accepted", "planned", "fixed")
ORDERS: dict[str, list[dict[str, str]]] = {
    "rule": [{"rule": "ASC"}, {"targetId": "ASC"}],
    "new": [{"firstSeen": "DESC"}, {"rule": "ASC"}],
}

_LEVELS = 4
"""Areas lie at most this far below the district: street, community, grid or compound, building."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which findings the address asks for."""

    rule: str | None
    severity: str | None
    state: str | None
    area: str | None
    order: str

    def where(self) -> dict[str, Any]:
        """The same as a filter of GraphQL."""
        told: dict[str, Any] = {
            name: {"eq": value}
            for name, value in (("rule", self.rule), ("severity", self.severity), ("state", self.state))
            if value is not None
        }
        return {**told, **({"foundAt": {"some": inside(self.area)}} if self.area else {})}


def wanted(asked: Asked) -> Wanted:
    """Reads the address; raises ``Trouble`` for a rule, severity, state or area that is none."""
    params = asked.params
    return Wanted(
        params.rule("rule", load_rules()), params.choice("severity", SEVERITIES), params.choice("state", STATES),
        params.area(), params.choice("order", tuple(ORDERS)) or "rule",
    )  # fmt: skip


def inside(area: str) -> dict[str, Any]:
    """The filter for an area and all below it."""
    level: dict[str, Any] = {"id": {"eq": area}}
    levels = [level]
    for _ in range(_LEVELS):
        level = {"parent": {"some": level}}
        levels.append(level)
    return {"OR": levels}


def place_of(row: Mapping[str, Any], label: str) -> Mapping[str, Any] | None:
    """The area of that label (of several: the first that is there) that a finding is found at or below."""
    area: Mapping[str, Any] | None = row["foundAt"]
    while area is not None:
        if area["__typename"] in label.split():
            return area
        area = area.get("parent")
    return None


def _place(label: str) -> Any:
    def name(row: Mapping[str, Any], _: Asked) -> str | None:
        area = place_of(row, label)
        return str(area["name"] or area["id"]) if area else None

    return name


def target(row: Mapping[str, Any], asked: Asked) -> str:
    """The name of what it is about, or at least what kind of thing that is."""
    about = row["about"]
    if about is None:
        return str(row["targetId"] or row["id"])
    return str(about["name"] or "") or asked.words.kind(about["__typename"])


def message(row: Mapping[str, Any], asked: Asked) -> str:
    """What is wrong; who may not see names is told the rule instead, as the sentence may name somebody."""
    said = row["messageZh"] if asked.lang == "zh" else row["messageEn"]
    if said:
        return str(said)
    rule = load_rules().get(row["rule"])
    return asked.words.of(rule.rule.name.model_dump()) if rule else row["rule"]


def _fact(name: str) -> Any:
    return lambda row, _: (row["facts"] or [{}])[0].get(name)


def _of(name: str) -> Any:
    return lambda row, _: row[name]


_COLUMNS = (
    Column("target", "page_findings.target", target, link=lambda row: f"findings/{row['id']}"),
    Column("rule", "pages.rule", _of("rule"), link=lambda row: f"rules/{row['rule']}"),
    Column("severity", "pages.severity", _of("severity"), "severity"),
    Column("message", "page_findings.message", message, narrow=True),
    Column("street", "page_findings.street", _place("Street")),
    Column("community", "page_findings.community", _place("Community Village"), narrow=True),
    Column("grid", "page_findings.grid", _place("Grid"), shown=False),
    Column("state", "pages.state", _of("state"), "state"),
    Column("firstSeen", "page_findings.first_seen", _of("firstSeen"), "day", narrow=True),
    Column("lastSeen", "page_findings.last_seen", _of("lastSeen"), "day", shown=False),
    Column("acceptedUntil", "page_findings.accepted_until", _of("acceptedUntil"), "day", shown=False),
    Column("acceptedReason", "page_findings.accepted_reason", _of("acceptedReason"), shown=False),
    Column("assignedTo", "page_findings.assigned_to", _of("assignedTo"), narrow=True),
    Column("file", "pages.file", _fact("file"), shown=False),
    Column("sheet", "pages.sheet", _fact("sheet"), shown=False),
    Column("row", "pages.row", _fact("row"), shown=False),
    Column("column", "pages.column", _fact("column"), shown=False),
    Column("id", "page_findings.id", _of("id"), shown=False),
)

NEWEST = Listing("findings", "latestRun.findings", "page_findings.caption", _COLUMNS)
FIXED = Listing("fixed", "findings", "page_findings.caption_fixed", _COLUMNS)
