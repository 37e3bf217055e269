"""Merchants of the alliances: membership with category, offer and dates; which area an alliance belongs to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from loaders.sheets.merchants.rows import category_of

Fixture = Callable[..., Any]
HEADINGS = ("社区", "商户名称", "经营类别", "负责人", "联系电话", "加入时间", "退出时间")


def memberships(load: Any) -> dict[str, tuple[str, dict[str, Any]]]:
    """Alliance and properties of each merchant's membership."""
    nodes = load.desk.facts.nodes
    found = [claim for claim in load.desk.facts.relationships.values() if claim.label == "MEMBER_OF"]
    found = [claim for claim in found if nodes[claim.ends[0]].label == "Merchant"]
    name = {claim.ends: [nodes[end].properties["name"] for end in claim.ends] for claim in found}
    return {name[claim.ends][0]: (name[claim.ends][1], claim.properties) for claim in found}


def test_merchants_with_membership(gathered: Fixture, named: Fixture) -> None:
    load = gathered("merchants")
    assert load.refused_rows == set()
    merchants, members = named(load, "Merchant"), memberships(load)
    assert len(merchants) == len(members) == 25
    shop = merchants["示例禄便民店"].properties
    assert (shop["trade"], shop["wishesClaimed"], shop["isPartyMerchant"]) == ("超市/便利", 2, False)
    alliance, told = members["示例禄便民店"]
    assert alliance == "白登山街道众享联盟"
    assert (told["category"], told["offer"], told["validFrom"]) == ("超市便利", "送货上门", date(2023, 6, 1))


def test_who_left_is_a_member_no_more(gathered: Fixture) -> None:
    members = memberships(gathered("merchants"))
    ended = {name: told["validTo"] for name, (_, told) in members.items() if told["validTo"]}
    assert ended == {"示例喜家政店": date(2025, 6, 30), "示例财维修店": date(2024, 5, 1)}


def test_an_alliance_belongs_to_the_area_whose_name_it_bears(gathered: Fixture) -> None:
    load = gathered("merchants")
    nodes, relationships = load.desk.facts.nodes, load.desk.facts.relationships.values()
    homes = {
        nodes[claim.ends[0]].properties["name"]: nodes[claim.ends[1]].properties["name"]
        for claim in relationships if claim.label == "BASED_IN" and nodes[claim.ends[0]].label == "Alliance"
    }  # fmt: skip
    assert homes == {
        "白登山街道众享联盟": "白登山街道", "永泰街道众享联盟": "永泰街道", "平城区惠民联盟": "平城区",
        "御东学府北社区众享联盟": "御东学府北社区", "康吉社区众享联盟": "康吉社区",
    }  # fmt: skip
    served = [
        claim.ends for claim in relationships if claim.label == "SERVES" and nodes[claim.ends[0]].label == "Alliance"
    ]
    assert len(served) == 10


def test_heads_hold_a_post_and_a_missing_one_is_no_vacancy(gathered: Fixture, holders: Fixture) -> None:
    heads = holders(gathered("merchants"), "headOfOrganisation")
    assert len(heads) == 24
    assert heads["示例福小吃店"] == ["钱小红"]


def test_dropped_and_flagged_columns(book: Fixture) -> None:
    sheet = book("merchants").sheets[0]
    assert [what for _, _, what in sheet.dropped] == ["照片", "家庭住址"]
    assert [heading for _, heading, _ in sheet.unmapped] == ["口碑"]
    assert [(told.row, told.column, told.why.key) for told in sheet.remarks] == [(12, "F", "checks.bad_uscc")]


def test_leaving_before_joining_is_refused(gathered: Fixture, roster: Fixture, told: Fixture) -> None:
    load = gathered(roster("merchants", HEADINGS, ("康吉", "甲店", "餐饮", "张三", "", "2024.5", "2023.1")))
    assert told(load, "merchants") == [(2, "G", "checks.end_before_start")]


@pytest.mark.parametrize(
    ("trade", "category"),
    [("餐饮服务", "餐饮"), ("手机维修", "维修"), ("生鲜超市", "超市便利"), ("银行网点", "银行网点")],
)
def test_a_trade_has_one_category(trade: str, category: str) -> None:
    assert category_of(trade) == category
