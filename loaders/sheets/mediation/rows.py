"""People's mediation committees: where they are based, their brand, director and mediators, and the room they use."""

from __future__ import annotations

from loaders.desk import Desk
from loaders.sheets.property_companies.rows import searchable
from loaders.sheets.row import Row
from loaders.workbook.values import has_nothing

__all__ = ["read"]


def read(row: Row, desk: Desk) -> None:
    """One committee with its posts and its room."""
    desk.check_order(row, "founded_on", "dissolved_on")
    home = desk.home(row)
    told = row.pick(
        mediators="mediators", foundedOn="founded_on", validFrom="founded_on", dissolvedOn="dissolved_on",
        validTo="dissolved_on", brand="brand", confirmedOn="confirmed_on",
    )  # fmt: skip
    told = {key: None if has_nothing(value) else value for key, value in told.items()}
    name = row["name"]
    committee = desk.bodies.body("MediationCommittee", row, name=name, home=home, **searchable(name), **told)
    held = {"since": row["since"], "termEnd": row["term_end"]}
    if row.has("director"):
        post = desk.post("mediationDirector", committee, row, area=home, seats=1)
        desk.people.hold(row, row.person("director", "phone"), post, column="director", **held)
    for who in row.people("mediator_names"):
        desk.people.hold(row, who, desk.post("mediator", committee, row, area=home), column="mediator_names", **held)
    for room in row["room"] or ():
        place = desk.facilities.define("MediationRoom", row, name=room, home=home, **row.pick(address="address"))
        desk.facts.relate("OPERATED_BY", place, committee, row)
