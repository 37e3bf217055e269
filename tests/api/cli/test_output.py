"""Printing: the formats, and what a spreadsheet must not take for a formula."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from api.cli.output import Format, neutral, show
from graph.errors import UsageError

ROWS = [["张三", 3, None, date(2026, 11, 1)], ["=1+1", -2.5, "@x", "-cmd|' /C calc'!A0"]]
HEADINGS = ["姓名", "数", "备注", "日期"]


@pytest.mark.parametrize("cell", ["=1+1", "+A1", "-A1", "@SUM(A1)", "\t=1", "\r=1"])
def test_cells_that_begin_like_a_formula_get_a_quote(cell: str) -> None:
    assert neutral(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "张三", "-3.5", "+8", "0352-6021234", "a=b"])
def test_numbers_and_words_stay_as_they_are(cell: str) -> None:
    assert neutral(cell) == cell


def test_csv_has_a_byte_order_mark_and_no_formula(capsys: pytest.CaptureFixture[str]) -> None:
    show(ROWS, HEADINGS, format=Format.csv)
    text = capsys.readouterr().out
    assert text.startswith("\ufeff姓名,数,备注,日期\r\n")
    assert [*csv.reader(io.StringIO(text.removeprefix("\ufeff")))][1:] == [
        ["张三", "3", "", "2026-11-01"],
        ["'=1+1", "-2.5", "'@x", "'-cmd|' /C calc'!A0"],
    ]


def test_json_is_the_document_or_else_the_rows(capsys: pytest.CaptureFixture[str]) -> None:
    show(ROWS, HEADINGS, format=Format.json, document={"version": 1, "x": "甲"})
    assert capsys.readouterr().out == '{\n  "version": 1,\n  "x": "甲"\n}\n'
    show(ROWS[:1], HEADINGS, format=Format.json)
    assert json.loads(capsys.readouterr().out)["rows"] == [
        {"姓名": "张三", "数": "3", "备注": "", "日期": "2026-11-01"}
    ]


def test_workbook_holds_text_only_and_needs_a_file(tmp_path: Path) -> None:
    show(ROWS, HEADINGS, format=Format.xlsx, title="报告", output=tmp_path / "a.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0]
    assert sheet.title == "报告"
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value} == {"s"}
    with pytest.raises(UsageError, match="-o"):
        show(ROWS, HEADINGS, format=Format.xlsx)


def test_table_keeps_brackets_that_look_like_markup(capsys: pytest.CaptureFixture[str]) -> None:
    show([["[red]张三[/red]"]], ["姓名[1]"], format=Format.table, title="[b]名册")
    text = capsys.readouterr().out
    assert "[red]张三[/red]" in text and "姓名[1]" in text and "[b]名册" in text


def test_table_goes_to_a_file_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    show(ROWS, HEADINGS, format=Format.table, output=tmp_path / "a.txt")
    assert capsys.readouterr().out == ""
    assert "张三" in (tmp_path / "a.txt").read_text(encoding="utf-8")
