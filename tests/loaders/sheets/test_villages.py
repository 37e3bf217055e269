"""Committees of villages: three bodies, women, declared relatives, posts that exclude each other."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

Fixture = Callable[..., Any]
NAMES = ("马家小村民委员会", "泉寺头村民委员会", "燕庄村民委员会", "西坟村民委员会")
HEADINGS = ("街道", "村", "姓名", "村委会职务", "监督委员会职务", "近亲属申报")


def test_each_village_has_three_bodies_with_their_posts(gathered: Fixture, holders: Fixture) -> None:
    load = gathered("villages")
    assert load.refused_rows == set()
    assert holders(load, "villageSecretary") == {
        "马家小村": ["马春生"], "泉寺头村": ["陈国庆"], "燕庄村": [], "西坟村": ["罗志强"],
    }  # fmt: skip
    assert holders(load, "villageDirector")["燕庄村"] == ["胡海涛"]
    assert holders(load, "villageDeputySecretary")["泉寺头村"] == ["陈小红"]
    assert holders(load, "supervisionDirector")["马家小村"] == ["马立新"]
    assert holders(load, "supervisionMember")["马家小村"] == ["刘宝林", "赵金龙"]


def test_women_and_relatives_are_counted_per_committee(gathered: Fixture, named: Fixture) -> None:
    load = gathered("villages")
    committees = named(load, "VillagersCommittee")
    women = {name: committees[name].properties["womenMembers"] for name in NAMES}
    assert [*women.values()] == [2, 1, 1, 0]
    assert [name for name in NAMES if committees[name].properties["relativesDeclared"]] == ["马家小村民委员会"]
    watching = named(load, "SupervisionCommittee")["泉寺头村村务监督委员会"].properties
    assert (watching["partyMembers"], watching["relativesDeclared"]) == (2, False)


def test_terms_come_from_dates_of_all_kinds(gathered: Fixture, named: Fixture) -> None:
    committees = named(gathered("villages"), "VillagersCommittee")
    terms = {name: (committees[name].properties["termStart"], committees[name].properties["termEnd"]) for name in NAMES}
    assert terms["马家小村民委员会"] == (date(2024, 9, 18), date(2029, 9, 18))
    assert terms["泉寺头村民委员会"] == (date(2024, 9, 1), date(2029, 10, 1))
    assert terms["燕庄村民委员会"] == (date(2021, 11, 5), date(2026, 11, 5))


def test_one_person_may_sit_where_the_law_forbids_it(gathered: Fixture) -> None:
    load = gathered("villages")
    found = next(mention for mention in load.desk.people.mentions.values() if mention.record.name == "杨德胜")
    roles = [load.desk.facts.nodes[post.id].properties["role"] for post, _ in found.held]
    assert roles == ["villagePartyMember", "villageMember", "supervisionMember"]


def test_what_is_no_seat_is_flagged(book: Fixture, gathered: Fixture, told: Fixture) -> None:
    assert told(gathered("villages"), "villages") == [
        (16, "I", "checks.unknown_word"),
        (26, "H", "checks.unknown_word"),
    ]
    sheet = book("villages").sheets[0]
    assert [what for _, _, what in sheet.dropped] == ["宗教"]
    assert [heading for _, heading, _ in sheet.unmapped] == ["包联干部"]
    assert len(sheet.rows) == 23


def test_a_village_that_the_street_lacks_is_refused(gathered: Fixture, roster: Fixture, told: Fixture) -> None:
    bad = roster("villages", HEADINGS, ("白登山街道", "马家小庄", "张三", "主任", "", "否"))
    load = gathered(bad)
    assert told(load, "villages") == [(2, "B", "checks.no_community")]
    assert any("马家小村" in remark.why.zh for remark in load.remarks)
