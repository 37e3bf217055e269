"""Communities and villages: size, workers, facilities, covenant and notice, and how many seats their committee has."""

from __future__ import annotations

from typing import Any

from loaders.desk import Desk
from loaders.errors import BadCell
from loaders.facts import Ref
from loaders.sheets.row import Row
from loaders.workbook.values import parse_yes_no

__all__ = ["committee_of", "read"]


def read(row: Row, desk: Desk) -> None:
    """One community or village; its committee exists whether or not anybody sits on it."""
    community = desk.community(row)
    told = row.pick(
        households="households", persons="persons", communityWorkers="community_workers",
        socialWorkers="social_workers", socialResources="social_resources", hasCovenant="covenant", hasNotice="notice",
        covenantOn="covenant_on", noticeOn="notice_on", facilityArea="facility_area", activityArea="activity_area",
        confirmedOn="confirmed_on",
    )  # fmt: skip
    desk.facts.node(community.label, community.id, row, **told)
    committee_of(desk, row, community, **row.pick(approvedSeats="committee_seats"))
    name = _conference(row["joint_conference"], desk, community)
    if name:
        conference = desk.bodies.body("JointConference", row, name=name, home=community)
        desk.facts.relate("SERVES", conference, community, row)


def _conference(written: str | None, desk: Desk, community: Ref) -> str | None:
    """The name of a joint conference where a cell has one, or says no more than that there is one."""
    try:
        there = parse_yes_no(written)
    except BadCell:
        return written
    place = desk.places.get(community.id)
    return f"{place.name}联席会议" if there and place else None


def committee_of(desk: Desk, row: Row, community: Ref, **properties: Any) -> Ref:
    """The residents' committee of a community, or the villagers' committee of a village."""
    place = desk.places.get(community.id)
    name = place.name if place else ""
    label, ending = (
        ("VillagersCommittee", "村民委员会") if community.label == "Village" else ("ResidentsCommittee", "居民委员会")
    )
    stem = name.removesuffix("村") if community.label == "Village" else name
    return desk.bodies.singleton(label, row, home=community, name=stem + ending, **properties)
