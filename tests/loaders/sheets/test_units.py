"""Resident units: counts of members due and checked in, and their Party side."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from loaders.facts import Claim
from loaders.gather import Gathered
from loaders.reading import ReadFile

Gather = Callable[..., Gathered]
Named = Callable[[Gathered, str], dict[str, Claim]]


def party_of(load: Gathered) -> dict[str, str]:
    """The Party organisation of each unit, by their names."""
    nodes = load.desk.facts.nodes
    pairs = [
        claim.ends for claim in load.desk.facts.relationships.values() if claim.label == "MEMBER_OF" and claim.ends
    ]
    return {nodes[a].properties["name"]: nodes[b].properties["name"] for a, b in pairs if nodes[a].label == "Unit"}


def test_units_with_their_counts(gathered: Gather, named: Named) -> None:
    load = gathered("units")
    units = named(load, "Unit")
    assert len(units) == 22 and not load.refused_rows
    told = units["示例机械厂"].properties
    counts = ("fullMembers", "membersDue", "membersCheckedIn", "activeMembers", "staff")
    assert [told[name] for name in counts] == [1020, 1018, 1018, 510, 3060]
    assert told["confirmedOn"] == date(2026, 9, 18)
    assert units["示例驻军医疗队"].properties.get("fullMembers") is None  # unknown, not 0


def test_kinds_and_codes(gathered: Gather, named: Named, book: Callable[[str], ReadFile]) -> None:
    units = named(gathered("units"), "Unit")
    kinds = {
        name: units[name].properties["kind"]
        for name in ("示例税务所", "示例小学", "示例供电所", "示例网络科技有限公司")
    }
    assert [*kinds.values()] == ["government", "school", "enterprise", "newOrganisation"]
    assert (units["示例面馆"].properties["kind"], units["示例面馆"].properties["kindText"]) == ("other", "个体")
    assert units["示例税务所"].properties["uscc"].isupper()  # written in small letters behind a space
    flags = {(remark.row, remark.column): remark.why.key for remark in book("units").sheets[0].remarks}
    assert flags == {(18, "F"): "checks.unknown_word", (21, "E"): "checks.bad_uscc"}


def test_party_organisation_of_a_unit_is_found_or_made_as_named(gathered: Gather, named: Named) -> None:
    load = gathered("units")
    parties = party_of(load)
    assert parties["示例第一中学"] == "示例第一中学党支部"  # the roster of Party organisations lists it
    assert parties["示例幼儿园"] == "示例幼儿园党支部"  # a bare 党支部 is the unit's own
    assert parties["示例通信营业部"] == "示例通信营业部党组织"  # 有
    assert parties["示例图文社"] == parties["示例口腔门诊"] == "白登山街道第1联合党支部"
    assert "示例健身馆" not in parties  # 无
    assert named(load, "PartyOrganisation")["白登山街道第1联合党支部"].properties["kind"] == "jointBranch"


def test_instructor_is_a_post_where_named(
    gathered: Gather, holders: Callable[[Gathered, str], dict[str, list[str]]]
) -> None:
    instructors = holders(gathered("units"), "partyInstructor")
    assert {"示例便利超市": ["张春生"], "示例健身馆": ["李秀英"]}.items() <= instructors.items()
    assert "示例面馆" not in instructors


def test_personal_columns_are_dropped(book: Callable[[str], ReadFile]) -> None:
    sheet = book("units").sheets[0]
    assert [(column, what) for column, _, what in sheet.dropped] == [("O", "身份证件号码")]
    assert [heading for _, heading, _ in sheet.unmapped] == ["食堂情况"]
    assert any("隐藏的 1 行" in note.zh for note in sheet.notes)


def test_two_values_for_one_unit_refuse_the_row(gathered: Gather, roster: Callable[..., Path]) -> None:
    rows = [["白登山街道", "御华社区", "甲厂", 9, 9], ["白登山街道", "御华社区", "甲厂", 8, 9]]
    load = gathered(roster("units", ["街道", "社区", "单位名称", "党员数", "应报到党员数"], *rows))
    refused = [(remark.row, remark.why.key) for remark in load.remarks if remark.severity == "refused"]
    assert refused == [(3, "checks.contradiction")]


def test_a_unit_named_before_its_ledger_is_one_unit(
    gathered: Gather, roster: Callable[..., Path], named: Named
) -> None:
    path = roster("units", ["街道", "社区", "单位名称", "应报到党员数"], ["永泰街道", "康吉社区", "示例外省商会", 4])
    load = gathered(path, "pairings")
    found = [claim for claim in load.desk.facts.nodes.values() if claim.properties.get("name") == "示例外省商会"]
    assert len(found) == 1 and found[0].properties["membersDue"] == 4
