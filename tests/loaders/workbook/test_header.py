"""Finding the headings under titles, in one row or two, or not at all."""

from __future__ import annotations

import pytest

from loaders.errors import SheetRefused
from loaders.workbook.header import Header, find_header
from loaders.workbook.sheet import Cell, Range, Sheet

KNOWN = {
    "序号",
    "街道",
    "社区",
    "姓名",
    "联系电话",
    "备注",
    "网格长姓名",
    "网格长联系电话",
    "网格员姓名",
    "职务",
    "主任",
}
HEADINGS: list[Cell] = ["序号", "街道", "姓名", "联系电话"]

TITLES: list[list[Cell]] = [[f"标题{n}"] for n in range(6)]


def _sheet(*rows: list[Cell], merged: tuple[Range, ...] = (), first_row: int = 1) -> Sheet:
    return Sheet("名册", list(rows), first_row=first_row, merged=merged, file="a.xlsx")


def _names(header: Header) -> list[str]:
    return [heading.names[0] for heading in header.headings]


def _refused(sheet: Sheet) -> str:
    with pytest.raises(SheetRefused) as caught:
        find_header(sheet, KNOWN)
    assert "a.xlsx [名册]" in str(caught.value) and caught.value.advice.zh
    return caught.value.reason.key


@pytest.mark.parametrize("titles", range(6))
def test_header_is_found_under_titles(titles: int) -> None:
    header = find_header(_sheet(*TITLES[:titles], HEADINGS, [1, "东街", "张三", "138"]), KNOWN)
    assert (header.first_row, header.last_row) == (titles + 1, titles + 1)
    assert header.titles == tuple(f"标题{n}" for n in range(titles))


def test_header_in_the_seventh_row_is_none() -> None:
    assert _refused(_sheet(*TITLES, HEADINGS)) == "reading.no_header"


def test_sheet_that_begins_late_is_counted_from_its_first_row() -> None:
    header = find_header(_sheet(["标题"], HEADINGS, first_row=9), KNOWN)
    assert header.last_row == 10


@pytest.mark.parametrize("rows", [[], [["张三", "138"]], [["姓名"], ["张三"]]])
def test_too_few_known_headings_are_no_header(rows: list[list[Cell]]) -> None:
    assert _refused(_sheet(*rows)) == "reading.no_header"


def test_headings_are_compared_without_spaces_breaks_stars_and_width() -> None:
    header = find_header(_sheet(["序　号", "＊街 道", "姓\n名*", "联系电话：", "备注（选填）"]), KNOWN)
    assert _names(header)[:4] == ["序号", "街道", "姓名", "联系电话"]
    assert header.column_of("备注") == 5


def test_merged_group_gives_names_of_both_levels() -> None:
    sheet = _sheet(
        ["网格花名册", None, None, None, None],
        ["序号", "街道", "网格长", None, "网格员"],
        [None, None, "姓名", "联系电话", "姓名"],
        [1, "东街", "张三", "138", "李四"],
        merged=((1, 1, 1, 5), (2, 1, 3, 1), (2, 2, 3, 2), (2, 3, 2, 4)),
    )
    header = find_header(sheet, KNOWN)
    assert (header.first_row, header.last_row, header.titles) == (2, 3, ("网格花名册",))
    assert _names(header) == ["序号", "街道", "网格长姓名", "网格长联系电话", "网格员姓名"]
    assert header.headings[2].parts == ("网格长", "姓名")
    assert header.headings[2].names == ("网格长姓名", "姓名")
    assert header.headings[2].text == "网格长 姓名"


def test_two_levels_without_merged_cells_as_in_csv() -> None:
    sheet = _sheet(["序号", "网格长", None, "网格员"], [None, "姓名", "联系电话", "姓名"], ["1", "张三", "138", "李四"])
    header = find_header(sheet, KNOWN)
    assert (header.last_row, _names(header)) == (2, ["序号", "网格长姓名", "网格长联系电话", "网格员姓名"])


def test_title_over_a_header_is_no_group() -> None:
    header = find_header(_sheet(["花名册", None, None, None], HEADINGS, merged=((1, 1, 1, 4),)), KNOWN)
    assert (header.first_row, _names(header)) == (2, ["序号", "街道", "姓名", "联系电话"])


def test_row_of_data_with_a_heading_word_is_no_header() -> None:
    header = find_header(_sheet(["姓名", "职务", "备注"], ["张三", "主任", None], ["李四", "主任", "社区"]), KNOWN)
    assert header.last_row == 1


@pytest.mark.parametrize(
    "other", [["街道", "社区", "备注", "职务"], ["街道", "社区", "备注"]], ids=["equal weight", "lighter"]
)
def test_two_headers_are_refused(other: list[Cell]) -> None:
    assert _refused(_sheet(HEADINGS, [1, "东街", "张三", "138"], other)) == "reading.two_headers"


def test_same_header_twice_is_one() -> None:
    assert find_header(_sheet(HEADINGS, [1, "东街", "张三", "138"], HEADINGS), KNOWN).last_row == 1


def test_score_may_be_a_function() -> None:
    header = find_header(_sheet(["甲"], ["乙", "丙"]), lambda name: 1.5 if name in "乙丙" else 0)
    assert (header.last_row, header.weight) == (2, 3.0)
