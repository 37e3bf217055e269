"""People of one name: 0 wrong automatic links, however the rosters come; and those who must be joined are.

Each case is a list of namings ``(who really, roster, phone, post, more)``. Namings of different people must never be
joined without somebody's decision; in the second table namings of one person must be.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Any

import pytest

A, B, C = "甲", "乙", "丙"
P1, P2, P3 = "19900000001", "19900000002", "19900000003"
SECRETARY, DIRECTOR, MEMBER = "branchSecretary@锦绣花园", "ownersDirector@锦绣花园", "ownersMember@锦绣花园"
ELSEWHERE, MANAGER, WORKER = "branchSecretary@和顺小区", "projectManager@锦绣花园", "gridWorker@锦绣花园"
DEPUTY, BRANCH_MEMBER, LEADER = "branchDeputySecretary@锦绣花园", "branchMember@锦绣花园", "gridLeader@锦绣花园"
LEDGER, PARTY, OWNERS, GRIDS, STAFF = (
    "compounds",
    "branch_secretaries",
    "owners_committees",
    "grids",
    "party_organisations",
)

Naming = tuple[str, str, str | None, str, dict[str, Any]]


def n(who: str, kind: str, phone: str | None, post: str, **more: Any) -> Naming:
    return (who, kind, phone, post, more)


APART: dict[str, list[Naming]] = {
    # the name alone
    "two compounds": [n(A, PARTY, None, SECRETARY), n(B, PARTY, None, ELSEWHERE)],
    "two compounds, two rosters": [n(A, PARTY, None, SECRETARY), n(B, OWNERS, None, "ownersDirector@和顺小区")],
    "secretary and director of one compound": [n(A, PARTY, None, SECRETARY), n(B, OWNERS, None, DIRECTOR)],
    "secretary and manager of one compound": [n(A, PARTY, None, SECRETARY), n(B, LEDGER, None, MANAGER)],
    "one ledger's secretary and director": [n(A, LEDGER, None, SECRETARY), n(B, LEDGER, None, DIRECTOR)],
    "deputy and secretary": [n(A, STAFF, None, DEPUTY), n(B, PARTY, None, SECRETARY)],
    "committee member and branch member": [n(A, OWNERS, None, MEMBER), n(B, STAFF, None, BRANCH_MEMBER)],
    "grid leader and grid worker": [n(A, GRIDS, None, LEADER), n(B, GRIDS, None, WORKER)],
    "leaders of two grids": [n(A, GRIDS, None, LEADER), n(B, GRIDS, None, "gridLeader@和顺小区")],
    # a shared unit
    "one unit": [n(A, PARTY, None, SECRETARY, unit="示例供电所"), n(B, OWNERS, None, DIRECTOR, unit="示例供电所")],
    "one unit, two compounds": [
        n(A, PARTY, None, SECRETARY, unit="供电所"), n(B, OWNERS, None, "ownersMember@和顺小区", unit="供电所"),
    ],
    "one unit, one roster": [n(A, OWNERS, None, MEMBER, unit="供电所"), n(B, OWNERS, None, DIRECTOR, unit="供电所")],
    "one unit, other phones": [n(A, PARTY, P1, SECRETARY, unit="供电所"), n(B, OWNERS, P2, DIRECTOR, unit="供电所")],
    # phones that tell apart
    "other phones in one compound": [n(A, PARTY, P1, SECRETARY), n(B, OWNERS, P2, DIRECTOR)],
    "other phones in two compounds": [n(A, PARTY, P1, SECRETARY), n(B, PARTY, P2, ELSEWHERE)],
    "phones with one other digit": [n(A, PARTY, "19900000010", SECRETARY), n(B, OWNERS, "19900000011", DIRECTOR)],
    "a phone on one side only": [n(A, PARTY, P1, SECRETARY), n(B, OWNERS, None, DIRECTOR)],
    # phones that cannot join
    "equal masks": [n(A, PARTY, "199****0001", SECRETARY), n(B, OWNERS, "199****0001", DIRECTOR)],
    "a mask and a full phone": [n(A, PARTY, "199****0001", SECRETARY), n(B, OWNERS, P1, DIRECTOR)],
    "masks of one unit": [
        n(A, PARTY, "199****0001", SECRETARY, unit="供电所"), n(B, OWNERS, "199****0001", DIRECTOR, unit="供电所"),
    ],
    "the office's landline": [n(A, PARTY, "0352-6021234", SECRETARY), n(B, OWNERS, "0352-6021234", DIRECTOR)],
    "a landline without area code": [n(A, PARTY, "6021234", SECRETARY), n(B, OWNERS, "6021234", ELSEWHERE)],
    "an extension of one landline": [n(A, PARTY, "0352-6021234-801", SECRETARY), n(B, OWNERS, "0352-6021234-801", DIRECTOR)],
    "a hotline": [n(A, PARTY, "12345", SECRETARY), n(B, OWNERS, "12345", DIRECTOR)],
    "a service number": [n(A, PARTY, "4008123456", SECRETARY), n(B, OWNERS, "4008123456", DIRECTOR)],
    # one phone, other names
    "a phone of somebody else": [n(A, PARTY, P1, SECRETARY), n(B, OWNERS, P1, DIRECTOR, name="李芳")],
    "a name that sounds the same": [n(A, PARTY, P1, SECRETARY), n(B, OWNERS, P1, DIRECTOR, name="王玮")],
    "a name that is longer": [n(A, PARTY, P1, SECRETARY), n(B, OWNERS, P1, DIRECTOR, name="王伟民")],
    "other names at one single seat": [n(A, LEDGER, None, SECRETARY), n(B, PARTY, None, SECRETARY, name="王玮")],
    # one post
    "two rows of one roster, one phone": [n(A, OWNERS, P1, MEMBER), n(B, OWNERS, None, MEMBER)],
    "two rows of one roster, two phones": [n(A, OWNERS, P1, MEMBER), n(B, OWNERS, P2, MEMBER)],
    "two rows of one roster at one seat": [n(A, OWNERS, P1, DIRECTOR), n(B, OWNERS, P2, DIRECTOR)],
    "two rows of one roster at one seat, one phone": [n(A, OWNERS, P1, DIRECTOR), n(B, OWNERS, None, DIRECTOR)],
    "two rosters, many seats, two phones": [n(A, OWNERS, P1, MEMBER), n(B, STAFF, P2, MEMBER)],
    "two workers of one grid": [n(A, GRIDS, P1, WORKER), n(B, STAFF, P2, WORKER)],
    "two rosters, one seat, other phone and start": [
        n(A, STAFF, P1, SECRETARY, since="2019-05-01"), n(B, PARTY, P2, SECRETARY, since="2024-06-01"),
    ],
    "predecessor and successor": [
        n(A, STAFF, None, SECRETARY, since="2018-05-01至2021-05-01"), n(B, PARTY, None, SECRETARY, since="2021-05-01"),
    ],
    "predecessor and successor with phones": [
        n(A, PARTY, P1, SECRETARY, since="2018-05-01至2021-05-01"), n(B, PARTY, P2, SECRETARY, since="2021-05-01"),
    ],
    "a ledger that may mean either": [
        n(A, PARTY, P1, SECRETARY, since="2019-05-01"), n(B, PARTY, P2, SECRETARY, since="2024-06-01"),
        n(C, LEDGER, None, SECRETARY),
    ],
    "a roster that may mean either of two rows": [
        n(A, OWNERS, P1, MEMBER), n(B, OWNERS, None, MEMBER), n(C, STAFF, None, MEMBER),
    ],
    "a roster that may mean either member": [n(A, OWNERS, P1, MEMBER), n(B, OWNERS, P2, MEMBER), n(C, STAFF, None, MEMBER)],
    # a post that a row states
    "stated, two of that name": [
        n(A, PARTY, P1, SECRETARY, since="2019-05-01"), n(B, PARTY, P2, SECRETARY, since="2024-06-01"),
        n(C, OWNERS, None, DIRECTOR, states=SECRETARY),
    ],
    "stated, two members of that name": [
        n(A, OWNERS, P1, MEMBER), n(B, OWNERS, P2, MEMBER), n(C, PARTY, None, SECRETARY, states=MEMBER),
    ],
    "stated, nobody of that name": [n(A, PARTY, None, SECRETARY, name="李芳"), n(B, OWNERS, None, DIRECTOR, states=SECRETARY)],
    "stated, in another compound": [n(A, PARTY, None, ELSEWHERE), n(B, OWNERS, None, DIRECTOR, states=SECRETARY)],
    "stated, but another post": [n(A, STAFF, None, DEPUTY), n(B, OWNERS, None, DIRECTOR, states=SECRETARY)],
    "not stated": [n(A, PARTY, None, SECRETARY), n(B, OWNERS, None, DIRECTOR, states="ownersDirector@和顺小区")],
    "stated of oneself": [n(A, OWNERS, P1, DIRECTOR, states=DIRECTOR), n(B, LEDGER, P2, MANAGER)],
    # people without a name
    "checked in, other phone": [n(A, PARTY, P1, SECRETARY), n(B, "check_ins", P2, "")],
    "checked in, no phone, one unit": [n(A, PARTY, None, SECRETARY, unit="示例供电所"), n(B, "check_ins", None, "")],
    "checked in, of another name": [n(A, PARTY, P1, SECRETARY), n(B, "check_ins", P1, "", name="李芳")],
    "checked in twice, two units": [
        n(A, "check_ins", None, "", unit="示例供电所"), n(B, "check_ins", None, "", unit="示例税务所"),
    ],
    # person numbers
    "other numbers": [n(A, PARTY, None, SECRETARY, number="0001"), n(B, OWNERS, None, DIRECTOR, number="0002")],
}  # fmt: skip

ONE: dict[str, list[Naming]] = {
    "name and full phone": [n(A, PARTY, P1, SECRETARY), n(A, OWNERS, P1, DIRECTOR)],
    "name and full phone in two compounds": [n(A, PARTY, P1, SECRETARY), n(A, OWNERS, P1, "ownersDirector@和顺小区")],
    "one phone written two ways": [n(A, PARTY, "+86 199 0000 0001", SECRETARY), n(A, OWNERS, "199-0000-0001", DIRECTOR)],
    "a stated post": [n(A, PARTY, None, SECRETARY), n(A, OWNERS, None, DIRECTOR, states=SECRETARY)],
    "a stated post, other phone": [n(A, PARTY, P1, SECRETARY), n(A, OWNERS, P2, DIRECTOR, states=SECRETARY)],
    "a stated post of two kinds": [
        n(A, OWNERS, None, "managementDirector@锦绣花园"),
        n(A, PARTY, None, SECRETARY, states="ownersDirector,managementDirector@锦绣花园"),
    ],
    "each states the other": [
        n(A, PARTY, None, SECRETARY, states=DIRECTOR), n(A, OWNERS, None, DIRECTOR, states=SECRETARY),
    ],
    "a stated post, held in two rosters": [
        n(A, LEDGER, None, SECRETARY), n(A, PARTY, P1, SECRETARY), n(A, OWNERS, None, DIRECTOR, states=SECRETARY),
    ],
    "a stated post that has ended": [
        n(A, PARTY, None, SECRETARY, since="2019-05-01至2024-05-01"), n(A, OWNERS, None, DIRECTOR, states=SECRETARY),
    ],
    "ledger and roster": [n(A, LEDGER, None, SECRETARY), n(A, PARTY, P1, SECRETARY, since="2021-05-01")],
    "ledger, register and roster": [
        n(A, LEDGER, None, SECRETARY), n(A, STAFF, None, SECRETARY), n(A, PARTY, P1, SECRETARY),
    ],
    "two rosters of one seat, two phones": [n(A, STAFF, P1, SECRETARY), n(A, PARTY, P2, SECRETARY, since="2021-05-01")],
    "two rosters of one committee": [n(A, OWNERS, P1, MEMBER), n(A, STAFF, None, MEMBER)],
    "a month and a day of it": [
        n(A, STAFF, None, SECRETARY, since="2021.5"), n(A, PARTY, None, SECRETARY, since="2021-05-18"),
    ],
    "a ledger behind its time": [
        n(A, LEDGER, None, SECRETARY), n(A, PARTY, P1, SECRETARY, since="2021-05-01至2026-05-01"),
    ],
    "checked in": [n(A, PARTY, P1, SECRETARY), n(A, "check_ins", P1, "")],
    "one number": [n(A, PARTY, None, SECRETARY, number="0001"), n(A, OWNERS, None, "ownersDirector@和顺小区", number="0001")],
    "one of two": [n(A, PARTY, P1, SECRETARY), n(A, OWNERS, P1, MEMBER), n(B, OWNERS, P2, MEMBER)],
}  # fmt: skip


def named(town: Any, naming: Naming, name: str = "王伟") -> tuple[str, str]:
    """Says one naming; who it really is, and its record."""
    who, kind, phone, post, more = naming
    more = dict(more)
    name = more.pop("name", name)
    if kind == "check_ins":
        return who, town.check_in(name, phone, **more)
    return who, town.say(kind, name, phone, post=post, **more)


def wrong(town: Any, said: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Pairs of namings of different people that are taken for one."""
    return [(a, b) for (a, one), (b, other) in combinations(said, 2) if a != b and town.one(one, other)]


def parted(town: Any, said: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Pairs of namings of one person that are not joined."""
    return [(a, b) for (a, one), (b, other) in combinations(said, 2) if a == b and not town.one(one, other)]


def orders(case: list[Naming]) -> Iterator[list[list[Naming]]]:
    """All in one load; one roster a load, from first to last and from last to first."""
    yield [case]
    kinds = list(dict.fromkeys(kind for _, kind, _, _, _ in case))
    yield [[naming for naming in case if naming[1] == kind] for kind in kinds]
    yield [[naming for naming in case if naming[1] == kind] for kind in reversed(kinds)]


def test_set_is_large_enough() -> None:
    assert len(APART) >= 40


@pytest.mark.parametrize("case", APART.values(), ids=APART)
def test_homonyms_are_never_joined(case: list[Naming], town: Any) -> None:
    for loads in orders(case):
        town.__init__()
        said = []
        for load in loads:
            said += [named(town, naming) for naming in load]
            town.load()
        assert not wrong(town, said)
        for load in (*loads, case):
            [named(town, naming) for naming in load]
            town.load()
            assert not wrong(town, said)


@pytest.mark.parametrize("case", ONE.values(), ids=ONE)
def test_those_whom_evidence_joins_are_one(case: list[Naming], town: Any) -> None:
    for loads in orders(case):
        town.__init__()
        said = []
        for load in loads:
            said += [named(town, naming) for naming in load]
            town.load()
        assert not parted(town, said)
        assert not wrong(town, said)


@pytest.mark.parametrize("case", [*APART.values(), *ONE.values()], ids=[*APART, *ONE])
def test_same_again_changes_nothing(case: list[Naming], town: Any) -> None:
    for loads in orders(case):
        town.__init__()
        for load in [*loads, *loads, case]:
            [named(town, naming) for naming in load]
            town.load()
        [named(town, naming) for naming in case]
        assert not town.load()


def test_all_of_one_name_in_one_town(town: Any) -> None:
    """Every case at once, nearly all of one name: phones and places are each case's own."""
    said = []
    for place, case in enumerate([*APART.values(), *ONE.values()]):
        for who, kind, phone, post, more in case:
            own = {
                key: f"{value}{place}" if key in ("unit", "number", "states") else value for key, value in more.items()
            }
            number = phone.replace("0000", f"{place:04d}", 1) if phone else None
            said.append(named(town, (f"{who}{place}", kind, number, f"{post}{place}", own)))
    town.load()
    assert not wrong(town, said)
    assert not parted(town, said)
    assert sum(link.state == "pending" for link in town.links) > 5
