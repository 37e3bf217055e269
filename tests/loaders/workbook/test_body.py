"""The rows below the header: what is filled, repeated, left out, and said."""

from __future__ import annotations

import pytest

from loaders.errors import SheetRefused
from loaders.workbook.body import Body, read_body, runs
from loaders.workbook.header import find_header
from loaders.workbook.sheet import Cell, CellError, Range, Sheet

KNOWN = {"序号", "街道", "社区", "姓名", "联系电话", "户数"}
HEADINGS: list[Cell] = ["序号", "街道", "姓名", "户数"]


def _body(*rows: list[Cell], merged: tuple[Range, ...] = (), **more: object) -> Body:
    sheet = Sheet("名册", [["花名册"], HEADINGS, *rows], merged=merged, file="a.xlsx", **more)  # type: ignore[arg-type]
    return read_body(sheet, find_header(sheet, KNOWN))


def _skipped(body: Body) -> list[tuple[int, str]]:
    return [(skipped.number, skipped.why.key.removeprefix("reading.skipped_")) for skipped in body.skipped]


def test_merged_cells_are_filled_down() -> None:
    body = _body([1, "东街", "张三", 3], [2, None, "李四", 4], [3, "西街", "王五", 5], merged=((3, 2, 4, 2),))
    assert [row[2] for row in body.rows] == ["东街", "东街", "西街"]


def test_value_merged_to_the_right_stays_in_its_first_column() -> None:
    body = _body([1, "东街", None, 3], [2, None, None, 4], merged=((3, 2, 4, 3),))
    assert [row.cells for row in body.rows] == [[1, "东街", None, 3], [2, "东街", None, 4]]


@pytest.mark.parametrize("sign", ["同上", "同 上", "〃", "″", '"', "''", "（同上）", " 同上 "])
def test_ditto_takes_the_value_above(sign: str) -> None:
    body = _body([1, "东街", "张三", 3], [2, sign, "李四", 4], [3, sign, "王五", 5])
    assert [row[2] for row in body.rows] == ["东街"] * 3
    assert not body.remarks


def test_ditto_with_nothing_above_is_refused_at_its_place() -> None:
    body = _body([1, "同上", "张三", 3])
    remark = body.remarks[0]
    assert (remark.row, remark.column, remark.heading, remark.severity) == (3, "B", "街道", "refused")
    assert body.rows[0][2] is None
    assert remark.zh.startswith("a.xlsx [名册] 第3行 B列（街道）：")


@pytest.mark.parametrize("text", ["合计", "合 计", "总计：", "小计", "东街街道小计", "合计：320户", "本页小计", "共计"])
def test_total_rows_are_left_out_and_said(text: str) -> None:
    body = _body([1, "东街", "张三", 3], [text, None, None, 3], [2, "东街", "李四", 4])
    assert _skipped(body) == [(4, "total")]
    assert [row.number for row in body.rows] == [3, 5]


def test_shop_called_like_a_total_is_data() -> None:
    assert len(_body([1, "小计便利店", "张三", 3], [2, "合计百货", "李四", 4]).rows) == 2


@pytest.mark.parametrize(
    "row",
    [
        ["备注：以上为示例"],
        ["注:数据截至六月"],
        ["填表人：张三", None, "审核人：李四", None],
        ["填报单位（盖章）："],
        ["说明：", None, None, None],
        [None, "制表人:王五"],
        ["※注：略"],
    ],
)
def test_notes_are_left_out_and_said(row: list[Cell]) -> None:
    body = _body([1, "东街", "张三", 3], row)
    assert (_skipped(body), len(body.rows)) == ([(4, "note")], 1)


def test_lines_that_continue_a_note_are_notes() -> None:
    body = _body([1, "东街", "张三", 3], ["说明："], ["1.户数按常住"], [], ["2.电话必填"])
    assert _skipped(body) == [(4, "note"), (5, "note"), (7, "note")]


def test_data_after_a_note_is_data() -> None:
    assert len(_body(["注：先看这里"], [1, "东街", "张三", 3], [None, None, "李四", None]).rows) == 2


def test_blank_and_numbered_empty_rows_are_left_out() -> None:
    body = _body([1, "东街", "张三", 3], [None, " "], [2, None, None, None], [], [3, "西街", "李四", 4])
    assert [row.number for row in body.rows] == [3, 7]
    assert _skipped(body) == [(5, "form")]


def test_repeated_header_and_title_of_a_page_break_are_left_out() -> None:
    page: list[Cell] = ["序 号", "街道", "姓名", "户数*"]
    body = _body([1, "东街", "张三", 3], ["花名册"], HEADINGS, [2, "东街", "李四", 4], page)
    assert _skipped(body) == [(4, "repeated"), (5, "repeated"), (7, "repeated")]


def test_another_header_below_is_refused() -> None:
    rows: list[list[Cell]] = [[n, "东街", "张三", 3] for n in range(9)]
    with pytest.raises(SheetRefused) as caught:
        _body(*rows, ["街道", "姓名", "户数", "备注"], ["东街", "李四", 4, "x"])
    assert caught.value.reason.key == "reading.second_table"
    assert "12" in caught.value.reason.zh


def test_line_merged_across_the_table_is_left_out_and_flagged() -> None:
    body = _body(["一、东街街道", None, None, None], [1, "东街", "张三", 3], merged=((3, 1, 3, 4),))
    assert _skipped(body) == [(3, "section")]
    assert [(remark.row, remark.severity) for remark in body.remarks] == [(3, "flagged")]


def test_hidden_rows_and_columns_are_read_and_said() -> None:
    rows: list[list[Cell]] = [[n, "东街", "张三", n] for n in range(5)]
    body = _body(*rows, hidden_rows=frozenset({3, 4, 6}), hidden_columns=frozenset({4}), hidden=True)
    assert [row.hidden for row in body.rows] == [True, True, False, True, False]
    keys = [note.key.removeprefix("reading.hidden_") for note in body.notes]
    assert keys == ["rows_note", "columns_note", "sheet_note"]
    assert "3–4、6" in body.notes[0].zh and "D（户数）" in body.notes[1].zh


def test_columns_without_heading_are_told() -> None:
    assert _body([1, "东街", "张三", 3, None, "x"]).unheaded == (6,)


def test_row_with_only_an_error_is_data() -> None:
    assert _body([None, CellError("#N/A")]).rows[0][2] == "#N/A"


def test_overlapping_merges_take_no_time() -> None:
    merged = tuple((row, 2, 100_000, 2) for row in range(3, 5_000))
    rows: list[list[Cell]] = [[n, "东街", "张三", 3] for n in range(5_000)]
    assert len(_body(*rows, merged=merged).rows) == 5_000


def test_runs_are_written_as_people_do() -> None:
    assert runs([]) == ""
    assert runs({9, 7, 8, 3}) == "3、7–9"
