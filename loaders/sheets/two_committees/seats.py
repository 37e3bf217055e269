"""Seats of the two committees and of the committee that watches over them: which post each is, and in which body.

A person's row may give several seats; they are one record. What the rows of one body say together (women, Party
members, the term) is counted once all of them are read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from loaders.desk import Desk
from loaders.facts import Ref
from loaders.linking.records import Mention
from loaders.sheets.communities.rows import committee_of
from loaders.sheets.row import Row

__all__ = ["EMPLOYERS", "Members", "committee_post", "employer", "extended_committee", "party_post", "say_together"]

EMPLOYERS = ("Unit", "PropertyCompany", "SocialOrganisation", "EmploymentSite", "Merchant", "Department")
PARTY_ROLES = {
    ("Community", "Secretary"): "communitySecretary",
    ("Community", "Deputy"): "communityDeputySecretary",
    ("Community", "ExtraDeputy"): "communityDeputySecretary",
    ("Community", "Member"): "communityPartyMember",
    ("Village", "Secretary"): "villageSecretary",
    ("Village", "Deputy"): "villageDeputySecretary",
    ("Village", "ExtraDeputy"): "villageDeputySecretary",
    ("Village", "Member"): "villagePartyMember",
    ("Street", "Secretary"): "streetSecretary",
    ("Street", "Deputy"): "streetDeputySecretary",
    ("Street", "ExtraDeputy"): "extraDeputySecretary",
    ("Street", "Member"): "streetCommitteeMember",
}
COMMITTEE_ROLES = {
    ("ResidentsCommittee", "Director"): "committeeDirector",
    ("ResidentsCommittee", "DeputyDirector"): "committeeDeputyDirector",
    ("ResidentsCommittee", "Member"): "committeeMember",
    ("VillagersCommittee", "Director"): "villageDirector",
    ("VillagersCommittee", "DeputyDirector"): "villageDeputyDirector",
    ("VillagersCommittee", "Member"): "villageMember",
    ("SupervisionCommittee", "Director"): "supervisionDirector",
    ("SupervisionCommittee", "Member"): "supervisionMember",
}
SINGLE = frozenset({"extraDeputySecretary"})
"""Roles with one seat although they do not lead: the street is given one such post."""


@dataclass
class Members:
    """Who sits in one body as this load's rows say it, by record: woman, Party member, relatives declared (None: unsaid)."""

    women: dict[str, bool | None] = field(default_factory=dict)
    party: dict[str, bool | None] = field(default_factory=dict)
    relatives: dict[str, bool | None] = field(default_factory=dict)
    starts: Counter[date] = field(default_factory=Counter)
    ends: Counter[date] = field(default_factory=Counter)

    def add(self, record: str, *, woman: bool | None, party: bool | None, relatives: bool | None) -> None:
        """Takes in one member; the same record again is the same member."""
        self.women[record], self.party[record], self.relatives[record] = woman, party, relatives

    def told(self) -> dict[str, object]:
        """What follows for the body; a count only where every row says what is counted."""
        counts = {"womenMembers": _count(self.women.values()), "partyMembers": _count(self.party.values())}
        term = {"termStart": min(self.starts, default=None), "termEnd": _usual(self.ends)}
        declared = [*self.relatives.values()]
        relatives = True if any(declared) else None if not declared or None in declared else False
        told = {**counts, **term, "relativesDeclared": relatives}
        return {name: value for name, value in told.items() if value is not None}


def _count(said: Iterable[bool | None]) -> int | None:
    """How many are so; unknown where one of them is unknown.

    >>> _count([True, False, True]), _count([True, None]), _count([])
    (2, None, None)
    """
    known = [*said]
    return None if not known or None in known else sum(map(bool, known))


def _usual(ends: Counter[date]) -> date | None:
    """The end that most rows give (a by-elected member serves to the end of the term), the earlier of two."""
    return min(ends, key=lambda day: (-ends[day], day), default=None)


def say_together(desk: Desk, row: Row, body: Ref, mention: Mention | None) -> None:
    """Counts the row's person into the body, and has the body's totals said once all rows are read."""
    members: Members = desk.kept.setdefault(("two_committees", body.id), Members())
    if mention is not None and not (row["elected_on"] and row["elected_on"].end):
        woman = {"woman": True, "man": False}.get(row["gender"])
        members.add(mention.record.id, woman=woman, party=_is_party(row), relatives=row["relatives"])
    if row["elected_on"] and row["elected_on"].start:
        members.starts[row["elected_on"].start] += 1
    if row["term_end"]:
        members.ends[row["term_end"]] += 1
    desk.later(lambda: _say(desk, row, body, members))


def _say(desk: Desk, row: Row, body: Ref, members: Members) -> None:
    desk.facts.node(body.label, body.id, row, **members.told())


def _is_party(row: Row) -> bool | None:
    known = {"full": True, "probationary": True, "none": False}
    return known.get(row["status"])


def party_post(desk: Desk, row: Row, area: Ref, seat: str) -> Ref:
    """The post of that seat in an area's leading Party organisation, or in its extended committee for the co-opted."""
    if seat == "CoOpted":
        return desk.post("coOptedMember", extended_committee(desk, row, area), row, area=area)
    return _post(desk, row, PARTY_ROLES[area.label, seat], _leading(desk, row, area), area)


def committee_post(desk: Desk, row: Row, area: Ref, seat: str, *, supervision: bool = False) -> tuple[Ref, Ref]:
    """The post of that seat, with its body: an area's residents' or villagers' committee, or its supervision committee."""
    body = _supervision(desk, row, area) if supervision else committee_of(desk, row, area)
    return _post(desk, row, COMMITTEE_ROLES[body.label, seat], body, area), body


def _post(desk: Desk, row: Row, role: str, body: Ref, area: Ref) -> Ref:
    single = desk.model.roles[role].lead or role in SINGLE
    return desk.post(role, body, row, area=area, seats=1 if single else None)


def _leading(desk: Desk, row: Row, area: Ref) -> Ref:
    return desk.bodies.party(row, home=area, kind=None, fallback=f"{_name(desk, area)}党组织")


def _supervision(desk: Desk, row: Row, area: Ref) -> Ref:
    kind = "村务监督委员会" if area.label == "Village" else "居务监督委员会"
    return desk.bodies.singleton("SupervisionCommittee", row, home=area, name=f"{_name(desk, area)}{kind}")


def extended_committee(desk: Desk, row: Row, area: Ref) -> Ref:
    """The 大工委 of a street, the 大党委 of a community: the body on which co-opted members sit."""
    known = desk.bodies.of_kind(area, "extendedCommittee")
    name = f"{_name(desk, area)}{'大工委' if area.label == 'Street' else '大党委'}"
    name = desk.bodies.name(known) if known else name
    body = desk.bodies.party(row, home=area, kind="extendedCommittee", name=name)
    desk.subordinate_to_lead(row, body, area)
    return body


def employer(desk: Desk, row: Row, mention: Mention, near: Ref, column: str = "unit") -> None:
    """Says, once all bodies are known, where a co-opted member works; an unknown unit is flagged."""
    if not row[column]:
        return

    def say() -> None:
        found = desk.bodies.find(EMPLOYERS, row[column], near=near)
        if len(found) == 1:
            desk.people.relate(mention, "WORKS_AT", found[0], row)
        else:
            desk.flag(row, column, "two_committees.unknown_unit")

    desk.later(say)


def _name(desk: Desk, area: Ref) -> str:
    place = desk.places.get(area.id)
    return place.name if place else ""
