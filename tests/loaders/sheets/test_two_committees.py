"""The two committees of communities: one person in several posts, counts per committee, 一肩挑, terms."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from loaders.sheets.two_committees.seats import Members

Fixture = Callable[..., Any]
HEADINGS = ("社区", "姓名", "性别", "党内职务", "居委会职务", "是否一肩挑", "当选时间", "届满时间")


def test_posts_of_both_committees_held_and_vacant(gathered: Fixture, holders: Fixture) -> None:
    load = gathered("two_committees")
    assert load.refused_rows == set()
    secretaries = holders(load, "communitySecretary")
    assert secretaries["御东学府南社区"] == ["李桂英"]
    assert secretaries["御东学府北社区"] == []
    directors = holders(load, "committeeDirector")
    assert directors["御东学府北社区"] == ["王秀兰"]
    assert directors["平和社区"] == ["黄玉梅"]
    assert holders(load, "committeeMember")["御东学府南社区"] == ["刘芳", "赵红霞"]
    assert holders(load, "coOptedMember") == {"御东学府南社区": ["何伟", "陈强"]}


def test_a_row_with_two_posts_names_one_person(gathered: Fixture) -> None:
    load = gathered("two_committees")
    mentions = [mention for mention in load.desk.people.mentions.values() if mention.record.kind == "two_committees"]
    both = next(mention for mention in mentions if mention.record.name == "李桂英")
    roles = [load.desk.facts.nodes[post.id].properties["role"] for post, _ in both.held]
    assert roles == ["communitySecretary", "committeeDirector"]
    assert len(mentions) == 24
    assert both.record.phone == "199****4001"


def test_one_shoulder_fills_the_other_leading_post(gathered: Fixture, holders: Fixture, told: Fixture) -> None:
    load = gathered("two_committees")
    assert holders(load, "communitySecretary")["桐府社区"] == ["吴建华"]
    assert holders(load, "committeeDirector")["桐府社区"] == ["吴建华"]
    assert (22, "J", "two_committees.one_shoulder") in told(load, "two_committees")


def test_committees_get_counts_and_term_from_all_their_rows(gathered: Fixture, named: Fixture) -> None:
    committees = named(gathered("two_committees"), "ResidentsCommittee")
    told = committees["御东学府南社区居民委员会"].properties
    assert (told["womenMembers"], told["partyMembers"]) == (3, 3)
    assert (told["termStart"], told["termEnd"]) == (date(2024, 8, 9), date(2029, 8, 9))
    assert committees["桐府社区居民委员会"].properties["termEnd"] == date(2029, 9, 1)
    assert "womenMembers" not in committees["康吉社区居民委员会"].properties


def test_a_count_is_unknown_where_one_member_is_unknown() -> None:
    members = Members()
    members.add("a", woman=True, party=True, relatives=False)
    members.add("b", woman=None, party=False, relatives=True)
    assert members.told() == {"partyMembers": 1, "relativesDeclared": True}


def test_party_status_stays_with_posts_that_demand_it(gathered: Fixture) -> None:
    load = gathered("two_committees")
    told = {
        (mention.record.name, load.desk.facts.nodes[post.id].properties["role"]): properties
        for mention in load.desk.people.mentions.values()
        for post, properties in mention.held
    }
    assert told["马春生", "communityPartyMember"]["partyStatus"] == "probationary"
    assert "partyStatus" not in told["李桂英", "committeeDirector"]
    assert "partyStatus" not in told["赵红霞", "committeeMember"]
    assert told["刘芳", "communityPartyMember"]["concurrentText"] == "组织委员"
    assert told["李桂英", "communitySecretary"]["approvalOn"] == date(2024, 8, 18)


def test_people_without_a_post_are_not_kept(gathered: Fixture, told: Fixture) -> None:
    load = gathered("two_committees")
    flagged = told(load, "two_committees")
    assert {(21, "D", "two_committees.no_post"), (30, "I", "checks.unknown_word")} < set(flagged)
    names = {mention.record.name for mention in load.desk.people.mentions.values()}
    assert "高金龙" not in names
    assert "周振华" in names


def test_denied_columns_are_dropped_and_unknown_ones_said(book: Fixture) -> None:
    sheet = book("two_committees").sheets[0]
    assert [what for _, _, what in sheet.dropped] == ["民族", "家庭住址"]
    assert [heading for _, heading, _ in sheet.unmapped] == ["网格化职务"]
    assert len(sheet.rows) == 26


def test_a_term_that_ends_before_it_starts_is_refused(gathered: Fixture, changed: Fixture, told: Fixture) -> None:
    load = gathered(changed("two_committees", {"M6": "2020年8月9日"}))
    assert (6, "M", "checks.end_before_start") in told(load, "two_committees")
    assert [number for _, number in load.refused_rows] == [6]


@pytest.mark.parametrize(
    ("duties", "roles"),
    [
        ("党总支书记兼居委会主任", ["communitySecretary", "committeeDirector"]), ("居委会委员", ["committeeMember"]),
        ("党总支委员、居委会副主任", ["communityPartyMember", "committeeDeputyDirector"]), ("委员", []),
    ],
)  # fmt: skip
def test_one_column_may_hold_the_posts_of_both(
    gathered: Fixture, roster: Fixture, duties: str, roles: list[str]
) -> None:
    load = gathered(roster("two_committees", ("社区", "姓名", "两委职务"), ("康吉社区", "张三", duties)))
    posts = [
        post
        for mention in load.desk.people.mentions.values()
        if mention.record.name == "张三"
        for post, _ in mention.held
    ]
    assert [load.desk.facts.nodes[post.id].properties["role"] for post in posts] == roles
