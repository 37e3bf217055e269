"""Leaders of streets: 党工委 and 大工委, the extra deputy, vacant and unknown posts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from loaders.facts import Claim
from loaders.sheets.two_committees.duties import party_seat

Fixture = Callable[..., Any]
HEADINGS = ("街道", "姓名", "职务", "任职时间")


@pytest.fixture
def tenures(gathered: Fixture) -> Fixture:
    """Tenures of one role in the hand-made workbook, by holder."""
    load = gathered("street_posts", "units")
    facts = load.desk.facts
    of = {
        claim.ends[0]: facts.nodes[claim.ends[1]] for claim in facts.relationships.values() if claim.label == "OF_POST"
    }
    held = [claim for claim in facts.relationships.values() if claim.label == "HOLDER"]

    def of_role(role: str) -> dict[str, Claim]:
        return {
            facts.nodes[claim.ends[1]].properties["name"]: facts.nodes[claim.ends[0]]
            for claim in held
            if of[claim.ends[0]].properties["role"] == role
        }

    return of_role


def test_each_street_has_its_posts_held_or_not(gathered: Fixture, holders: Fixture) -> None:
    load = gathered("street_posts")
    assert load.refused_rows == set()
    assert holders(load, "streetSecretary") == {"白登山街道": ["张建国"], "永泰街道": ["吴玉梅"]}
    assert holders(load, "extraDeputySecretary") == {"白登山街道": [], "永泰街道": ["孙丽娟"]}
    assert holders(load, "coOptedMember") == {"白登山街道": ["赵文斌", "黄丽华"], "永泰街道": ["何春生", "郭卫东"]}
    assert [len(names) for names in holders(load, "streetCommitteeMember").values()] == [5, 4]


def test_tenures_carry_dates_approval_and_what_else_the_duty_says(tenures: Fixture) -> None:
    deputies = tenures("streetDeputySecretary")
    assert deputies["李秀英"].properties["concurrentText"] == "党工委副书记、办事处主任"
    assert deputies["王建军"].properties["validTo"] == date(2021, 6, 1)
    assert deputies["陈平"].properties["mode"] == "acting"
    secretary = tenures("streetSecretary")["张建国"].properties
    assert (secretary["validFrom"], secretary["precision"]) == (date(2022, 3, 1), "month")
    assert secretary["approvalNumber"] == "平组〔2022〕3号"
    assert "partyStatus" not in secretary


def test_co_opted_members_sit_on_the_extended_committee_and_work_somewhere(gathered: Fixture, named: Fixture) -> None:
    load = gathered("street_posts", "units")
    bodies = named(load, "PartyOrganisation")
    assert {bodies[f"{street}街道大工委"].properties["kind"] for street in ("白登山", "永泰")} == {"extendedCommittee"}
    facts = load.desk.facts
    above = {claim.ends[0]: claim.ends[1] for claim in facts.relationships.values() if claim.label == "SUBORDINATE_TO"}
    assert above[bodies["永泰街道大工委"].id] == bodies["永泰街道党工委"].id
    assert above[bodies["永泰街道党工委"].id] == bodies["中共平城区委"].id
    works = [claim.ends for claim in facts.relationships.values() if claim.label == "WORKS_AT"]
    assert [facts.nodes[end].properties["name"] for _, end in works] == ["示例第一中学", "示例供电所", "示例银行支行"]


def test_nothing_is_lost_unsaid(book: Fixture, gathered: Fixture, told: Fixture) -> None:
    sheet = book("street_posts").sheets[0]
    assert [column for column, _, _ in sheet.dropped] == ["I"]
    assert [column for column, _, _ in sheet.unmapped] == ["K"]
    assert len(sheet.rows) == 21
    flagged = told(gathered("street_posts", "units"), "street_posts")
    assert flagged == [(13, "D", "checks.unknown_word"), (23, "E", "two_committees.unknown_unit")]


def test_a_street_that_the_code_list_lacks_is_refused(gathered: Fixture, roster: Fixture, told: Fixture) -> None:
    bad = roster(
        "street_posts", HEADINGS, ("北京街道", "张三", "书记", "2021.5"), ("永泰街道", "李四", "书记", "2021.5")
    )
    load = gathered(bad)
    assert told(load, "street_posts") == [(2, "A", "checks.no_street")]
    assert len(load.refused_rows) == 1


def test_a_sheet_of_communities_is_no_roster_of_streets(roster: Fixture, gathered: Fixture) -> None:
    workers = roster(
        "street_posts", ("街道", "社区", "姓名", "职务", "联系电话"), ("永泰街道", "康吉社区", "张三", "社工", "")
    )
    assert gathered(workers).desk.facts.nodes.keys() == gathered().desk.facts.nodes.keys()


@pytest.mark.parametrize(
    ("duty", "seat"),
    [
        ("街道党工委书记", "Secretary"), ("党工委副书记(增设)", "ExtraDeputy"), ("专职副书记", "Deputy"), ("纪工委书记", None),
        ("村党支部第一书记", None), ("团支部书记", None), ("社区党总支书记", "Secretary"), ("大党委兼职委员", "CoOpted"),
        ("居委会委员", None),
    ],
)  # fmt: skip
def test_a_duty_is_a_seat_only_where_it_is_one(duty: str, seat: str | None) -> None:
    assert party_seat(duty) == seat
