"""Members of owners' and management committees, by hand: merged cells per committee, dates from 1904, homonyms."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import pytest

HEADINGS = [
    "街道",
    "社区",
    "小区名称",
    "组织类型",
    "任期起",
    "任期止",
    "姓名",
    "职务",
    "是否小区党支部书记",
    "党内职务",
]


def test_committees_are_of_two_kinds_with_dates_and_seats(gathered: Any, named: Any) -> None:
    committees = named(gathered("owners_committees"), "OwnersCommittee")
    assert Counter(claim.properties["kind"] for claim in committees.values()) == {"owners": 5, "management": 3}
    found = committees["学府南苑业委会"].properties
    assert (found["electedOn"], found["filedOn"], found["termEnd"]) == (
        date(2023, 1, 18),
        date(2023, 2, 8),
        date(2028, 1, 18),
    )
    assert (found["ordinal"], found["approvedSeats"], committees["松涛园物管会"].properties["approvedSeats"]) == (
        1,
        5,
        7,
    )
    assert "filedOn" not in committees["学府北苑业委会"].properties


def test_every_seat_has_its_role(gathered: Any, holders: Any) -> None:
    load = gathered("owners_committees")
    count = {role: sum(map(len, holders(load, role).values())) for role in (
        "ownersDirector", "ownersMember", "ownersSubstitute", "managementDirector", "managementDeputyDirector",
        "managementMember",
    )}  # fmt: skip
    assert count == {
        "ownersDirector": 5, "ownersMember": 10, "ownersSubstitute": 1, "managementDirector": 3,
        "managementDeputyDirector": 2, "managementMember": 6,
    }  # fmt: skip


def test_ownership_and_recusal_are_as_declared_or_unknown(gathered: Any) -> None:
    tenures = [
        claim.properties for claim in gathered("owners_committees").desk.facts.nodes.values() if claim.label == "Tenure"
    ]
    assert {tenure.get("isOwner") for tenure in tenures} == {"yes", "no", None}
    assert {tenure.get("recusalDeclared") for tenure in tenures} == {"yes", "no", None}


@pytest.mark.parametrize(
    ("compound", "secretary", "director", "rung"),
    [
        ("学府南苑", "张建国", "张建国", "phone"),
        ("松涛园", "李秀英", "李秀英", "stated"),
        ("桐府二号", "陈永平", "陈永平", "stated"),
        ("平和小区", "孙立新", "孙立新", "phone"),
        ("学府北苑", "王志强", "王志强", None),
        ("桐府一号", "刘桂兰", "刘桂兰", None),
    ],
)
def test_secretary_who_is_director_is_one_person_by_evidence_only(
    compound: str, secretary: str, director: str, rung: str | None, gathered: Any
) -> None:
    load = gathered("branch_secretaries", "owners_committees")
    place = next(place for place in load.desk.places.of_label("Compound") if place.name == compound)
    persons = {
        role: _person(load, role, place.id) for role in ("branchSecretary", "ownersDirector", "managementDirector")
    }
    one = persons["branchSecretary"] in (persons["ownersDirector"], persons["managementDirector"])
    assert one is (rung is not None) and secretary == director
    if rung:
        assert rung in {
            link.rung for link in load.settled.links if load.settled.person_of[link.a] == persons["branchSecretary"]
        }
    else:
        assert any(link.state == "pending" and load.settled.person_of[link.a] != load.settled.person_of[link.b]
                   and persons["branchSecretary"] in (load.settled.person_of[link.a], load.settled.person_of[link.b])
                   for link in load.settled.links)  # fmt: skip


def _person(load: Any, role: str, area: str) -> str | None:
    facts = load.desk.facts
    ends = {kind: [claim.ends for claim in facts.relationships.values() if claim.label == kind]
            for kind in ("RESPONSIBLE_FOR", "OF_POST", "HOLDER")}  # fmt: skip
    posts = {
        start
        for start, end in ends["RESPONSIBLE_FOR"]
        if end == area and facts.nodes[start].properties.get("role") == role
    }
    tenure = next((start for start, end in ends["OF_POST"] if end in posts), None)
    return next((end for start, end in ends["HOLDER"] if start == tenure), None)


def test_secretary_in_a_common_seat_is_joined_by_phone(gathered: Any, holders: Any) -> None:
    load = gathered("branch_secretaries", "owners_committees")
    assert "杨晓燕" in holders(load, "ownersMember")["御华花园A区"]
    joined = {frozenset((link.a.split("-")[1], link.b.split("-")[1])) for link in load.settled.links
              if link.rung == "phone" and load.desk.people.mentions[link.a].record.name == "杨晓燕"}  # fmt: skip
    assert frozenset(("branch_secretaries", "owners_committees")) in joined


def test_employer_is_known_once_its_roster_is(gathered: Any, named: Any) -> None:
    load = gathered("owners_committees", "units")
    works = {claim.ends[1] for claim in load.desk.facts.relationships.values() if claim.label == "WORKS_AT"}
    assert named(load, "PropertyCompany")["示例阳光物业有限公司"].id in works
    assert named(load, "Unit")["示例供电所"].id in works


def test_rooms_are_dropped_and_dates_from_1904_are_right(book: Any) -> None:
    file = book("owners_committees")
    (sheet,) = file.sheets
    assert [what for _, _, what in sheet.dropped] == ["家庭住址"]
    assert any("1904" in note.zh for note in file.notes)
    assert sheet.rows[0]["elected_on"] == date(2023, 1, 18) and len(sheet.rows) == 29


@pytest.mark.parametrize(
    ("kind", "position", "role"),
    [
        (None, "物管会主任", "managementDirector"),
        (None, "主任", "managementDirector"),
        ("业委会", "主任", "ownersDirector"),
    ],
)
def test_kind_follows_from_the_post_or_from_the_ledger(
    kind: str | None, position: str, role: str, gathered: Any, roster: Any, holders: Any
) -> None:
    row = ["白登山街道", "御东学府南社区", "松涛园", kind, "2023.2.18", "2026.2.18", "李秀英", position, None, None]
    assert holders(gathered(roster("owners_committees", HEADINGS, row)), role)["松涛园"] == ["李秀英"]


@pytest.mark.parametrize(
    ("cells", "column", "key"),
    [
        ({"K3": "2022-01-01"}, "K", "checks.end_before_start"),
        ({"D3": "学府东苑"}, "D", "checks.no_compound"),
    ],
)
def test_row_that_cannot_be_right_is_refused(
    cells: dict[str, str], column: str, key: str, gathered: Any, changed: Any
) -> None:
    refused = [one for one in gathered(changed("owners_committees", cells)).remarks if one.severity == "refused"]
    assert (3, column, key) in [(one.row, one.column, one.why.key) for one in refused]
