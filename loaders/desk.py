"""Where a row is worked on: what a roster kind's module calls to say what a row means.

A kind's ``rows.py`` has one function, ``read(row, desk)``. Everything that it says goes through the desk: places
that the row names, bodies, posts, people, and facts of its own. Whatever cannot be said is refused or flagged here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, NoReturn

from graph.model import Model, make_id
from graph.store.records import GraphState
from loaders.bodies import Bodies
from loaders.facilities import Facilities
from loaders.facts import Conflict, Facts, Ref
from loaders.linking.names import building_name, nearest_names, party_name, party_stem, plain_name
from loaders.linking.people import People
from loaders.linking.secret import Key
from loaders.places import Place, Places, grid_serial
from loaders.remarks import Remarks
from loaders.sheets.kinds import load_kinds
from loaders.sheets.row import Row

__all__ = ["Desk"]

COMMUNITY = ("Community", "Village")
GRID_CODE_DIGITS = 15
WHOLE_DISTRICT = ("全区", "本区", "全区各街道", "各街道", "全部街道")


@dataclass
class Desk:
    """One load's places, bodies, people, facilities, facts and remarks."""

    model: Model
    remarks: Remarks
    places: Places
    bodies: Bodies
    people: People
    facilities: Facilities
    facts: Facts
    deferred: list[Callable[[], None]] = field(default_factory=list)
    kept: dict[Any, Any] = field(default_factory=dict)
    """What a kind's module remembers from row to row of this load, by keys that begin with the kind's name."""
    superiors: dict[str, set[str]] = field(default_factory=dict)
    """The superiors of each Party organisation as far as rosters have named them, of the store and of this load."""

    @classmethod
    def open(cls, model: Model, key: Key, state: GraphState | None = None) -> Desk:
        """A desk on top of what the store holds (of nothing, for a check without a store)."""
        remarks = Remarks()
        facts = Facts(model, lambda conflict: _on_conflict(remarks, conflict), state)
        places = Places(state)
        bodies, people = Bodies(facts, places, state), People(model, facts, remarks, key, state)
        desk = cls(model, remarks, places, bodies, people, Facilities(facts, places, state), facts)
        for relationship in state.relationships.values() if state else ():
            if relationship.type == "SUBORDINATE_TO" and relationship.properties.get("validTo") is None:
                desk.superiors.setdefault(relationship.start, set()).add(relationship.end)
        return desk

    def refuse(self, row: Row, column: str | None, key: str, /, **values: Any) -> NoReturn:
        """Refuses the row at that cell; ends the work on it (raises ``RowRefused``)."""
        self.remarks.refuse(row, column, key, **values)

    def flag(self, row: Row, column: str | None, key: str, /, **values: Any) -> None:
        """Tells that something is wrong in the district at that cell; the row is used as written."""
        self.remarks.flag(row, column, key, **values)

    def later(self, work: Callable[[], None]) -> None:
        """Puts off what needs rows that may come after this one (a superior further down, a compound of a later kind)."""
        self.deferred.append(work)

    def check_order(self, row: Row, start: str, end: str) -> None:
        """Refuses the row where the date in one column is not before the date in the other."""
        if row[start] and row[end] and row[end] <= row[start]:
            self.refuse(row, end, "checks.end_before_start", start=row[start], end=row[end])

    # --- areas that must exist ---

    def district(self, row: Row) -> Ref:
        """The district; refused where none or several are known and the row does not say which."""
        districts = self.places.of_label("District")
        if len(districts) != 1:
            self.refuse(row, None, "checks.no_district" if not districts else "checks.many_districts")
        return districts[0].ref

    def street(self, row: Row, column: str = "street") -> Ref:
        """The street that the row names; refused with the nearest names where the code list lacks it."""
        key = ("desk.street", row[column])
        if key not in self.kept:
            self.kept[key] = self._one(row, column, self.places.of_label("Street"), "checks.no_street").ref
        found: Ref = self.kept[key]
        return found

    def community(self, row: Row, column: str = "community") -> Ref:
        """The community or village that the row names, inside its street where the row names one."""
        key = ("desk.community", row["street"], row[column])
        if key not in self.kept:
            self.kept[key] = self._community(row, column)
        found: Ref = self.kept[key]
        return found

    def _community(self, row: Row, column: str) -> Ref:
        name = plain_name(str(row[column] or ""))
        streets = [self.street(row)] if row["street"] else [place.ref for place in self.places.of_label("Street")]
        for street in streets:
            beginning = plain_name(place.name) if (place := self.places.get(street.id)) else ""
            if name.startswith(beginning) and len(name) > len(beginning):
                inside = self.places.within(street.id, *COMMUNITY)
                found = self.places.find(name.removeprefix(beginning), inside)
                if len(found) == 1:
                    return found[0].ref
        known = self.places.within(streets[0].id, *COMMUNITY) if row["street"] else self.places.of_label(*COMMUNITY)
        return self._one(row, column, known, "checks.no_community").ref

    def areas(self, row: Row, column: str) -> list[Ref]:
        """Every community, village, street or district that a cell of the type ``list`` names, each name once.

        A name is looked up inside the row's street where the row names one, then in the whole district.
        """
        found: dict[tuple[str | None, str], Ref] = self.kept.setdefault("areas", {})
        for name in row[column] or ():
            if (row["street"], name) not in found:
                found[row["street"], name] = self._area_named(row, column, name)
        return list(dict.fromkeys(found[row["street"], name] for name in row[column] or ()))

    def _area_named(self, row: Row, column: str, name: str) -> Ref:
        if name in WHOLE_DISTRICT:
            return self.district(row)
        streets = self.places.of_label("Street")
        own = self.places.within(self.street(row).id, *COMMUNITY) if row["street"] else []
        everywhere = self.places.of_label(*COMMUNITY)
        for among in (own, everywhere, streets, self.places.of_label("District")):
            if len(found := self.places.find(name, among)) == 1:
                return found[0].ref
        for street in streets:
            rest = name.removeprefix(plain_name(street.name))
            inside = self.places.within(street.id, *COMMUNITY) if rest and rest != name else []
            if len(found := self.places.find(rest, inside)) == 1:
                return found[0].ref
        return self._one(row, column, everywhere, "checks.no_area", name).ref

    def home(self, row: Row) -> Ref:
        """The smallest of community, street and district that the row names."""
        if row["community"]:
            return self.community(row)
        return self.street(row) if row["street"] else self.district(row)

    def grid(self, row: Row, column: str = "grid", code: str = "grid_code") -> Ref:
        """The grid that the row names, by its code or by its name inside the community; refused where nobody defined it."""
        if row[code] and (found := self.places.by_code(str(row[code]))):
            return found.ref
        community = self.community(row)
        return self._one_of_grids(row, column, community).ref

    def grids(self, row: Row, column: str = "grid") -> list[Ref]:
        """Every grid that a cell of the type ``grids`` names inside the row's community."""
        community = self.community(row)
        return [self._one_of_grids(row, column, community, name).ref for name in row[column] or ()]

    def compound(self, row: Row, column: str = "compound") -> Ref:
        """The compound that the row names inside its community (or street); refused where nobody defined it."""
        return self._one(row, column, self._compounds_near(row), "checks.no_compound").ref

    def compounds(self, row: Row, column: str) -> list[Ref]:
        """Every compound that a cell of the type ``list`` names."""
        near = self._compounds_near(row)
        return [self._one(row, column, near, "checks.no_compound", name).ref for name in row[column] or ()]

    def _compounds_near(self, row: Row) -> list[Place]:
        if row["community"]:
            return self.places.within(self.community(row).id, "Compound")
        if row["street"]:
            communities = self.places.within(self.street(row).id, *COMMUNITY)
            return [place for near in communities for place in self.places.within(near.id, "Compound")]
        return self.places.of_label("Compound")

    def _one_of_grids(self, row: Row, column: str, community: Ref, name: object = None) -> Place:
        known = self.places.within(community.id, "Grid")
        name = row[column] if name is None else name
        serial = grid_serial(name)
        if serial is not None:
            same = [place for place in known if place.serial == serial]
            if len(same) == 1:
                return same[0]
        return self._one(row, column, known, "checks.no_grid", name)

    def _one(self, row: Row, column: str, among: list[Place], key: str, name: object = None) -> Place:
        written = str((row[column] if name is None else name) or "")
        if not written:
            self.refuse(row, column, "checks.place_missing")
        found = self.places.find(written, among)
        if len(found) != 1:
            names = [plain_name(place.name) for place in (found or among)]
            near = "、".join(names[:3]) if found else nearest_names(written, names)
            self.refuse(row, column, key if not found else "checks.place_ambiguous", name=written, near=near)
        return found[0]

    # --- areas that a roster defines ---

    def define_area(
        self, label: str, row: Row, *, name: str, parent: Ref, code: str | None = None, **properties: Any
    ) -> Ref:
        """An area that this row defines, inside its parent; a known one of the same code or name is meant again, and keeps
        its name."""
        plain = plain_name(name)
        coded = self.places.by_code(code) if code else None
        known = coded if coded and plain in coded.names() else None
        if coded and not known:
            self.flag(row, None, "checks.code_twice", code=code, name=name, other=coded.name)
        if known is None:
            same = [place for place in self.places.within(parent.id, label) if plain in place.names()]
            known = same[0] if len(same) == 1 and (not code or not same[0].code or same[0].code == code) else None
        id = known.id if known else make_id("area", label, parent.id, plain, code if coded else None)
        place = self.places.add(Place(id, label, name, code, {parent.id}, serial=properties.get("serial")))
        ref = self.facts.node(label, id, row, name=place.name, **({"code": code} if code else {}), **properties)
        self.facts.relate("WITHIN", ref, parent, row)
        return ref

    def define_building(self, row: Row, compound: Ref, name: str, **properties: Any) -> Ref:
        """A building of a compound; 3号楼, 3栋 and 3幢 are one."""
        return self.define_area("Building", row, name=building_name(name), parent=compound, **properties)

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
