"""Buildings: what they are, which grid they lie in, and the posts at them: 楼栋党小组长, 党员中心户, 楼栋长.

A Party group of a building exists where the row names its leader or says so; it stands under the Party organisation
that leads the compound. A hub household is a post at the building, never an address. A building without a leader has
the post all the same; whether a group or a hub household is due depends on the number of members, so these two posts
exist where they are named. That a sheet had the column at all is told by its Source.
"""

from __future__ import annotations

from loaders.area_desk import COMMUNITY
from loaders.desk import Desk
from loaders.errors import BadCell
from loaders.facts import Ref
from loaders.linking.names import plain_name
from loaders.sheets.communities.rows import committee_of
from loaders.sheets.row import Row
from loaders.typed import OTHER
from loaders.workbook.values import has_nothing, parse_yes_no


def read(row: Row, desk: Desk) -> None:
    """One building."""
    compound = desk.compound(row)
    told = row.pick(
        kind="use", units="units", floors="floors", households="households", persons="persons",
        partyMembers="party_members",
    )  # fmt: skip
    if row["use"] == OTHER:
        told["kindText"] = row.raw["use"]
    building = desk.define_building(row, compound, row["building"], **told)
    if row["grid"] or row["grid_code"]:
        desk.facts.relate("COVERS", desk.grid(row), building, row)
    community = next((place for place in desk.places.above(compound.id) if place.label in COMMUNITY), None)
    _group(row, desk, compound, building)
    if community:
        _hub(row, desk, community.ref, building)
        _leader(row, desk, community.ref, building)


def _group(row: Row, desk: Desk, compound: Ref, building: Ref) -> None:
    """The building's Party group with its leader's post, where the row tells of one."""
    named, exists = _group_name(row["group"])
    if not (exists or row["group_leader"]):
        return
    group = desk.bodies.party(
        row, home=building, kind="group", name=named, fallback=f"{_name(desk, compound)}{_name(desk, building)}党小组"
    )
    desk.subordinate_to_lead(row, group, compound)
    post = desk.post("buildingGroupLeader", group, row, area=building, seats=1)
    who = row.person("group_leader", "group_leader_phone")
    desk.people.hold(row, who, post, column="group_leader", since=row["since"])


def _group_name(written: str | None) -> tuple[str | None, bool]:
    """What a cell says of the group: its name if it is one, and whether there is one.

    >>> _group_name("是"), _group_name("无"), _group_name("3号楼党小组"), _group_name(None)
    ((None, True), (None, False), ('3号楼党小组', True), (None, False))
    """
    if not written or has_nothing(written):
        return None, False
    try:
        return None, bool(parse_yes_no(written))
    except BadCell:
        return (written if plain_name(written).endswith("组") else None), True


def _hub(row: Row, desk: Desk, community: Ref, building: Ref) -> None:
    """The hub households: they stand in the community's Party organisation, which exists whatever the compound has."""
    people = row.people("hub", "hub_phone")
    if people:
        key = ("buildings.party", community.id)
        if key not in desk.kept:
            fallback = f"{_name(desk, community)}党组织"
            desk.kept[key] = desk.bodies.party(row, home=community, kind=None, fallback=fallback)
        post = desk.post("hubHousehold", desk.kept[key], row, area=building)
        for who in people:
            desk.people.hold(row, who, post, column="hub", since=row["since"])


def _leader(row: Row, desk: Desk, community: Ref, building: Ref) -> None:
    """The building leader's post, held or not, where the sheet has the column."""
    if row.has("building_leader"):
        key = ("buildings.committee", community.id)
        if key not in desk.kept:
            desk.kept[key] = committee_of(desk, row, community)
        post = desk.post("buildingLeader", desk.kept[key], row, area=building, seats=1)
        for who in row.people("building_leader", "building_leader_phone"):
            desk.people.hold(row, who, post, column="building_leader", since=row["since"])


def _name(desk: Desk, area: Ref) -> str:
    place = desk.places.get(area.id)
    return place.name if place else ""
