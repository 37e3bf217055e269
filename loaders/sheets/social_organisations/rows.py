"""Social organisations: registered or filed, where incubated, whom they serve, their Party side, whether they still run.

One that has been struck off ends on the day that the row gives, or on the day on which the row was last confirmed. Without
either its end cannot be placed in time: it is flagged and left out, never kept as if it still ran.
"""

from __future__ import annotations

from datetime import date

from loaders.affiliation import affiliate, instruct
from loaders.desk import Desk
from loaders.facts import Ref
from loaders.linking.names import plain_name
from loaders.sheets.property_companies.rows import head_of, searchable
from loaders.sheets.row import Row
from loaders.typed import OTHER
from loaders.workbook.values import has_nothing


def read(row: Row, desk: Desk) -> None:
    """One organisation."""
    desk.check_order(row, "founded_on", "closed_on")
    ended = row["closed_on"] or (row["confirmed_on"] if row["status"] == "closed" else None)
    if row["status"] == "closed" and ended is None:
        desk.flag(row, "status", "social_organisations.closed_undated")
        return
    home = desk.home(row) if row["street"] or row["community"] else None
    name = plain_name(row["name"])
    body = desk.bodies.body(
        "SocialOrganisation", row, name=name, home=home, uscc=row["uscc"], **_told(row, ended), **searchable(name)
    )
    if ended is None:
        affiliate(desk, row, body, near=home or desk.district(row))
        instruct(desk, row, body)
    head_of(desk, row, body, until=ended)
    desk.relate_all("SERVES", body, desk.areas(row, "serves"), row, until=ended)
    _incubators(row, desk, body, ended)


def _told(row: Row, ended: date | None) -> dict[str, object]:
    told = row.pick(
        kind="type", registration="registration", supervisor="supervisor", grade="grade", staff="staff",
        fullMembers="members", probationaryMembers="probationary", address="address", foundedOn="founded_on",
        validFrom="founded_on", confirmedOn="confirmed_on",
    )  # fmt: skip
    if told.get("kind") == OTHER:
        told["kind"] = row.raw["type"]
    if told.get("registration") == OTHER:
        del told["registration"]
    if ended or row.has("closed_on"):
        told |= {"dissolvedOn": ended, "validTo": ended}
    return {name: None if has_nothing(value) else value for name, value in told.items()}


def _incubators(row: Row, desk: Desk, body: Ref, ended: date | None) -> None:
    """The facilities in which it grew, once they are known; an unknown one is flagged."""
    since = row["incubated_on"]

    def say(name: str, near: Ref | None) -> None:
        found = desk.facilities.find(name, near=near)
        if len(found) == 1:
            start, end = (since.start, since.end) if since else (None, None)
            desk.facts.relate("INCUBATED_BY", body, found[0], row, since=start, until=end or ended)
        else:
            desk.flag(row, "incubator", "social_organisations.no_facility", name=name)

    near = desk.home(row) if row["street"] or row["community"] else None
    for name in row["incubator"] or ():
        desk.later(lambda name=name: say(name, near))  # type: ignore[misc]
