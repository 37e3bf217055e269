"""From real files to typed rows: everything in them is used, ignored by name, dropped or told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from loaders.errors import FileRefused
from loaders.load import source_nodes
from loaders.reading import ReadFile, ReadSheet, list_files, read_files

Write = Callable[..., Path]
HEADINGS = ["街道", "社区", "网格名称", "网格长", "网格长联系电话", "身份证号", "手环编号", "备注", "户数", "上岗时间"]
ROW: list[Any] = ["永泰街道", "康吉社区", "第1网格", "张三", "13800000000", "1402", "W1", "好", 310, "2021.6-至今"]


def read(*paths: Path) -> list[ReadFile]:
    return [*read_files(paths)]


def sheet(write: Write, *rows: list[Any], headings: list[str] = HEADINGS) -> ReadSheet:
    """The one sheet of a roster of grids with these rows."""
    (file,) = read(write("网格员花名册.csv", headings, rows))
    assert file.refused is None
    return file.sheets[0]


def row(**changed: Any) -> list[Any]:
    return [changed.get(heading, cell) for heading, cell in zip(HEADINGS, ROW, strict=True)]


def test_row_has_typed_values_and_the_way_back_to_its_cells(write_roster: Write) -> None:
    (one,) = sheet(write_roster, ROW).rows
    assert (one["grid"], one["households"], one["since"].start) == ("第1网格", 310, date(2021, 6, 1))
    assert (one.number, one.columns["households"], one.raw["since"]) == (2, "I", "2021.6-至今")
    leader = one.person("leader", "leader_phone")
    assert leader is not None and leader.mask == "138****0000"


def test_every_column_has_its_place(write_roster: Write) -> None:
    found = sheet(write_roster, ROW)
    assert found.dropped == [("F", "身份证号", "身份证件号码")]
    assert [letter for letter, _ in found.ignored] == ["H"]
    assert [(letter, heading) for letter, heading, _ in found.unmapped] == [("G", "手环编号")]
    assert found.properties["Area.households"] == "I" and found.headings["D"] == "网格长"


def test_dropped_column_is_nowhere_in_the_rows(write_roster: Write) -> None:
    found = sheet(write_roster, row(身份证号="140213199001011234"))
    assert "140213199001011234" not in repr([(dict(one.values), dict(one.raw)) for one in found.rows])


def test_sheet_keeps_the_headings_it_dropped_and_nothing_of_their_cells(write_roster: Write) -> None:
    secret = "140213199001011234"
    (node,) = source_nodes(read(write_roster("网格员花名册.csv", HEADINGS, [row(身份证号=secret)]))).values()
    assert (node.properties["dropped"], node.properties["headerRow"]) == (["身份证号"], 1)
    assert secret not in repr(node)


def test_sheet_that_drops_nothing_says_nothing_of_it(write_roster: Write) -> None:
    plain = [heading for heading in HEADINGS if heading != "身份证号"]
    cells = [cell for heading, cell in zip(HEADINGS, ROW, strict=True) if heading in plain]
    (node,) = source_nodes(read(write_roster("网格员花名册.csv", plain, [cells]))).values()
    assert "dropped" not in node.properties


def test_column_without_a_heading_is_told(write_roster: Write) -> None:
    found = sheet(write_roster, [*ROW, "多出来的"])
    assert [letter for letter, _, _ in found.unmapped] == ["G", "K"]


@pytest.mark.parametrize(
    ("changed", "column", "severity", "rows"),
    [
        ({"网格名称": None}, "C", "refused", 0),
        ({"上岗时间": "2021-02-31"}, "J", "refused", 0),
        ({"网格长": "张3"}, "D", "refused", 0),
        ({"户数": "若干"}, "I", "flagged", 1),
        ({"网格长联系电话": "13800"}, "E", "flagged", 1),
        ({"户数": "约310"}, "I", "flagged", 1),
    ],
)
def test_cell_that_cannot_be_read_is_told_with_its_place(
    changed: dict[str, Any], column: str, severity: str, rows: int, write_roster: Write
) -> None:
    found = sheet(write_roster, row(**changed))
    (remark,) = found.remarks
    assert (remark.row, remark.column, remark.severity, len(found.rows)) == (2, column, severity, rows)
    assert remark.why.zh and remark.advice.zh and remark.why.en


def test_flagged_cell_is_taken_for_unknown(write_roster: Write) -> None:
    (one,) = sheet(write_roster, row(户数="若干")).rows
    assert one["households"] is None and one.has("households")


def test_empty_holder_clears_and_empty_figure_says_nothing(write_roster: Write) -> None:
    (one,) = sheet(write_roster, row(网格长="空缺", 户数=None)).rows
    assert one.pick(leader="leader", households="households") == {"leader": None}


def test_unknown_and_empty_sheets_beside_a_roster_are_said(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "名册"  # type: ignore[union-attr]
    for line in (["街道", "社区", "网格名称", "网格长"], ["永泰街道", "康吉社区", "第1网格", "张三"]):
        book.active.append(line)  # type: ignore[union-attr]
    book.create_sheet("空")
    book.create_sheet("别的").append(["姓名", "性别", "街道", "联系电话"])
    book.save(tmp_path / "网格员花名册.xlsx")
    (file,) = read(tmp_path / "网格员花名册.xlsx")
    assert [one.kind for one in file.sheets] == ["grids", None, None] and file.refused is None
    assert all(one.notes for one in file.sheets[1:])


def test_workbook_without_any_header_is_refused(write_roster: Write) -> None:
    (file,) = read(write_roster("花名册.csv", ["甲", "乙"], [["丙", "丁"]]))
    assert file.refused is not None and file.refused.reason.key == "reading.no_header"


@pytest.mark.parametrize(("title", "synthetic"), [("网格员花名册（示例数据）", True), ("网格员花名册", False)])
def test_fictional_rosters_say_so_in_their_title(title: str, synthetic: bool, write_roster: Write) -> None:
    (file,) = read(write_roster("网格.csv", [title], [HEADINGS, ROW]))
    origin = file.sheets[0].origin
    assert origin is not None and origin.synthetic is synthetic


def test_same_bytes_give_the_same_sheet_under_any_name(write_roster: Write) -> None:
    one, other = read(write_roster("网格.csv", HEADINGS, [ROW]), write_roster("网格二.csv", HEADINGS, [ROW]))
    assert one.sha256 == other.sha256


def test_folder_is_opened_and_lock_files_are_left_out(tmp_path: Path) -> None:
    for name in ("b.xlsx", "a.csv", "~$b.xlsx", ".hidden.csv", "readme.md", "深/c.XLS"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    assert [path.name for path in list_files([tmp_path, tmp_path / "a.csv"])] == ["a.csv", "b.xlsx", "c.XLS"]


@pytest.mark.parametrize(("name", "key"), [("没有.xlsx", "checks.no_file"), ("", "checks.empty_folder")])
def test_nothing_to_read_is_refused(name: str, key: str, tmp_path: Path) -> None:
    with pytest.raises(FileRefused) as caught:
        list_files([tmp_path / name])
    assert caught.value.reason.key == key


def test_columns_without_a_heading_are_told_as_one_where_they_stand_side_by_side(tmp_path: Path) -> None:
    path = tmp_path / "网格.csv"
    path.write_text("街道,社区,网格名称,网格长,,户数,,,\n永泰街道,康吉社区,第1网格,,x,3,y,z,w", encoding="utf-8")
    (file,) = read_files([path])
    assert [letters for letters, heading, _ in file.sheets[0].unmapped if heading == "—"] == ["E", "G:I"]
