"""What a load ends: rows that have disappeared inside a declared scope, and only there.

A roster that was loaded before and is loaded again says by leaving a row out that a tenure, or a dated relationship,
is over. The caller guards the share, since a file that is half empty is likelier than a district that is.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from graph.model import load_model
from graph.store.delta import Changed
from graph.store.records import GraphState, Relationship
from loaders.diff import SOURCES, Difference, SheetCounts
from loaders.gather import Gathered
from loaders.linking.records import CARRYING

__all__ = ["Homes", "end_missing"]

PLACING = ("WITHIN", "BASED_IN", "POST_IN", "RESPONSIBLE_FOR", "LOCATED_IN", "SUBORDINATE_TO")
"""Relationships that only say where a thing belongs: one ends when the thing is told of elsewhere, not when it is not
told of at all. What a roster leaves out keeps its place, so that the vacancy that follows is seen there."""

SAID_TOGETHER = {
    "COVERS": {"grids", "compounds"},
    "SERVES": {"compounds", "property_companies"},
    "MEMBER_OF": {"party_organisations", "units", "property_companies", "social_organisations", "employment_sites"},
    "SUBORDINATE_TO": {"party_organisations", "branch_secretaries"},
}
"""Kinds of roster that say the same relationships: the one that said it second left no source, as it had no news. What
one of them says ends when those of them that the store knows are loaded together."""


def end_missing(
    found: Difference, gathered: Gathered, state: GraphState, *, scope: str, sheets: Mapping[str, str], on: date
) -> None:
    """Ends, inside the scope (an area's id), what rosters of these sheets' kinds said before and say no longer.

    ``sheets`` gives for each kind that was loaded the sheet for which endings are counted.
    ``found.endable`` counts what could end, ``found.ended`` what does, so that the caller can guard the share.
    """
    _Ending(found, gathered, state, scope, sheets, on).run()


class _Ending:
    def __init__(
        self, found: Difference, gathered: Gathered, state: GraphState, scope: str, sheets: Mapping[str, str], on: date
    ) -> None:
        self._found, self._facts, self._state, self._on = found, gathered.desk.facts, state, on
        self._scope, self._homes = scope, Homes(state)
        self._sheet_of = sheets
        self._kind_of = {node.id: str(node.properties.get("kind")) for node in state.of_label("Source")}
        self._known = set(self._kind_of.values())
        self._gone = {node.id for node in found.delta.deleted_nodes}
        self._gone |= {row.id for row in found.delta.deleted_relationships}

    def run(self) -> None:
        """Ends tenures first, then dated relationships."""
        for tenure in self._state.of_label("Tenure"):
            self._tenure(tenure.id, tenure.properties)
        model = load_model()
        for row in self._state.relationships.values():
            if not model.relationship(row.type).static:
                self._relationship(row)

    def _tenure(self, id: str, properties: dict[str, Any]) -> None:
        post = next((row.end for row in self._state.outgoing(id, "OF_POST")), None)
        if post is None or id in self._gone or properties.get("validTo") is not None:
            return
        holder = next(self._state.outgoing(id, "HOLDER"), None)
        kinds = self._kinds(properties) | (self._kinds(holder.properties) if holder else set())
        if not self._may_end(kinds) or not self._homes.within(post, self._scope):
            return
        self._found.endable += 1
        if id not in self._facts.nodes:
            changes = {"endKnown": (properties.get("endKnown"), "unknown")}
            self._found.delta.changed_nodes.append(Changed(id, self._end(properties) | changes))
            self._count(kinds)

    def _relationship(self, row: Relationship) -> None:
        if row.id in self._gone or row.properties.get("validTo") is not None:
            return
        kinds = self._kinds(row.properties)
        together = SAID_TOGETHER.get(row.type, set())
        kinds |= together & self._known if kinds & together else set()
        if not self._may_end(kinds) or not self._inside(row):
            return
        self._found.endable += 1
        if row.id in self._facts.relationships or (row.type in PLACING and row.start not in self._facts.nodes):
            return
        self._found.delta.changed_relationships.append(Changed(row.id, self._end(row.properties)))
        self._count(kinds)

    def _end(self, properties: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
        """The end: the day in question, or the start where that comes later."""
        start = properties.get("validFrom")
        return {"validTo": (None, max(start, self._on) if start else self._on)}

    def _inside(self, row: Relationship) -> bool:
        ends = (row.end,) if row.type in CARRYING else (row.start, row.end)
        return any(self._homes.within(end, self._scope) for end in ends)

    def _kinds(self, properties: dict[str, Any]) -> set[str]:
        """The kinds of roster that ever said it: those of its sources, and of the records that it carries."""
        told = {self._kind_of.get(entry.split("#")[0], "") for entry in properties.get(SOURCES) or ()}
        return told | {record.split("-", 2)[1] for record in properties.get("records") or ()}

    def _may_end(self, kinds: set[str]) -> bool:
        """Whether every kind of roster that ever said it is loaded again."""
        return bool(kinds) and kinds <= set(self._sheet_of)

    def _count(self, kinds: set[str]) -> None:
        self._found.ended += 1
        sheet = self._sheet_of[min(kinds)]
        self._found.by_sheet.setdefault(sheet, SheetCounts()).ended += 1


class Homes:
    """Whether a node lies within an area, by where it is, where its body is based, or what it answers for."""

    _UP = ("WITHIN", "BASED_IN", "RESPONSIBLE_FOR", "POST_IN", "LOCATED_IN", "MEASURES", "HELD_IN", "FOR")

    def __init__(self, state: GraphState) -> None:
        self._state = state
        self._known: dict[tuple[str, str], bool] = {}

    def within(self, id: str, area: str) -> bool:
        """Whether the node is that area or lies within it."""
        key = (id, area)
        if key not in self._known:
            self._known[key] = False
            self._known[key] = id == area or any(
                self.within(row.end, area) for row in self._state.outgoing(id, *self._UP)
            )
        return self._known[key]
