"""Activities: the five of 五个一, deliberation, theme days; what was held where and when, by whom, with how many people.

Who took part is a number. An organiser that no roster knows is flagged and kept as text.
"""

from __future__ import annotations

from graph.model import make_id
from loaders.desk import Desk
from loaders.facts import Ref
from loaders.linking.names import plain_name
from loaders.sheets.adjacency.rows import find_near
from loaders.sheets.communities.rows import committee_of
from loaders.sheets.departments.rows import department_of, street_office
from loaders.sheets.row import Row

__all__ = ["read"]

COMMITTEE = ("居民委员会", "居委会", "村民委员会", "村委会", "社区", "村")
OFFICE = ("街道办事处", "街道办", "办事处", "人民政府", "镇政府", "乡政府", "街道")
BUREAU = ("局", "委", "部", "办", "办公室", "中心", "大队", "院", "会")


def read(row: Row, desk: Desk) -> None:
    """One activity in the smallest area that the row names."""
    home = desk.compound(row) if row["compound"] else desk.home(row)
    name = row["name"] or row.raw["kind"]
    activity = desk.facts.node(
        "Activity", make_id("activity", home.id, row["kind"], plain_name(name), row["held_on"]), row, name=name,
        kind=row["kind"], on=row["held_on"], organiserText=None,
        **row.pick(attendance="attendance", confirmedOn="confirmed_on"),
    )  # fmt: skip
    desk.facts.relate("HELD_IN", activity, home, row)
    desk.later(lambda: _organisers(row, desk, activity, home))


def _organisers(row: Row, desk: Desk, activity: Ref, home: Ref) -> None:
    """Who organised it, once the bodies of every roster are known."""
    unknown = []
    for organiser in row["organiser"] or ():
        body = _organiser(row, desk, plain_name(organiser), home)
        if body is None:
            unknown.append(organiser)
            desk.flag(row, "organiser", "activities.unknown_organiser", name=organiser)
        else:
            desk.facts.relate("ORGANISED_BY", activity, body, row)
    if unknown:
        desk.facts.node("Activity", activity.id, row, organiserText="、".join(unknown))


def _organiser(row: Row, desk: Desk, name: str, near: Ref) -> Ref | None:
    """The body that organised: a committee, a Party organisation, any body of that name, an office or a bureau."""
    if name.endswith(COMMITTEE) and (community := _only(desk, name, near, "Community", "Village")):
        return committee_of(desk, row, community)
    if "党" in name and len(found := desk.party_named(name, near)) == 1:
        return found[0]
    found = desk.bodies.find(tuple(desk.model.label("Organisation").sublabels), name, near=near)
    if len(found) == 1:
        return found[0]
    if name.endswith(OFFICE) and (street := _only(desk, name, near, "Street")):
        return street_office(desk, row, street)
    return department_of(desk, row, name) if name.startswith("区") and name.endswith(BUREAU) else None


def _only(desk: Desk, name: str, near: Ref, *labels: str) -> Ref | None:
    """The one area of that name, nearest first; None where there is none or more than one."""
    found = find_near(desk, name, near, *labels)
    return found[0].ref if len(found) == 1 else None
