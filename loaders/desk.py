"""Where a row is worked on: what a roster kind's module calls to say what a row means.

A kind's ``rows.py`` has one function, ``read(row, desk)``. Everything that it says goes through the desk: areas
that the row names (:mod:`loaders.area_desk`), bodies, posts, people, and facts of its own. Whatever cannot be said is
refused or flagged here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from graph.model import Model, make_id
from graph.store.records import GraphState
from loaders.area_desk import AreaDesk
from loaders.bodies import UNNAMED, Bodies
from loaders.facilities import Facilities
from loaders.facts import Conflict, Facts, Ref
from loaders.linking.names import party_name, party_stem, plain_name
from loaders.linking.people import People
from loaders.linking.secret import Key
from loaders.places import Places
from loaders.remarks import Remarks
from loaders.sheets.kinds import load_kinds
from loaders.sheets.row import Row

__all__ = ["Desk"]


@dataclass
class Desk(AreaDesk):
    """One load's places, bodies, people, facilities, facts and remarks."""

    bodies: Bodies
    people: People
    facilities: Facilities
    deferred: list[Callable[[], None]] = field(default_factory=list)
    superiors: dict[str, set[str]] = field(default_factory=dict)
    """The superiors of each Party organisation as far as rosters have named them, of the store and of this load."""

    @classmethod
    def open(cls, model: Model, key: Key, state: GraphState | None = None) -> Desk:
        """A desk on top of what the store holds (of nothing, for a check without a store)."""
        remarks = Remarks()
        facts = Facts(model, lambda conflict: _on_conflict(remarks, conflict), state)
        places = Places(state)
        bodies, people = Bodies(facts, places, state), People(model, facts, remarks, key, state)
        desk = cls(model, remarks, places, facts, bodies, people, Facilities(facts, places, state))
        for relationship in state.relationships.values() if state else ():
            if relationship.type == "SUBORDINATE_TO" and relationship.properties.get("validTo") is None:
                desk.superiors.setdefault(relationship.start, set()).add(relationship.end)
        return desk

    def later(self, work: Callable[[], None]) -> None:
        """Puts off what needs rows that may come after this one (a superior further down, a compound of a later kind)."""
        self.deferred.append(work)

    def covered_compounds(self, row: Row, grid: Ref, column: str = "compounds") -> None:
        """Says later, when compounds are known, which ones the grid covers."""
        if row[column]:
            self.later(lambda: self.relate_all("COVERS", grid, self.compounds(row, column), row))

    # --- bodies, posts, people ---

    def party_named(self, name: str, near: Ref) -> list[Ref]:
        """The Party organisations that a name may mean, seen from an area: by name, without the names of the areas
        around, or as the leading one of the area that the name begins with (康吉社区党总支)."""
        found = self.bodies.find(("PartyOrganisation",), name, near=near)
        if found:
            return found
        plain = party_name(name)
        for place in self.places.above(near.id):
            beginning = plain_name(place.name)
            if plain.startswith(beginning) and len(plain) > len(beginning) + 1:
                found = self.bodies.find(("PartyOrganisation",), plain.removeprefix(beginning), near=near)
                if found:
                    return found
        stem = party_stem(name)
        for place in self.places.above(near.id) if stem != plain else ():
            around = [place, *self.places.within(place.id, "Street", "Community", "Village", "Compound", "Grid")]
            named = self.places.find(stem, around)
            leads = [lead for one in named if (lead := self.bodies.lead(one.ref))]
            if leads:
                return leads
        return []

    def subordinate(self, row: Row, body: Ref, superior: str | None, *, column: str) -> None:
        """Says under which Party organisation a body stands, once all are known; an unknown one is flagged and kept as text."""
        if not superior:
            return

        def say() -> None:
            home = self.places.get(self.bodies.home(body))
            for name in superior_names(superior):
                found = [one for one in self.party_named(name, home.ref if home else self.district(row)) if one != body]
                if len(found) == 1:
                    self.facts.relate("SUBORDINATE_TO", body, found[0], row)
                    self.superiors.setdefault(body.id, set()).add(found[0].id)
                else:
                    self.flag(row, column, "checks.unknown_superior", name=name)
                    self.facts.node(body.label, body.id, row, superiorText=name)

        self.later(say)

    def subordinate_to_lead(self, row: Row, body: Ref, area: Ref) -> None:
        """Says, once all are known, that a body stands under the Party organisation that leads an area, unless a roster
        names another superior."""

        def say() -> None:
            lead = self.bodies.lead(area)
            if lead and lead != body and not self.superiors.get(body.id, set()) - {lead.id}:
                self.facts.relate("SUBORDINATE_TO", body, lead, row)

        self.later(say)

    def post(
        self,
        role: str,
        body: Ref,
        row: Row,
        *,
        area: Ref | None = None,
        seats: int | None = None,
        title: str | None = None,
        apart: Iterable[Any] = (),
    ) -> Ref:
        """The post of that role in a body, answering for an area where one is named; it exists whether held or not.

        ``apart`` tells several posts of one role in one body apart (the duty contacts of two offices of a department).
        """
        declared = self.model.roles[role]
        id = make_id("post", role, body.id, area.id if area else "", *apart)
        properties: dict[str, Any] = {"role": role, "title": title or declared.zh, "name": title or declared.zh}
        if declared.lead:
            properties["isLead"] = True
        if declared.term_years:
            properties["termYears"] = declared.term_years
        if seats is not None:
            properties["seats"] = seats
        ref = self.facts.node("Post", id, row, status="active", **properties)
        self.facts.relate("POST_IN", ref, body, row)
        if area:
            self.facts.relate("RESPONSIBLE_FOR", ref, area, row)
        return ref

    def relate_all(self, kind: str, start: Ref, ends: Iterable[Ref], row: Row, **properties: Any) -> None:
        """Relates one node to each of several."""
        for end in ends:
            self.facts.relate(kind, start, end, row, **properties)


def superior_names(written: str) -> list[str]:
    """The superiors that a cell names: one as a rule, two where the district's chain is broken.

    >>> superior_names("康吉社区党总支、平和社区党总支")
    ['康吉社区党总支', '平和社区党总支']
    """
    return [part for part in re.split(r"[、,，;；/\n]+", written) if part.strip()]


def _on_conflict(remarks: Remarks, conflict: Conflict) -> None:
    if conflict.name == "name" and str(conflict.before).endswith(UNNAMED):
        return
    row, before = conflict.row, conflict.row_before
    values = {"property": conflict.name, "value": conflict.value, "before": conflict.before, "row": before.number}
    column = _column_of(row, conflict.name)
    if conflict.within_file:
        remarks.refuse(row, column, "checks.contradiction", **values)
    remarks.flag(row, column, "checks.rosters_disagree", file=before.sheet.file, **values)


def _column_of(row: Row, property: str) -> str | None:
    """The column of the row that fills a property; None where the sheet has none that does so directly."""
    declared = load_kinds()[row.sheet.kind].columns
    return next((column for column in row.columns if (declared[column].fills or "").endswith(f".{property}")), None)
