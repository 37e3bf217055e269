"""In-service Party members checked in to a community: persons without a name.

Kept are a keyed hash for joining, the unit, the community, the speciality and the willingness to serve elsewhere. Who
it is stays in the user's own workbook, to which the source leads.
"""

from __future__ import annotations

from loaders.bodies import WORKPLACES
from loaders.desk import Desk
from loaders.facts import Ref
from loaders.linking.names import plain_name
from loaders.places import grid_serial
from loaders.sheets.row import Row
from loaders.workbook.values import has_nothing


def read(row: Row, desk: Desk) -> None:
    """One member's check-in."""
    who = row.person("name", "phone")
    if who is None:
        desk.refuse(row, "name", "checks.required_empty")
        return
    community = desk.community(row)
    employer = _employer(row, desk, community)
    apart = (plain_name(row["unit"] or ""), None if who.phone else who.mask)
    mention = desk.people.person(row, who, anchor=community, column="name", nameless=True, apart=apart)
    if mention.row is not row:
        desk.flag(row, "name", "checks.doubled_row", first=mention.row.number)
    told = {
        "on": row["on"], "since": row["on"], "speciality": row["speciality"], "serviceKind": row["post"],
        "services": row["services"], "willingElsewhere": row["willing"], "grid": _grid(row, desk, community),
        "confirmedOn": row["confirmed_on"],
    }  # fmt: skip
    desk.people.relate(mention, "CHECKED_IN", community, row, **told)
    if employer:
        desk.people.relate(mention, "WORKS_AT", employer, row)


def _employer(row: Row, desk: Desk, community: Ref) -> Ref | None:
    """The unit that the member works at; one in no roster is kept by its name, without a place."""
    name = row["unit"]
    if not name or has_nothing(name):
        return None
    found = desk.bodies.find(WORKPLACES, name, near=community)
    if len(found) > 1:
        desk.flag(row, "unit", "checks.no_body", name=name)
        return None
    return found[0] if found else desk.bodies.named("Unit", row, name=plain_name(name))


def _grid(row: Row, desk: Desk, community: Ref) -> str | None:
    """The grid by the name under which it is known; as written, and flagged, where the community has no such grid."""
    if not row["grid"] or has_nothing(row["grid"]):
        return None
    known, serial = desk.places.within(community.id, "Grid"), grid_serial(row["grid"])
    found = [place for place in known if serial is not None and place.serial == serial]
    found = found or desk.places.find(row["grid"], known)
    if len(found) == 1:
        return found[0].name
    desk.flag(row, "grid", "check_ins.no_grid", name=row["grid"])
    return plain_name(row["grid"])
