"""Secretaries of compound branches, by hand: UTF-16 with tabs, spans in one cell, vacancies, what is never stored."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

HEADINGS = ["街道", "社区", "小区", "党组织名称", "姓名", "联系方式", "任职时间", "兼任职务"]


def tenures(load: Any) -> dict[str, dict[str, Any]]:
    """What is said of each secretary's tenure, by compound."""
    facts, places = load.desk.facts, load.desk.places
    ends = {kind: dict(claim.ends for claim in facts.relationships.values() if claim.label == kind)
            for kind in ("OF_POST", "RESPONSIBLE_FOR")}  # fmt: skip
    found = {}
    for claim in facts.nodes.values():
        post = ends["OF_POST"].get(claim.id)
        if claim.label == "Tenure" and facts.nodes[post].properties["role"] == "branchSecretary":
            found[places.get(ends["RESPONSIBLE_FOR"][post]).name] = claim.properties
    return found


def test_every_branch_has_a_post_and_the_vacant_one_nobody(gathered: Any, holders: Any) -> None:
    secretaries = holders(gathered("branch_secretaries"), "branchSecretary")
    assert len(secretaries) == 22 and secretaries["翠柏家园"] == []
    assert secretaries["松涛园"] == ["李秀英"]


@pytest.mark.parametrize(
    ("compound", "start", "precision", "end"),
    [
        ("学府南苑", date(2023, 4, 1), "month", None),
        ("松涛园", date(2022, 5, 1), "month", None),
        ("学府北苑", date(2024, 6, 18), "day", None),
        ("桐府一号", date(2021, 7, 1), "month", date(2027, 1, 1)),
    ],
)
def test_spans_are_read(compound: str, start: date, precision: str, end: date | None, gathered: Any) -> None:
    found = tenures(gathered("branch_secretaries"))[compound]
    assert (found["validFrom"], found["precision"], found.get("validTo")) == (start, precision, end)
    assert found["endKnown"] == ("known" if end else "open")


def test_term_approval_mode_and_status_belong_to_the_tenure(gathered: Any) -> None:
    found = tenures(gathered("branch_secretaries"))
    assert found["桐府二号"]["concurrentText"] == "桐府二号物管会主任"
    assert found["松涛园"]["termEnd"] == date(2026, 12, 31) and found["松涛园"]["mode"] == "elected"
    assert found["兴国寺西里"]["partyStatus"] == "probationary"
    assert found["桐府一号"]["modeText"] == "群众推荐" and "mode" not in found["桐府一号"]


def test_ledger_register_and_roster_make_one_tenure(gathered: Any) -> None:
    load = gathered("branch_secretaries")
    posts = [claim for claim in load.desk.facts.nodes.values() if claim.properties.get("role") == "branchSecretary"]
    facts = load.desk.facts.relationships.values()
    held = [claim for claim in facts if claim.label == "OF_POST" and claim.ends[1] in {post.id for post in posts}]
    assert len(held) == 22, "21 are held, one of them by two names"


def test_members_that_two_rosters_count_otherwise_are_flagged(gathered: Any, named: Any) -> None:
    load = gathered("branch_secretaries")
    flagged = [one for one in load.remarks if one.why.key == "checks.rosters_disagree"]
    assert [(one.file, one.row, one.column) for one in flagged] == [("10branch_secretaries.csv", 4, "H")]
    assert named(load, "PartyOrganisation")["松涛园党支部"].properties["fullMembers"] == 9


def test_what_a_person_is_stays_in_the_workbook(gathered: Any, book: Any) -> None:
    (sheet,) = book("branch_secretaries").sheets
    assert [what for _, _, what in sheet.dropped] == ["民族", "籍贯", "身份证件号码"]
    assert {"性别", "出生年月", "入党时间"} <= {heading for _, heading in sheet.ignored}
    persons = [claim for claim in gathered("branch_secretaries").desk.facts.nodes.values() if claim.label == "Person"]
    assert {name for claim in persons for name in claim.properties} <= {
        "name",
        "pinyin",
        "initials",
        "phone",
        "nameless",
    }


def test_no_phone_is_kept_in_full(gathered: Any) -> None:
    facts = gathered("branch_secretaries").desk.facts
    said = repr([claim.properties for claim in (*facts.nodes.values(), *facts.relationships.values())])
    assert "19900001001" not in said and "199****1001" in said


def test_post_that_nobody_of_that_name_holds_is_flagged(gathered: Any) -> None:
    flagged = [one for one in gathered("branch_secretaries", "owners_committees").remarks if "stated" in one.why.key]
    assert [(one.row, one.column) for one in flagged] == [(10, "I")]


@pytest.mark.parametrize(
    ("concurrent", "joins"),
    [
        ("业委会主任", True), ("桐府一号业委会主任", True), ("兼任桐府一号业委会主任、网格员", True), ("本小区业委会主任", True),
        ("原业委会主任", False), ("学府南苑业委会主任", False), ("业委会副主任", False), ("", False),
    ],
)  # fmt: skip
def test_concurrent_post_is_stated_where_it_is(concurrent: str, joins: bool, gathered: Any, roster: Any) -> None:
    row = ["白登山街道", "桐府社区", "桐府一号", "桐府一号党支部", "刘桂兰", "19900001005", "2021.7", concurrent]
    load = gathered(roster("branch_secretaries", HEADINGS, row), "owners_committees")
    stated = [link for link in load.settled.links if link.rung == "stated" and "业委会主任" in link.evidence]
    assert bool(stated) is joins


def test_unknown_compound_is_refused(gathered: Any, roster: Any) -> None:
    row = ["白登山街道", "桐府社区", "桐府三号", "桐府三号党支部", "刘桂兰", None, "2021.7", None]
    (remark,) = (
        one for one in gathered(roster("branch_secretaries", HEADINGS, row)).remarks if one.severity == "refused"
    )
    assert (remark.row, remark.column, remark.why.key) == (2, "C", "checks.no_compound") and "桐府一号" in remark.zh
