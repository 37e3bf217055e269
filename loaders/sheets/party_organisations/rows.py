"""Party organisations: what kind, where, under which superior, how many members, since when."""

from __future__ import annotations

from loaders.bodies import WORKPLACES
from loaders.desk import Desk
from loaders.facts import Ref
from loaders.linking.names import plain_name
from loaders.sheets.row import Row

__all__ = ["LEADERS", "lead_role", "read"]

WITHOUT_SECRETARY = ("group", "extendedCommittee")
"""A group has a leader; an extended committee has co-opted members and the secretary of the leading organisation."""
LEADERS = {
    "District": "districtSecretary",
    "Street": "streetSecretary",
    "Community": "communitySecretary",
    "Village": "villageSecretary",
    "Compound": "branchSecretary",
}


def read(row: Row, desk: Desk) -> None:
    """One Party organisation, its superior, its secretary's post, and what else the row tells."""
    kind = row["kind"]
    home = _home(row, desk)
    desk.check_order(row, "founded_on", "dissolved_on")
    told = row.pick(
        formation="formation", foundedOn="founded_on", validFrom="founded_on", dissolvedOn="dissolved_on",
        validTo="dissolved_on", fullMembers="full_members", probationaryMembers="probationary",
        approvalNumber="approval", termStart="term_start", termEnd="term_end", extensionUntil="extension_until",
        approvedSeats="approved_seats", confirmedOn="confirmed_on",
    )  # fmt: skip
    if row["joined_units"]:
        told["memberUnits"] = len(row["joined_units"])
    body = desk.bodies.party(row, home=home, kind=kind, name=row["name"], **told)
    desk.subordinate(row, body, row["superior"], column="superior")
    desk.later(lambda: _units(row, desk, body))
    if kind == "jointBranch" and row["compound"] and home.label != "Compound":
        desk.facts.relate("SERVES", body, desk.compound(row), row)
    if kind not in WITHOUT_SECRETARY:
        _officers(row, desk, body, home)
    elif kind == "group" and row["secretary"]:
        post = desk.post("groupLeader", body, row, area=home, seats=1)
        desk.people.hold(row, row.person("secretary", "secretary_phone"), post, column="secretary")
    if row.has("instructor") and row["instructor"]:
        post = desk.post("partyInstructor", body, row, seats=1)
        desk.people.hold(row, row.person("instructor"), post, column="instructor")


def lead_role(home: Ref) -> str:
    """The role of the secretary of a Party organisation that leads an area of that label."""
    return LEADERS.get(home.label, "organisationSecretary")


def _home(row: Row, desk: Desk) -> Ref:
    if row["compound"]:
        compound = desk.compound(row)
        if row["building"]:
            return desk.define_building(row, compound, row["building"])
        return compound
    if row["grid_code"] or row["grid"]:
        return desk.grid(row)
    return desk.home(row)


def _units(row: Row, desk: Desk, body: Ref) -> None:
    """The units that it is the Party organisation of; known by their own rosters, which may come later or not at all."""
    for name in (*(row["joined_units"] or ()), *((row["unit"],) if row["unit"] else ())):
        near = desk.home(row)
        known = desk.bodies.find(WORKPLACES, name, near=near)
        if len(known) > 1:
            desk.flag(row, "unit" if name == row["unit"] else "joined_units", "checks.no_body", name=name)
            continue
        unit = known[0] if known else desk.bodies.named("Unit", row, name=plain_name(name))
        desk.facts.relate("MEMBER_OF", unit, body, row)


def _officers(row: Row, desk: Desk, body: Ref, home: Ref) -> None:
    is_lead = desk.bodies.lead(home) == body
    role = lead_role(home) if is_lead else "organisationSecretary"
    post = desk.post(role, body, row, area=home if is_lead else None, seats=1)
    if row.has("secretary"):
        desk.people.hold(row, row.person("secretary", "secretary_phone"), post, column="secretary")
    for column, role in (("deputy", "branchDeputySecretary"), ("members", "branchMember")):
        for who in row.people(column):
            desk.people.hold(row, who, desk.post(role, body, row), column=column)
