"""Listed reserves: for which post or area, in which tier, of which kind of talent, since when.

A row that names a post of its community, compound or grid means that post; any other (网格员 without a grid, 两委成员)
means the area, with the position as written. 出库 ends the listing. Nobody is ranked: grades are ignored by name.
"""

from __future__ import annotations

from datetime import date

from loaders.desk import Desk
from loaders.facts import Ref
from loaders.linking.names import plain_name
from loaders.linking.records import Mention
from loaders.sheets.communities.rows import committee_of
from loaders.sheets.row import Row
from loaders.sheets.two_committees.duties import committee_seat, party_seat
from loaders.typed import OTHER
from loaders.workbook.values import has_nothing

PARTY_ROLES = {
    "Community": {
        "Secretary": "communitySecretary",
        "Deputy": "communityDeputySecretary",
        "Member": "communityPartyMember",
    },
    "Village": {"Secretary": "villageSecretary", "Deputy": "villageDeputySecretary", "Member": "villagePartyMember"},
    "Street": {"Secretary": "streetSecretary", "Deputy": "streetDeputySecretary", "Member": "streetCommitteeMember"},
}
COMMITTEE_ROLES = {
    "Community": {
        "Director": "committeeDirector",
        "DeputyDirector": "committeeDeputyDirector",
        "Member": "committeeMember",
    },
    "Village": {"Director": "villageDirector", "DeputyDirector": "villageDeputyDirector", "Member": "villageMember"},
}
GRID_ROLES = (
    ("微网格长", "microGridLeader"), ("网格长", "gridLeader"), ("网格指导员", "gridInstructor"),
    ("红色网格员", "redGridWorker"), ("网格员", "gridWorker"),
)  # fmt: skip
ONE_SEAT = frozenset({"gridLeader", "gridInstructor", "redGridWorker"})
BARE = frozenset({"委员", "成员", "副主任", "主任", "班子成员", "两委成员", "两委委员"})
"""Positions that may be a seat of the Party organisation or of the committee."""
EMPLOYERS = (
    "Unit",
    "PropertyCompany",
    "SocialOrganisation",
    "Department",
    "MassOrganisation",
    "EmploymentSite",
    "Merchant",
)


def read(row: Row, desk: Desk) -> None:
    """One listing."""
    who = row.person("name", "phone")
    if who is None:
        desk.refuse(row, "name", "checks.required_empty")
        return
    desk.check_order(row, "listed_on", "out_on")
    until = _until(row, desk)
    if row["state"] == "out" and until is None:
        return
    area = _area(row, desk)
    key = ("reserves.target", area.id, row["position"])
    if key not in desk.kept:
        desk.kept[key] = _target(row, desk, area)
    target = desk.kept[key]
    apart = (plain_name(row["position"]), *(() if who.phone else (row["occupation"], row["unit"], who.mask)))
    mention = desk.people.person(row, who, anchor=area, column="name", unit=row["unit"], apart=apart)
    known = len(mention.related)
    _list(row, desk, mention, target, area, until)
    if mention.row is not row and len(mention.related) == known:
        desk.flag(row, "name", "checks.doubled_row", first=mention.row.number)
    _employer(row, desk, mention, area)


def _until(row: Row, desk: Desk) -> date | None:
    """The end of the listing; one that has ended on an unwritten day ended when that was confirmed, at the latest."""
    if row["state"] != "out" or row["out_on"]:
        return row["out_on"] or None
    until: date | None = row["confirmed_on"] or row["listed_on"]
    desk.flag(row, "state", "reserves.no_end" if until else "reserves.no_date")
    return until


def _list(row: Row, desk: Desk, mention: Mention, target: Ref, area: Ref, until: date | None) -> None:
    """Says the listing."""
    told = {
        "tier": _tier(row, area), "talentKind": _text(row["talent"]), "position": plain_name(row["position"]),
        "listedOn": row["listed_on"], "occupation": row["occupation"], "confirmedOn": row["confirmed_on"],
    }  # fmt: skip
    if row["tier"] == OTHER:
        told["tierText"] = row.raw["tier"]
    desk.people.relate(mention, "RESERVE_FOR", target, row, since=row["listed_on"], until=until, **told)


def _area(row: Row, desk: Desk) -> Ref:
    """The smallest area that the row names."""
    if row["grid_code"] or _text(row["grid"]):
        return desk.grid(row)
    return desk.compound(row) if _text(row["compound"]) else desk.home(row)


def _target(row: Row, desk: Desk, area: Ref) -> Ref:
    """The post of that area which the position names, the area itself where it names none."""
    position = plain_name(row["position"])
    if area.label == "Grid":
        return _grid_post(row, desk, area, position) or area
    if area.label == "Compound":
        lead = desk.bodies.lead(area)
        is_secretary = party_seat(position) == "Secretary" and lead
        return desk.post("branchSecretary", lead, row, area=area, seats=1) if is_secretary and lead else area
    if position in BARE or "小区" in position or ("支部" in position and area.label == "Community"):
        return area
    return _seat(row, desk, area, position) or area


def _grid_post(row: Row, desk: Desk, grid: Ref, position: str) -> Ref | None:
    community = next((place for place in desk.places.above(grid.id) if place.label in COMMITTEE_ROLES), None)
    role = next((role for word, role in GRID_ROLES if word in position), None)
    if role is None or community is None:
        return None
    committee = committee_of(desk, row, community.ref)
    return desk.post(role, committee, row, area=grid, seats=1 if role in ONE_SEAT else None)


def _seat(row: Row, desk: Desk, area: Ref, position: str) -> Ref | None:
    """A seat of the area's leading Party organisation, or of its residents' or villagers' committee."""
    role = PARTY_ROLES.get(area.label, {}).get(party_seat(position) or "")
    if role:
        place = desk.places.get(area.id)
        body = desk.bodies.party(row, home=area, kind=None, fallback=f"{place.name if place else ''}党组织")
    else:
        role = COMMITTEE_ROLES.get(area.label, {}).get(committee_seat(position) or "")
        if not role:
            return None
        body = committee_of(desk, row, area)
    return desk.post(role, body, row, area=area, seats=1 if desk.model.roles[role].lead else None)


def _tier(row: Row, area: Ref) -> str | None:
    """The tier as the row states it (none in words that we do not know), else the one that its position means."""
    if row["tier"] == OTHER:
        return None
    if row["tier"]:
        return str(row["tier"])
    if _text(row["talent"]):
        return "talent"
    position = plain_name(row["position"])
    if area.label not in COMMITTEE_ROLES or "小区" in position or "支部" in position:
        return None
    if party_seat(position) == "Secretary":
        return "community"
    return "committee" if position in BARE or party_seat(position) or committee_seat(position) else None


def _employer(row: Row, desk: Desk, mention: Mention, area: Ref) -> None:
    """Where the person works, when that is a body that we know."""
    if _text(row["unit"]):
        found = desk.bodies.find(EMPLOYERS, row["unit"], near=area)
        if len(found) == 1:
            desk.people.relate(mention, "WORKS_AT", found[0], row)


def _text(written: str | None) -> str | None:
    return None if not written or has_nothing(written) else str(written)
