"""Volunteer teams by speciality: where they serve, how many volunteers they count, who leads them.

Volunteers are a number; nobody but the leader, who holds a post, is named.
"""

from __future__ import annotations

from loaders.desk import Desk
from loaders.sheets.property_companies.rows import searchable
from loaders.sheets.row import Row
from loaders.typed import OTHER

__all__ = ["read"]


def read(row: Row, desk: Desk) -> None:
    """One team with its leader's post, vacant where nobody is named."""
    desk.check_order(row, "founded_on", "dissolved_on")
    home = desk.home(row)
    told = row.pick(
        volunteers="volunteers", foundedOn="founded_on", validFrom="founded_on", dissolvedOn="dissolved_on",
        validTo="dissolved_on", confirmedOn="confirmed_on",
    )  # fmt: skip
    if row["speciality"]:
        told["speciality"] = row.raw["speciality"] if row["speciality"] == OTHER else row["speciality"]
    name = row["name"]
    team = desk.bodies.body("VolunteerTeam", row, name=name, home=home, **searchable(name), **told)
    desk.facts.relate("SERVES", team, home, row, **row.pick(since="founded_on", until="dissolved_on"))
    if row.has("leader"):
        post = desk.post("teamLeader", team, row, area=home, seats=1)
        desk.people.hold(row, row.person("leader", "phone"), post, column="leader")
