"""相邻关系: areas that touch, said once and true both ways."""

from __future__ import annotations

from typing import Any

HEADINGS = ["层级", "街道", "社区", "区域甲", "区域乙"]


def touching(load: Any, joined: Any) -> set[frozenset[str]]:
    return {frozenset((one, other)) for one, other, _ in joined(load, "ADJACENT_TO")}


def test_communities_villages_and_streets(gathered: Any, joined: Any) -> None:
    pairs = touching(gathered("adjacency"), joined)
    assert {frozenset(("永泰街道", "白登山街道")), frozenset(("御华社区", "马家小村"))} <= pairs
    assert {frozenset(("御东学府南社区", "御东学府北社区")), frozenset(("御东学府南社区", "桐府社区"))} <= pairs
    assert {frozenset(("泉寺头村", "燕庄村")), frozenset(("泉寺头村", "西坟村"))} <= pairs


def test_compounds_and_grids_inside_and_across_communities(gathered: Any, joined: Any) -> None:
    pairs = touching(gathered("adjacency"), joined)
    assert {frozenset(("松涛园", "学府北苑")), frozenset(("康吉里小区", "康吉东院"))} <= pairs
    assert {frozenset(("御华花园B区", "御华名邸")), frozenset(("第2网格", "第3网格"))} <= pairs


def test_a_pair_said_both_ways_is_one(gathered: Any, joined: Any) -> None:
    pairs = [pair for pair in joined(gathered("adjacency"), "ADJACENT_TO") if {"康吉社区", "平和社区"} == set(pair[:2])]
    assert len(pairs) == 1
    assert len(joined(gathered("adjacency"), "ADJACENT_TO")) == 25


def test_other_columns_are_ignored_or_reported(book: Any) -> None:
    sheet = book("adjacency").sheets[0]
    assert {heading for _, heading in sheet.ignored} >= {"方位", "共用边界"}
    assert [heading for _, heading, _ in sheet.unmapped] == ["长度(米)"]
    assert len(sheet.rows) == 23 and sheet.dropped == []


def test_an_area_does_not_touch_itself(gathered: Any, roster: Any) -> None:
    refused = gathered(
        roster("adjacency", HEADINGS, ["社区", "永泰街道", "康吉社区", "康吉社区", "康吉"])
    ).desk.remarks.refused
    assert [(remark.row, remark.column, remark.why.key) for remark in refused] == [(2, "E", "adjacency.same")]


def test_an_unknown_neighbour_is_refused_with_the_nearest(gathered: Any, roster: Any) -> None:
    refused = gathered(
        roster("adjacency", HEADINGS, ["小区", "白登山街道", "桐府社区", "桐府一号", "桐府二号院"])
    ).desk.remarks.refused
    assert [(remark.row, remark.column) for remark in refused] == [(2, "E")]
    assert "桐府二号" in refused[0].why.zh
