"""法律援助站点: three levels, each with an adviser's post that answers for its area."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any


def test_points_at_three_levels(gathered: Any, named: Any) -> None:
    points = named(gathered("legal_aid"), "LegalAidPoint")
    kinds = Counter(point.properties["kind"] for point in points.values())
    assert kinds == {"centre": 1, "workstation": 2, "contactPoint": 18}
    assert points["平城区法律援助中心"].properties["openedOn"] == date(2017, 4, 1)
    assert points["凯德世家社区法律援助联络点"].properties["closedOn"] == date(2025, 7, 1)


def test_a_point_without_a_name_is_called_by_its_area(gathered: Any, joined: Any) -> None:
    where = {point: area for point, area, _ in joined(gathered("legal_aid"), "LOCATED_IN")}
    assert where["永泰街道法律援助工作站"] == "永泰街道"
    assert where["马家小村法律援助联络点"] == "马家小村"
    assert where["平城区法律援助中心"] == "平城区"


def test_advisers_may_be_several_one_or_none(gathered: Any, holders: Any) -> None:
    advisers = holders(gathered("legal_aid"), "legalAdviser")
    assert len(advisers) == 21
    assert sorted(advisers["康吉社区"]) == ["周海涛", "黄丽华"]
    assert advisers["桐府社区"] == []
    assert advisers["马家小村"] == advisers["泉寺头村"] == ["吴玉梅"]


def test_one_adviser_of_two_villages_is_joined_by_phone(gathered: Any, joined: Any) -> None:
    load = gathered("legal_aid")
    persons = {claim.ends[1] for claim in load.desk.facts.relationships.values()
               if claim.label == "HOLDER" and load.desk.facts.nodes[claim.ends[1]].properties.get("name") == "吴玉梅"
               and claim.rows and claim.rows[0].sheet.kind == "legal_aid"}  # fmt: skip
    assert len(persons) == 1


def test_an_adviser_leaves_when_the_point_closes(gathered: Any, joined: Any) -> None:
    load = gathered("legal_aid")
    ends = [claim.properties.get("validTo") for claim in load.desk.facts.nodes.values()
            if claim.label == "Tenure" and claim.rows[0].sheet.kind == "legal_aid"]  # fmt: skip
    assert [end for end in ends if end] == [date(2025, 7, 1)]


def test_addresses_are_dropped_and_licences_ignored(book: Any) -> None:
    sheet = book("legal_aid").sheets[0]
    assert sheet.dropped == [("M", "家庭住址", "家庭住址")]
    assert ("L", "律师执业证号") in sheet.ignored
    assert any("隐藏" in note.zh for note in sheet.notes)


def test_a_level_without_its_area_is_refused(gathered: Any, changed: Any) -> None:
    refused = gathered(changed("legal_aid", {"D10": None})).desk.remarks.refused
    assert [(remark.row, remark.column, remark.why.key) for remark in refused] == [(10, "D", "checks.place_missing")]
