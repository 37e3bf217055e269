"""Legal aid at three levels: the district's centre, a station in each street, a contact point in each community or village.

The adviser's post answers for the area of the point, and stands in the body there that engages one: the judicial bureau,
the street's office, or the community's committee.
"""

from __future__ import annotations

from loaders.desk import Desk
from loaders.facts import Ref
from loaders.sheets.communities.rows import committee_of
from loaders.sheets.departments.rows import department_of, street_office
from loaders.sheets.row import Row, Since
from loaders.workbook.values import has_nothing

__all__ = ["read"]

KINDS = {"District": ("centre", "法律援助中心"), "Street": ("workstation", "法律援助工作站")}
"""The kind of point at each level, and what it is called where the row gives no name; a contact point elsewhere."""
CONTACT_POINT = ("contactPoint", "法律援助联络点")


def read(row: Row, desk: Desk) -> None:
    """One point with its adviser's post, vacant where nobody is named."""
    desk.check_order(row, "opened_on", "closed_on")
    home = _home(row, desk)
    kind, ending = KINDS.get(home.label, CONTACT_POINT)
    place = desk.places.get(home.id)
    told = row.pick(
        openedOn="opened_on", validFrom="opened_on", closedOn="closed_on", validTo="closed_on", address="address",
        openingHours="hours", floorArea="area", confirmedOn="confirmed_on",
    )  # fmt: skip
    told = {key: None if has_nothing(value) else value for key, value in told.items()}
    name = row["name"] or f"{place.name if place else ''}{ending}"
    desk.facilities.define("LegalAidPoint", row, name=name, home=home, kind=kind, **told)
    post = desk.post("legalAdviser", _body(row, desk, home), row, area=home)
    for who in row.people("adviser", "phone"):
        desk.people.hold(row, who, post, column="adviser", since=_since(row), unit=row["unit"])


def _since(row: Row) -> Since | None:
    """The adviser's time: as the row gives it, and no longer than the point stays open."""
    since: Since | None = row["since"]
    if row["closed_on"] and (since is None or since.end is None or since.end > row["closed_on"]):
        start, precision = (since.start, since.precision) if since else (None, "unknown")
        return Since(start, row["closed_on"], precision, "known")
    return since


def _home(row: Row, desk: Desk) -> Ref:
    """The area of the level that the row states; without a level, the smallest that it names."""
    at = {"district": desk.district, "street": desk.street, "community": desk.community, "village": desk.community}
    return at.get(row["level"] or "", desk.home)(row)


def _body(row: Row, desk: Desk, home: Ref) -> Ref:
    if home.label == "District":
        return department_of(desk, row, "区司法局")
    return street_office(desk, row, home) if home.label == "Street" else committee_of(desk, row, home)
