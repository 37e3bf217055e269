"""新就业群体站点: where couriers' sites are, which Party organisation or instructor reaches them."""

from __future__ import annotations

from typing import Any


def test_sites_have_counts_and_platforms(gathered: Any, named: Any) -> None:
    sites = named(gathered("employment_sites"), "EmploymentSite")
    assert len(sites) == 20
    assert sites["示例快递御东学府南站"].properties["workers"] == 32
    last = sites["示例网约车桐府站"].properties
    assert (last["platform"], last["workers"], last["fullMembers"]) == ("示例网约车", 12, 1)


def test_sites_stand_in_the_merged_community(gathered: Any, joined: Any) -> None:
    homes = {site: area for site, area, _ in joined(gathered("employment_sites"), "BASED_IN")}
    assert homes["示例网约车御华站"] == "御华社区"
    assert homes["示例快递平和站"] == "平和社区"


def test_a_site_belongs_to_its_own_or_a_joint_organisation(gathered: Any, named: Any, joined: Any) -> None:
    load = gathered("employment_sites")
    sites = named(load, "EmploymentSite")
    party = {site: body for site, body, _ in joined(load, "MEMBER_OF") if site in sites}
    assert party["示例外卖桐府站"] == "示例外卖桐府站党支部"
    assert party["示例同城桐府站"] == party["示例同城御华站"] == "白登山街道第一联合党支部"
    assert "示例快递桐府站" not in party
    assert len(party) == 14


def test_heads_and_instructors_hold_posts(gathered: Any, holders: Any) -> None:
    load = gathered("employment_sites")
    assert holders(load, "partyInstructor")["示例快递御东学府南站"] == ["陈永平"]
    heads = holders(load, "headOfOrganisation")
    assert heads["示例外卖御东学府南站"] == ["黄永平"]
    assert "示例同城御东学府南站" not in heads


def test_columns_dropped_and_unknown_are_said(book: Any) -> None:
    sheet = book("employment_sites").sheets[0]
    assert sheet.dropped == [("M", "站长身份证号", "身份证件号码")]
    assert [heading for _, heading, _ in sheet.unmapped] == ["充电桩个数"]
    assert any("隐藏" in note.zh and "6" in note.zh for note in sheet.notes)
    assert [(remark.row, remark.column) for remark in sheet.remarks][:2] == [(5, "F"), (9, "F")]


def test_a_site_in_an_unknown_community_is_refused(gathered: Any, changed: Any) -> None:
    load = gathered(changed("employment_sites", {"C20": "康乐社区"}))
    assert [(remark.row, remark.column) for remark in load.desk.remarks.refused] == [(20, "C"), (21, "C")]
    assert "康吉社区" in load.desk.remarks.refused[0].why.zh


def test_a_site_that_ends_before_it_begins_is_refused(gathered: Any, roster: Any) -> None:
    headings = ["街道", "社区", "站点名称", "平台", "成立时间", "撤销日期"]
    load = gathered(
        roster("employment_sites", headings, ["永泰街道", "康吉社区", "示例站", "示例", "2025.6", "2024.5"])
    )
    assert [remark.why.key for remark in load.desk.remarks.refused] == ["checks.end_before_start"]
