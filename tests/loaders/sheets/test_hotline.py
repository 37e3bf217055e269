"""12345 totals: indicators that measure the receiving unit; never a case, never a caller."""

from __future__ import annotations

from typing import Any

import pytest

HEADINGS = ["单位", "时期", "派遣案件总数", "满意率", "不满意率"]


def measured(load: Any, joined: Any, subject: str) -> dict[str, float]:
    nodes = load.desk.facts.nodes
    return {
        nodes[claim.ends[0]].properties["measure"]: nodes[claim.ends[0]].properties["value"]
        for claim in load.desk.facts.relationships.values()
        if claim.label == "MEASURES" and nodes[claim.ends[1]].properties["name"] == subject
    }


def test_totals_of_a_street(gathered: Any, joined: Any) -> None:
    told = measured(gathered("hotline"), joined, "白登山街道")
    assert (told["hotlineTotal"], told["hotlineDoneOnTime"], told["hotlineOverdue"]) == (101, 99, 1)
    assert (told["hotlineCloseRate"], told["hotlineSatisfiedRate"]) == (97.5, 91.5)


def test_small_rates_stay_percentages(gathered: Any, joined: Any) -> None:
    load = gathered("hotline")
    for unit in ("白登山街道", "永泰街道", "御东学府南社区"):  # written 0.8, 0.8 as a number, 0.8%
        assert measured(load, joined, unit)["hotlineUnsatisfiedRate"] == 0.8


def test_units_are_areas_or_departments(gathered: Any, joined: Any) -> None:
    subjects = {subject for _, subject, _ in joined(gathered("hotline"), "MEASURES")}
    assert len(subjects) == 22
    assert {"永泰街道", "桥北社区", "燕庄村", "平城区城市管理局", "国网示例供电公司"} <= subjects


def test_one_period_in_two_spellings(gathered: Any, named: Any) -> None:
    nodes = gathered("hotline").desk.facts.nodes.values()
    assert {claim.properties["period"] for claim in nodes if claim.label == "Indicator"} == {"2026-H1"}
    assert sum(claim.label == "Indicator" for claim in nodes) == 22 * 10


def test_rankings_are_ignored_and_topics_reported(book: Any) -> None:
    sheet = book("hotline").sheets[0]
    assert ("N", "名次") in sheet.ignored
    assert [heading for _, heading, _ in sheet.unmapped] == ["热点诉求"]
    assert len(sheet.rows) == 22 and len(sheet.notes) == 2


@pytest.mark.parametrize("unit", ["康乐社区", "永太街道办事处", "某某"])
def test_an_unknown_unit_is_refused(gathered: Any, roster: Any, unit: str) -> None:
    refused = gathered(roster("hotline", HEADINGS, [unit, "2026年6月", 10, "90%", ""])).desk.remarks.refused
    assert [(remark.row, remark.column) for remark in refused] == [(2, "A")]


def test_a_sheet_without_a_period_is_flagged_once(gathered: Any, roster: Any) -> None:
    rows = [["永泰街道", "", 10, 0.9, 0.1], ["白登山街道", "", 12, 0.95, 0.05]]
    load = gathered(roster("hotline", HEADINGS, *rows))
    assert [flag.row for flag in load.remarks if flag.why.key == "hotline.no_period"] == [2]
