"""Compounds with their property service, and what the ledger says of their branch and committee.

A ledger's 支部书记 and 主任 name the holders of posts that other rosters fill: the same name means one holder, another
name is kept beside it.
"""

from __future__ import annotations

import re
from typing import Any

from loaders.affiliation import say_kind
from loaders.desk import Desk
from loaders.facts import Ref
from loaders.linking.names import plain_name
from loaders.linking.pinyin import initials_of, pinyin_of
from loaders.sheets.row import Row
from loaders.typed import OTHER

__all__ = ["committee_name", "committee_of", "read", "stated_compound"]

COMMITTEES = {"owners": ("业委会", "ownersDirector"), "management": ("物管会", "managementDirector")}


def read(row: Row, desk: Desk) -> None:
    """One compound."""
    community = desk.community(row)
    told = row.pick(
        households="households", persons="persons", buildingCount="buildings", builtIn="built_in", isOld="is_old",
        use="use", serviceMode="mode", meetsConditions="meets", lon="lon", lat="lat", confirmedOn="confirmed_on",
    )  # fmt: skip
    if row["lon"] is not None:
        told["crs"] = row["crs"] or "unknown"
    names = {"pinyin": pinyin_of(row["name"], surname=False), "initials": initials_of(row["name"], surname=False)}
    compound = desk.define_area("Compound", row, name=row["name"], parent=community, **told, **names)
    for grid in desk.grids(row) if row["grid"] else ():
        desk.facts.relate("COVERS", grid, compound, row)
    _property_service(row, desk, compound)
    if row["branch"] or row["secretary"]:
        place = desk.places.get(compound.id)
        name = row["branch"] if row["branch"] and len(row["branch"]) > len("党支部") else None
        branch = desk.bodies.party(
            row, home=compound, kind=None, name=name, fallback=f"{place.name if place else ''}党组织"
        )
        say_kind(desk, row, branch, otherwise="branch")
        post = desk.post("branchSecretary", branch, row, area=compound, seats=1)
        desk.people.hold(row, row.person("secretary"), post, column="secretary")
    kind = _committee_kind(row["committee"])
    if kind:
        committee = committee_of(desk, row, compound, kind)
        post = desk.post(COMMITTEES[kind][1], committee, row, area=compound, seats=1)
        desk.people.hold(row, row.person("director"), post, column="director")


def committee_of(desk: Desk, row: Row, compound: Ref, kind: str, **properties: Any) -> Ref:
    """The owners' or management committee of a compound (one of each kind may exist)."""
    place = desk.places.get(compound.id)
    name = committee_name(place.name if place else "", kind)
    return desk.bodies.body("OwnersCommittee", row, name=name, home=compound, kind=kind, **properties)


def committee_name(compound: str, kind: str) -> str:
    """What a compound's committee is called.

    >>> committee_name("锦绣花园", "owners")
    '锦绣花园业委会'
    """
    return compound + COMMITTEES.get(kind, ("业委会",))[0]


def stated_compound(desk: Desk, home: Ref, written: str | None, words: tuple[str, ...]) -> Ref | None:
    """The compound at which a cell says that somebody holds another post (锦绣花园业委会主任); the row's own where it
    names none. None where it says nothing of such a post, a past one, or one in a compound that we do not know.
    """
    plain = plain_name(written or "")
    stem = next((plain.partition(word)[0] for word in words if word in plain), None)
    if stem is None:
        return None
    stem = _NOISE.sub("", _PARTS.split(stem)[-1])
    if stem.startswith(PAST):
        return None
    place = desk.places.get(home.id)
    if not stem or place is None or desk.places.find(stem, [place]):
        return home
    around = [one for near in desk.places.above(home.id) for one in desk.places.within(near.id, "Compound")]
    found = desk.places.find(stem, around)
    return found[0].ref if len(found) == 1 else None


_PARTS = re.compile(r"[、,，;；/\s]")
_NOISE = re.compile(r"^(?:现任|兼任|兼|任|担任)+|^(?:本|所在|该)?小区$|党$")
PAST = ("原", "曾", "前任")


def _committee_kind(written: str | None) -> str | None:
    """Which committee a ledger names: 业委会, 物管会, or the full name of one; None for 无 and an empty cell.

    >>> _committee_kind("明德东院物管会"), _committee_kind("业主委员会"), _committee_kind("无")
    ('management', 'owners', None)
    """
    plain = plain_name(written or "")
    endings = {"owners": ("业委会", "业主委员会"), "management": ("物管会", "物业管理委员会")}
    return next((kind for kind, words in endings.items() if plain.endswith(words)), None)


def _property_service(row: Row, desk: Desk, compound: Ref) -> None:
    companies = row["company"] or ()
    for name in companies:
        code = row["uscc"] if len(companies) == 1 else None
        company = desk.bodies.body("PropertyCompany", row, name=name, home=None, uscc=code)
        mode = row.raw["mode"] if row["mode"] == OTHER else row["mode"] or "企业"
        dates = row.pick(contractOn="contract_on", filedOn="filed_on")
        desk.facts.relate("SERVES", company, compound, row, mode=mode, **dates)
        if row.has("manager") and len(companies) == 1:
            post = desk.post("projectManager", company, row, area=compound, seats=1)
            member = row["manager_member"]
            status = None if member is None else "full" if member else "none"
            who = row.person("manager", "manager_phone")
            desk.people.hold(row, who, post, column="manager", partyStatus=status)
