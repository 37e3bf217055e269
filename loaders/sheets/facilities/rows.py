"""Places of service: centres, stations, halls; where they are, whom else they serve, who answers for them.

The smallest area that a row names is where the facility is ("own"); the compounds that share it are served. The
district's own centre belongs to the district by its name, wherever it stands. The head's post stands in the committee
of the community, or in the Party working committee of the street.
"""

from __future__ import annotations

import re

from loaders.area_desk import COMMUNITY
from loaders.desk import Desk
from loaders.facts import Ref
from loaders.linking.names import nearest_names, plain_name
from loaders.places import Place
from loaders.sheets.communities.rows import committee_of
from loaders.sheets.row import Row
from loaders.typed import OTHER

KINDS = {
    "Centre": "centre",
    "Station": "station",
    "ServiceHall": "serviceHall",
    "GovernanceCentre": "governanceCentre",
    "ActivityCentre": "activityCentre",
    "LegalAidPoint": "contactPoint",
    "MediationRoom": "mediationRoom",
    "OtherFacility": "other",
}
SYSTEMS = {
    "CGCS2000": ("CGCS2000", "2000国家大地坐标系", "国家2000", "大地2000"),
    "WGS84": ("WGS84", "WGS-84", "GPS"),
    "GCJ-02": ("GCJ-02", "GCJ02", "高德", "腾讯", "火星坐标"),
    "BD-09": ("BD-09", "BD09", "百度"),
}
OWN_CENTRE = re.compile(r"(?:区级)?党群(?:活动)?服务中心(?:\(.*\))?")
OPERATORS = (
    "SocialOrganisation",
    "PropertyCompany",
    "Unit",
    "Department",
    "MassOrganisation",
    "Alliance",
    "VolunteerTeam",
)


def read(row: Row, desk: Desk) -> None:
    """One facility."""
    desk.check_order(row, "opened_on", "closed_on")
    label = row["type"] if row["type"] != OTHER else "OtherFacility"
    home = _home(row, desk, label)
    told = row.pick(
        floorArea="area", address="address", lon="lon", lat="lat", openedOn="opened_on", validFrom="opened_on",
        closedOn="closed_on", validTo="closed_on", openingHours="hours", functions="functions", funding="funding",
        confirmedOn="confirmed_on",
    )  # fmt: skip
    for name in ("functions", "funding"):
        if name in told:
            told[name] = list(told[name])
    if row["lon"] is not None:
        told["crs"] = _system(row["crs"])
    if row["type"] == OTHER:
        told["kindText"] = row.raw["type"]
    facility = desk.facilities.define(label, row, name=row["name"], home=home, kind=KINDS[label], **told)
    for name in row["shared"] or ():
        compound = _shared(row, desk, name)
        if compound != home:
            desk.facts.relate("SERVES", facility, compound, row)
    for name in row["operator"] or ():
        desk.later(lambda name=name: _operated(row, desk, facility, home, name))  # type: ignore[misc]
    _head(row, desk, facility, home)


def _home(row: Row, desk: Desk, label: str) -> Ref:
    if label == "Centre" and (district := _district_named(desk, row["name"])):
        return district
    return desk.compound(row) if row["compound"] else desk.home(row)


def _district_named(desk: Desk, name: str) -> Ref | None:
    """The district whose own centre bears this name (平城区党群服务中心, 大同市平城区党群服务中心)."""
    plain = plain_name(name)
    for district in desk.places.of_label("District"):
        before, stem, rest = plain.partition(plain_name(district.name))
        if stem and (not before or before.endswith("市")) and OWN_CENTRE.fullmatch(rest):
            return district.ref
    return None


def _system(written: str | None) -> str:
    """The coordinate reference system by its usual names.

    >>> _system("高德地图"), _system("CGCS2000"), _system(None)
    ('GCJ-02', 'CGCS2000', 'unknown')
    """
    plain = plain_name(written or "").upper()
    return next((system for system, words in SYSTEMS.items() if any(word in plain for word in words)), "unknown")


def _shared(row: Row, desk: Desk, name: str) -> Ref:
    """A compound that shares the facility: of the same community, else of the same street, else of the district."""
    known: list[Place] = []
    for near in _circles(row, desk):
        known = [place for area in near for place in desk.places.within(area.id, "Compound")]
        found = desk.places.find(name, known)
        if len(found) == 1:
            return found[0].ref
        if found:
            desk.refuse(
                row, "shared", "checks.place_ambiguous", name=name, near="、".join(sorted({one.name for one in found}))
            )
    desk.refuse(
        row, "shared", "checks.no_compound", name=name, near=nearest_names(name, [place.name for place in known])
    )
    raise AssertionError("refused above")


def _circles(row: Row, desk: Desk) -> list[list[Place]]:
    """The communities to look in: the row's own, those of its street, all."""
    everywhere = desk.places.of_label(*COMMUNITY)
    circles = [everywhere]
    if row["street"]:
        circles.insert(0, desk.places.within(desk.street(row).id, *COMMUNITY))
    if row["community"]:
        own = desk.community(row)
        circles.insert(0, [place for place in everywhere if place.id == own.id])
    return circles


def _operated(row: Row, desk: Desk, facility: Ref, home: Ref, name: str) -> None:
    """The body that runs it, where it is known: by name, or as the committee of a community or village."""
    found = desk.bodies.find(OPERATORS, name, near=home) or desk.party_named(name, home)
    if not found:
        communities = desk.places.find(name, desk.places.of_label(*COMMUNITY))
        around = [place for place in communities if desk.places.is_within(home.id, place.id)] or communities
        found = [committee_of(desk, row, place.ref) for place in around] if len(around) == 1 else []
    if len(found) == 1:
        desk.facts.relate("OPERATED_BY", facility, found[0], row)
    else:
        desk.flag(row, "operator", "facilities.no_operator", name=name)


def _head(row: Row, desk: Desk, facility: Ref, home: Ref) -> None:
    """The head's post, held or not, where the sheet has the column."""
    if not row.has("head"):
        return
    body = _body(row, desk, home)
    title = f"{plain_name(row['name'])}负责人"
    post = desk.post("facilityHead", body, row, area=facility, seats=1, title=title)
    desk.people.hold(row, row.person("head", "head_phone"), post, column="head")


def _body(row: Row, desk: Desk, home: Ref) -> Ref:
    """Where the head's post stands: the community's committee, else the leading Party organisation of the area."""
    for place in desk.places.above(home.id):
        if place.label in COMMUNITY:
            return committee_of(desk, row, place.ref)
        if place.label in ("Street", "District"):
            return desk.bodies.party(row, home=place.ref, kind=None, fallback=f"{place.name}党组织")
    return desk.bodies.party(row, home=desk.district(row), kind=None, fallback="党组织")
