"""Property companies: code, staff, Party members, their Party organisation or instructor, the compounds that they serve.

A company belongs to no area: it is where it serves. Which compound a name means is asked of the compounds that the
ledger gives the company already; a name that several others bear is flagged and not guessed.
"""

from __future__ import annotations

from datetime import date

from graph.model import make_id
from loaders.affiliation import affiliate, instruct
from loaders.desk import Desk
from loaders.facts import Ref
from loaders.linking.names import nearest_names, plain_name
from loaders.linking.pinyin import initials_of, pinyin_of
from loaders.places import Place
from loaders.sheets.row import Row, Since

__all__ = ["head_of", "read", "searchable"]


def read(row: Row, desk: Desk) -> None:
    """One company."""
    told = row.pick(
        staff="staff", fullMembers="members", probationaryMembers="probationary", address="address",
        confirmedOn="confirmed_on",
    )  # fmt: skip
    name = plain_name(row["name"])
    company = desk.bodies.body(
        "PropertyCompany", row, name=name, home=None, uscc=row["uscc"], **told, **searchable(name)
    )
    affiliate(desk, row, company, near=desk.home(row))
    instruct(desk, row, company)
    head_of(desk, row, company)
    for compound in row["compounds"] or ():
        desk.later(lambda name=compound: _serve(desk, row, company, name))  # type: ignore[misc]


def searchable(name: str) -> dict[str, str]:
    """Pinyin and initials of a body's name."""
    return {"pinyin": pinyin_of(name, surname=False), "initials": initials_of(name, surname=False)}


def head_of(desk: Desk, row: Row, body: Ref, *, until: date | None = None) -> None:
    """Says who heads a body, or did until it ended; a shop or company that names nobody has no vacancy for that."""
    who = row.person("head", "head_phone")
    if who:
        post = desk.post("headOfOrganisation", body, row, seats=1)
        since = Since(None, until, end_known="known") if until else None
        desk.people.hold(row, who, post, column="head", since=since, confirmedOn=row["confirmed_on"])
        if until:
            desk.facts.node("Post", post.id, row, validTo=until)


def _serve(desk: Desk, row: Row, company: Ref, name: str) -> None:
    known = (
        desk.places.within(desk.community(row).id, "Compound") if row["community"] else desk.places.of_label("Compound")
    )
    found = desk.places.find(name, known)
    if len(found) > 1:
        found = [place for place in found if _serves(desk, company, place)] or found
    if not found:
        names = [plain_name(place.name) for place in known]
        desk.refuse(row, "compounds", "checks.no_compound", name=name, near=nearest_names(name, names))
    if len(found) == 1:
        desk.facts.relate("SERVES", company, found[0].ref, row)
    elif not _serves(desk, company, found[0]):
        desk.flag(row, "compounds", "property_companies.many_compounds", name=name, near=_where(desk, found))


def _serves(desk: Desk, company: Ref, place: Place) -> bool:
    """Whether the ledger of compounds, of this load or of the store, gives the compound to the company."""
    id = make_id("rel", "SERVES", company.id, place.id)
    state = desk.people.state
    return id in desk.facts.relationships or (state is not None and id in state.relationships)


def _where(desk: Desk, found: list[Place]) -> str:
    parents = (next((place.name for place in desk.places.above(one.id) if place.id != one.id), "") for one in found[:3])
    return "、".join(f"{parent}{one.name}" for parent, one in zip(parents, found, strict=False))
