"""Secretaries of compound branches: who holds the post, since when, until when, by which approval.

An empty name is a vacant post. 兼任职务 that names the compound's committee states the other post of the same person.
"""

from __future__ import annotations

from typing import Any

from loaders.affiliation import say_kind
from loaders.desk import Desk
from loaders.facts import Ref
from loaders.linking.names import party_stem
from loaders.sheets.compounds.rows import stated_compound
from loaders.sheets.party_organisations.rows import lead_role
from loaders.sheets.row import Row, Since
from loaders.typed import OTHER

DIRECTORS = ("ownersDirector", "managementDirector")
WORDS = ("业委会主任", "物管会主任", "业主委员会主任", "物业管理委员会主任")


def read(row: Row, desk: Desk) -> None:
    """One branch with its secretary."""
    branch, home = _branch(row, desk)
    desk.subordinate(row, branch, row["superior"], column="superior")
    say_kind(desk, row, branch)
    is_lead = desk.bodies.lead(home) == branch
    role = lead_role(home) if is_lead else "organisationSecretary"
    post = desk.post(role, branch, row, area=home if is_lead else None, seats=1)
    since = row["since"] or (Since(row["elected_on"]) if row["elected_on"] else None)
    mention = desk.people.hold(
        row, row.person("name", "phone"), post, column="name", since=since, unit=row["unit"], termEnd=row["term_end"],
        approvalNumber=row["approval"], approvalOn=row["approval_on"], **_mode(row),
        partyStatus=row["status"] if row["status"] != OTHER else None,
        concurrentText=row["concurrent"], confirmedOn=row["confirmed_on"],
    )  # fmt: skip
    stated = stated_compound(desk, home, row["concurrent"], WORDS) if home.label == "Compound" else None
    if mention and stated:
        desk.people.state_post(mention, DIRECTORS, stated)


def _mode(row: Row) -> dict[str, Any]:
    """How the seat was filled; in the roster's own words where they are none that we know (兼任, 群众推荐)."""
    return {"modeText": row.raw["mode"]} if row["mode"] == OTHER else {"mode": row["mode"]}


def _branch(row: Row, desk: Desk) -> tuple[Ref, Ref]:
    told = row.pick(fullMembers="members")
    if row["compound"]:
        home = desk.compound(row)
        return desk.bodies.party(row, home=home, kind=None, name=row["branch"], **told), home
    near = desk.home(row)
    known = desk.party_named(row["branch"], near)
    place = desk.places.get(desk.bodies.home(known[0])) if len(known) == 1 else None
    if place:
        desk.facts.node(known[0].label, known[0].id, row, **told)
        return known[0], place.ref
    home = _compound_of_name(row, desk, near)
    return desk.bodies.party(row, home=home, kind=None, name=row["branch"], **told), home


def _compound_of_name(row: Row, desk: Desk, near: Ref) -> Ref:
    """The compound whose name the branch bears; the community itself where it bears none."""
    found = desk.places.find(party_stem(row["branch"]), desk.places.within(near.id, "Compound"))
    return found[0].ref if len(found) == 1 else near
