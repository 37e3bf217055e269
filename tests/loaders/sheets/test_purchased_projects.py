"""Purchased services: from whom, in which year, for which ground, for how much."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

Fixture = Callable[..., Any]
HEADINGS = ("项目名称", "年度", "承接单位", "实施区域", "受益人次", "金额（万元）", "开始时间", "结束时间")


def ends(load: Any, kind: str, *, start: str = "", end: str = "") -> list[str]:
    """Names at the other end of relationships of one type."""
    nodes = load.desk.facts.nodes
    pairs = [claim.ends for claim in load.desk.facts.relationships.values() if claim.label == kind]
    names = [(nodes[a].properties.get("name"), nodes[b].properties.get("name")) for a, b in pairs]
    return [b if start else a for a, b in names if start in ("", a) and end in ("", b)]


def test_projects_with_year_amount_and_beneficiaries(gathered: Fixture, named: Fixture) -> None:
    load = gathered("purchased_projects", "social_organisations")
    assert load.refused_rows == set()
    projects = named(load, "ServiceProject")
    assert len(projects) == 24
    care = projects["妇女儿童关爱项目(第1期)"].properties
    assert (care["year"], care["beneficiaries"], care["amount"]) == (2023, 800, 8.5)
    assert care["validFrom"] == date(2023, 1, 1)
    assert projects["社区矫正帮扶项目(第3期)"].properties["year"] == 2025
    assert projects["邻里节策划项目(第5期)"].properties["validTo"] == date(2026, 1, 1)


def test_providers_are_the_organisations_of_the_roster(gathered: Fixture, told: Fixture, named: Fixture) -> None:
    load = gathered("purchased_projects", "social_organisations")
    assert ends(load, "PROVIDES", end="文化惠民项目(第2期)") == ["示例童心社工服务中心"]
    assert len(ends(load, "PROVIDES")) == 24
    assert ends(load, "PROVIDES", end="妇女儿童关爱项目(第7期)") == ["示例外地公益中心"]
    assert "示例外地公益中心" in named(load, "SocialOrganisation")
    assert "示例外地科技有限公司" in named(load, "Unit")
    assert told(load, "purchased_projects") == [
        (9, "E", "purchased_projects.unknown_provider"), (10, "E", "purchased_projects.unknown_provider"),
    ]  # fmt: skip


def test_ground_is_what_the_row_names_or_else_its_street(gathered: Fixture) -> None:
    load = gathered("purchased_projects")
    assert ends(load, "SERVES", start="妇女儿童关爱项目(第1期)") == ["御东学府南社区", "御东学府北社区"]
    assert ends(load, "SERVES", start="社区矫正帮扶项目(第3期)") == ["白登山街道"]
    assert ends(load, "SERVES", start="邻里节策划项目(第5期)") == ["平城区"]
    assert ends(load, "SERVES", start="社区矫正帮扶项目(第9期)") == ["平和社区"]


def test_utf16_with_tabs_is_read(book: Fixture) -> None:
    sheet = book("purchased_projects").sheets[0]
    assert (sheet.kind, len(sheet.rows)) == ("purchased_projects", 24)
    assert any("utf-16" in note.zh for note in book("purchased_projects").notes)
    assert [heading for _, heading, _ in sheet.unmapped] == ["满意度得分"]
    assert {remark.why.key for remark in sheet.remarks} == {"checks.approximate"}


def test_contradictions_and_wrong_dates_are_refused(gathered: Fixture, roster: Fixture, told: Fixture) -> None:
    first = ("助餐项目", "2024年", "甲中心", "康吉", "300", "12", "2024.3", "2024.9")
    again = ("助餐项目", "2024年", "甲中心", "康吉", "900", "12", "2024.3", "2024.9")
    late = ("助浴项目", "2024年", "甲中心", "康吉", "300", "12", "2024.9", "2024.3")
    load = gathered(roster("purchased_projects", HEADINGS, first, again, late))
    refused = [(row, key) for row, _, key in told(load, "purchased_projects") if not key.startswith("purchased")]
    assert refused == [(3, "checks.contradiction"), (4, "checks.end_before_start")]
