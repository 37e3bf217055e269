"""Sites of couriers, riders and drivers: where they are, how many work there, which Party organisation reaches them.

A site is based in its community. A site with members of its own may have a branch, one with few joins another; one
with none has an instructor: what the row names is said, nothing is concluded.
"""

from __future__ import annotations

from loaders.desk import Desk
from loaders.facts import Ref
from loaders.linking.pinyin import initials_of, pinyin_of
from loaders.sheets.row import Row

__all__ = ["read"]

PARTY = "PartyOrganisation"
KINDS = {
    "党委": "committee",
    "党总支": "generalBranch",
    "联合党支部": "jointBranch",
    "党支部": "branch",
    "党小组": "group",
}
"""The kind of a Party organisation by how its name ends; the longer ending stands before the one that it contains."""


def read(row: Row, desk: Desk) -> None:
    """One site with its head, its Party organisation and its instructor."""
    desk.check_order(row, "founded_on", "closed_on")
    home = desk.home(row)
    told = row.pick(
        uscc="uscc", platform="platform", workers="workers", fullMembers="members", address="address",
        foundedOn="founded_on", validFrom="founded_on", dissolvedOn="closed_on", validTo="closed_on",
        confirmedOn="confirmed_on",
    )  # fmt: skip
    name = row["name"]
    spelled = {"pinyin": pinyin_of(name, surname=False), "initials": initials_of(name, surname=False)}
    site = desk.bodies.body("EmploymentSite", row, name=name, home=home, **spelled, **told)
    for grid in desk.grids(row) if row["grid"] else ():
        desk.facts.relate("SERVES", site, grid, row)
    for party in row["party_org"] or ():
        body = _party(row, desk, party, home)
        desk.facts.relate("PAIRED_WITH", body, site, row, apart=("组织联建",), joint="组织联建")
    if row.has("head"):
        post = desk.post("headOfOrganisation", site, row, seats=1, title="站点负责人")
        desk.people.hold(row, row.person("head", "head_phone"), post, column="head")
    if row["instructor"]:
        post = desk.post("partyInstructor", site, row, seats=1)
        desk.people.hold(row, row.person("instructor", "instructor_phone"), post, column="instructor")


def _party(row: Row, desk: Desk, name: str, near: Ref) -> Ref:
    """The Party organisation that the row names; one that no roster lists exists because this row says so."""
    known = desk.party_named(name, near)
    if len(known) == 1:
        return known[0]
    kind = next((kind for ending, kind in KINDS.items() if name.endswith(ending)), None)
    return desk.bodies.body(PARTY, row, name=name, home=near, kind=kind)
