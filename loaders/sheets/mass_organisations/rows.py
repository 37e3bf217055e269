"""Mass organisations (群团): unions, youth league, women's federation and the like, each with its superior and its head."""

from __future__ import annotations

from loaders.desk import Desk
from loaders.facts import Ref
from loaders.linking.names import plain_name
from loaders.sheets.property_companies.rows import searchable
from loaders.sheets.row import Row

__all__ = ["read"]

MASS = "MassOrganisation"


def read(row: Row, desk: Desk) -> None:
    """One mass organisation with its head's post, vacant where nobody is named."""
    desk.check_order(row, "founded_on", "dissolved_on")
    home = desk.home(row)
    told = row.pick(
        kind="kind", members="members", foundedOn="founded_on", validFrom="founded_on", dissolvedOn="dissolved_on",
        validTo="dissolved_on", confirmedOn="confirmed_on",
    )  # fmt: skip
    name = row["name"]
    body = desk.bodies.body(MASS, row, name=name, home=home, **searchable(name), **told)
    for superior in row["superior"] or ():
        desk.later(lambda superior=superior: _subordinate(row, desk, body, home, superior))  # type: ignore[misc]
    if row.has("head"):
        post = desk.post("massOrganisationHead", body, row, area=home, seats=1)
        desk.people.hold(row, row.person("head", "phone"), post, column="head", since=row["since"])


def _subordinate(row: Row, desk: Desk, body: Ref, home: Ref, superior: str) -> None:
    """Says under which mass organisation a body stands; an unknown one is flagged and kept as text."""
    found = [one for one in _named(desk, superior, home) if one != body]
    if len(found) == 1:
        desk.facts.relate("SUBORDINATE_TO", body, found[0], row)
        return
    desk.flag(row, "superior", "mass_organisations.unknown_superior", name=superior)
    desk.facts.node(body.label, body.id, row, superiorText=superior)


def _named(desk: Desk, name: str, near: Ref) -> list[Ref]:
    """The mass organisations of that name, with or without the names of the areas around."""
    plain = plain_name(name)
    above = [plain_name(place.name) for place in desk.places.above(near.id)]
    wanted = [plain, *(area + plain for area in above), *(plain.removeprefix(area) for area in above)]
    return next((found for one in wanted if (found := desk.bodies.find((MASS,), one, near=near))), [])
