"""Purchased services: what was bought in which year, from whom, for which ground, how often people were served.

A project is known by title, year and the area that its row belongs to. An amount is kept in 万元.
"""

from __future__ import annotations

from datetime import date

from graph.model import make_id
from loaders.bodies import WORKPLACES
from loaders.desk import Desk
from loaders.facts import Ref
from loaders.linking.names import plain_name
from loaders.sheets.row import Row

PROVIDERS = (*WORKPLACES, "VolunteerTeam")
SOCIAL_CODES = ("51", "52", "53")
"""How the credit codes of social organisations begin."""


def read(row: Row, desk: Desk) -> None:
    """One project with its provider and its ground."""
    desk.check_order(row, "start", "end")
    home = desk.home(row) if row["street"] or row["community"] else None
    title = plain_name(row["title"])
    id = make_id("project", home.id if home else "", title, row["year"])
    told = row.pick(
        year="year", beneficiaries="beneficiaries", amount="amount", validFrom="start", validTo="end",
        confirmedOn="confirmed_on",
    )  # fmt: skip
    if row["amount_yuan"] is not None:
        told["amount"] = round(row["amount_yuan"] / 10_000, 4)
    if row["year"] and not row["start"]:
        told["validFrom"] = date(row["year"], 1, 1)
    project = desk.facts.node("ServiceProject", id, row, name=row["title"], title=row["title"], **told)
    desk.relate_all("SERVES", project, desk.areas(row, "areas") or ([home] if home else []), row)
    desk.later(lambda: _provide(row, desk, project, home))


def _provide(row: Row, desk: Desk, project: Ref, home: Ref | None) -> None:
    """The body that provides it, once all are known; one that no roster lists is made as its code says, and flagged."""
    name = plain_name(row["provider"])
    found = desk.bodies.find(PROVIDERS, name, near=home)
    if not found:
        desk.flag(row, "provider", "purchased_projects.unknown_provider")
        found = [_named(row, desk, name)]
    if len(found) > 1:
        desk.flag(row, "provider", "checks.no_body", name=name)
    else:
        desk.facts.relate("PROVIDES", found[0], project, row)


def _named(row: Row, desk: Desk, name: str) -> Ref:
    """A provider in no roster of bodies: a social organisation where its code says so, else just a name."""
    if (row["uscc"] or "").startswith(SOCIAL_CODES):
        return desk.bodies.body("SocialOrganisation", row, name=name, home=None, uscc=row["uscc"])
    return desk.bodies.named("Unit", row, name=name, uscc=row["uscc"])
