"""Members of owners' and management committees, one row a seat.

A row that says 是否小区党支部书记 = 是, or names that post under 党内职务, states the other post of the same person:
it joins when exactly one holder of that name is secretary in that compound.
"""

from __future__ import annotations

import re

from loaders.desk import Desk
from loaders.facts import Ref
from loaders.linking.records import Mention
from loaders.sheets.compounds.rows import committee_name, committee_of, stated_compound
from loaders.sheets.row import Row, Since
from loaders.typed import OTHER
from loaders.workbook.values import serial_of_numeral

ROLES = {"owners": "owners", "management": "management"}
SECRETARY = ("branchSecretary",)
SECRETARY_WORDS = ("党支部书记", "支部书记", "小区书记")


def read(row: Row, desk: Desk) -> None:
    """One seat with its holder."""
    desk.check_order(row, "term_start", "term_end")
    compound = desk.compound(row)
    kind = _kind(row, desk, compound)
    told = row.pick(
        electedOn="elected_on", filedOn="filed_on", filingNumber="filing_number", approvedSeats="seats",
        partyLinked="party_linked", termStart="term_start", termEnd="term_end",
    )  # fmt: skip
    if row["elected_on"]:
        told["validFrom"] = row["elected_on"]
    if ordinal := _ordinal(row["ordinal"]):
        told["ordinal"] = ordinal
    committee = committee_of(desk, row, compound, kind, **told)
    position = "Member" if row["position"] in (None, OTHER) else row["position"]
    role = f"{kind}{position}"
    role = role if role in desk.model.roles else f"{kind}Member"
    single = desk.model.roles[role].lead
    post = desk.post(role, committee, row, area=compound, seats=1 if single else None)
    start = row["term_start"] or row["elected_on"]
    mention = desk.people.hold(
        row, row.person("name", "phone"), post, column="name", since=Since(start) if start else None, unit=row["unit"],
        termEnd=row["term_end"], isOwner=_told(row["is_owner"]), recusalDeclared=_told(row["recusal"]),
        partyStatus=row["is_party"] if row["is_party"] != OTHER else None, mode=desk.model.roles[role].mode,
        confirmedOn=row["confirmed_on"],
    )  # fmt: skip
    if mention:
        _other_post(row, desk, mention, compound)
        desk.later(lambda: _employer(row, desk, mention, compound))


def _kind(row: Row, desk: Desk, compound: Ref) -> str:
    """Which committee it is: as the row says, else as the post is called, else the one that the compound is known for."""
    if row["type"] in ROLES:
        return str(row["type"])
    if "物管会" in row.raw.get("position", ""):
        return "management"
    names = {kind: committee_name(place.name, kind) for kind in ROLES if (place := desk.places.get(compound.id))}
    known = [kind for kind, name in names.items() if desk.bodies.find(("OwnersCommittee",), name, near=compound)]
    return known[0] if len(known) == 1 else "owners"


def _other_post(row: Row, desk: Desk, mention: Mention, compound: Ref) -> None:
    stated = compound if row["is_secretary"] else stated_compound(desk, compound, row["party_post"], SECRETARY_WORDS)
    if stated:
        desk.people.state_post(mention, SECRETARY, stated)


def _employer(row: Row, desk: Desk, mention: Mention, compound: Ref) -> None:
    """Where the member works, when that is a body that we know: what a conflict of interest is read from."""
    if not row["unit"]:
        return
    found = desk.bodies.find(("PropertyCompany", "Unit", "Merchant", "SocialOrganisation"), row["unit"], near=compound)
    if len(found) == 1:
        desk.people.relate(mention, "WORKS_AT", found[0], row)


def _told(value: bool | None) -> str | None:
    return None if value is None else "yes" if value else "no"


def _ordinal(written: str | None) -> int | None:
    """第二届 → 2."""
    if not written:
        return None
    number = re.sub(r"[第届\s]", "", str(written))
    return int(number) if number.isdigit() else serial_of_numeral(number)
