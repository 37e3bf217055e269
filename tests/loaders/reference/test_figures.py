"""Every published figure comes out by counting the rows of the written rosters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

Table = list[dict[str, Any]]
TableReader = Callable[..., Table]


def _phone(value: Any) -> str:
    """A phone without what people put between the digits."""
    return str(value or "").replace(" ", "").replace("-", "")


def _name(value: Any) -> str:
    return str(value or "").replace("\u3000", "")


def test_divisions_are_the_real_ones(table: TableReader) -> None:
    levels = Counter(row["级别"] for row in table("01", "代码"))
    assert levels == {"区": 1, "街道": 18, "社区": 155, "村": 47}


def test_each_street_has_one_extra_deputy(table: TableReader) -> None:
    assert Counter(row["职务"] for row in table("03", "职务"))["副书记（增设）"] == 18


def test_party_bodies_come_out(table: TableReader) -> None:
    rows = table("06", "党组织名称")
    kinds = Counter(row["类别"] for row in rows if row["类别"] not in {"党支部", "党小组"})
    assert (kinds["党工委"], kinds["党总支"]) == (18, 155)
    assert len({row["党组织名称"] for row in rows if row["类别"] == "党支部" and row["小区名称"]}) == 487
    assert len({row["党组织名称"] for row in rows if row["党组织名称"].endswith("村支部委员会")}) == 47


def test_each_grid_has_a_party_group(table: TableReader) -> None:
    grids = table("07", "网格名称")
    groups = {row["党组织名称"] for row in table("06", "党组织名称") if row["类别"] == "党小组"}
    assert len(grids) == len(groups) == 1529
    assert Counter(row["网格类型"] for row in grids) == {"基础": 1395, "专属": 134}


def test_vacant_grid_posts_are_the_planted_ones(table: TableReader, notes: Callable[[str], Table]) -> None:
    grids = table("07", "网格名称")
    planted = Counter(note["rule"] for note in notes("planted"))
    assert sum(not row["网格长姓名"] for row in grids) == planted["G01"]
    assert sum(not row["网格指导员姓名"] for row in grids) == planted["G25"]
    members = Counter(row["红色网格员是否党员"] for row in grids if row["红色网格员姓名"])
    assert len(grids) - members["是"] == planted["G26"]


def test_all_compound_secretaries_live(table: TableReader) -> None:
    rows = table("10", "所在党支部")
    assert len(rows) == len({row["所在党支部"] for row in rows}) == 487
    assert all(row["姓名"] for row in rows)


def test_97_directors_join_by_name_and_phone(table: TableReader) -> None:
    secretaries = {(_name(row["姓名"]), _phone(row["联系方式"])) for row in table("10", "所在党支部")}
    directors = [row for row in table("11", "小区名称") if row["职务"] == "主任"]
    joined = [row for row in directors if (row["姓名"], _phone(row["联系电话"])) in secretaries]
    assert len(joined) == 97
    members = [row for row in table("11", "小区名称") if row["职务"] != "主任"]
    assert not [row for row in members if (row["姓名"], _phone(row["联系电话"])) in secretaries]


def test_30_directors_join_by_what_their_row_states(table: TableReader) -> None:
    secretaries = Counter((row["小区名称"], _name(row["姓名"])) for row in table("10", "所在党支部"))
    rows = table("11", "小区名称")
    stated = [row for row in rows if row["是否小区党支部书记"] == "是" or row["党内职务"] == "小区党支部书记"]
    assert len(stated) == 30
    assert all("*" in (row["联系电话"] or "*") and row["职务"] == "主任" for row in stated)
    named = {row["小区名称"] for row in table("10", "所在党支部")}
    for row in stated:
        compound = row["小区名称"] if row["小区名称"] in named else row["小区名称"].removesuffix("小区")
        assert secretaries[compound, row["姓名"]] == 1


def test_many_look_alikes_must_not_join(table: TableReader) -> None:
    names = {_name(row["姓名"]): _phone(row["联系方式"]) for row in table("10", "所在党支部")}
    alike = [row for row in table("11", "小区名称") if row["姓名"] in names]
    apart = [row for row in alike if _phone(row["联系电话"]) != names[row["姓名"]]]
    unstated = [row for row in apart if row["是否小区党支部书记"] != "是" and not row["党内职务"]]
    assert len(unstated) >= 40
    assert sum(not row["联系电话"] for row in unstated) >= 10


def test_stations_and_exemptions_leave_a_hundred_compounds(table: TableReader, notes: Callable[[str], Table]) -> None:
    exempt = [row for row in table("32", "规则编号") if row["规则编号"] == "S02"]
    stations = [row for row in table("13", "类型") if row["类型"] == "党群服务站"]
    assert len(table("08", "小区名称")) == 487
    assert (len(exempt), len(stations)) == (62, 325)
    assert len({(row["社区(村)"], row["小区"]) for row in stations}) == 325
    assert all(row["豁免原因"] and not row["豁免至"] for row in exempt)
    assert sum(note["rule"] == "S02" for note in notes("implied")) == 487 - 62 - 325


def test_centres_are_220_in_streets_and_one_of_the_district(table: TableReader) -> None:
    centres = [row for row in table("13", "类型") if row["类型"] == "党群服务中心"]
    assert len(centres) == 221
    assert sum(not row["街道"] for row in centres) == 1


@pytest.mark.parametrize(
    ("book", "heading", "sheet", "expected"),
    [
        ("09", "楼栋", "", 6012),
        ("14", "报到社区", "", 13_400),
        ("18", "项目名称", "购买服务项目", 386),
        ("31", "环节序号", "", 3150),
    ],
)
def test_rows_come_out(table: TableReader, book: str, heading: str, sheet: str, expected: int) -> None:
    assert len(table(book, heading, sheet)) == expected


def test_each_community_has_merchants(table: TableReader) -> None:
    rows = table("20", "商户名称")
    assert len(rows) > 155 * 5
    assert len({row["统一社会信用代码"] for row in rows}) == len(rows)


def test_reserves_come_out_by_tier(table: TableReader) -> None:
    rows = table("17", "后备层级")
    assert Counter(row["后备层级"] for row in rows) == {"社区书记": 334, "两委": 614, "人才": 2884}
    assert len({row["人才类别"] for row in rows if row["后备层级"] == "人才"}) == 12


def test_incubated_social_organisations_are_108(table: TableReader) -> None:
    assert sum(bool(row["孵化阵地"]) for row in table("18", "孵化阵地")) == 108


def test_check_ins_agree_with_what_units_report(table: TableReader) -> None:
    counted = Counter(row["工作单位"] for row in table("14", "报到社区"))
    assert counted == {row["单位名称"]: row["已报到"] for row in table("15", "单位名称") if row["已报到"]}


def test_grids_add_up_to_the_sheet_of_their_community(table: TableReader) -> None:
    households: Counter[str] = Counter()
    place = ""
    for row in table("07", "网格名称"):
        place = row["社区"] or place
        households[place] += row["户数"] or 0
    assert households == {row["社区"]: row["户数"] for row in table("02", "社区")}
