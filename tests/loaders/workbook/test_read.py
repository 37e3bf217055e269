"""What a good file gives, and that its bytes decide and not its ending."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest

from loaders.errors import FileRefused
from loaders.workbook import process
from loaders.workbook.limits import Limits
from loaders.workbook.read import read_workbook, read_workbooks
from loaders.workbook.sheet import CellError, Workbook, column_letter

Write = Callable[..., Path]


def test_xlsx_gives_values_of_every_type(xlsx: Write) -> None:
    row = ["字", 5, 1.5, True, date(2021, 5, 3), datetime(2021, 5, 3, 8, 30), None, 140213005001001]
    book = read_workbook(xlsx([row]))
    assert book.sheets[0].rows == [
        ["字", 5, 1.5, True, date(2021, 5, 3), datetime(2021, 5, 3, 8, 30), None, 140213005001001]
    ]
    assert [type(value) for value in book.sheets[0].rows[0][1:4]] == [int, float, bool]


def test_workbook_carries_hash_and_size(xlsx: Write) -> None:
    path = xlsx()
    book = read_workbook(path)
    data = path.read_bytes()
    assert (book.name, book.size, book.sha256) == (path.name, len(data), hashlib.sha256(data).hexdigest())
    assert book.sheets[0].file == path.name


def test_coordinates_are_excels_where_the_sheet_begins_late(xlsx: Write) -> None:
    path = xlsx([], change=lambda sheet: sheet.cell(4, 3, "x"))
    sheet = read_workbook(path).sheets[0]
    assert (sheet.first_row, sheet.last_row, sheet.row(4), sheet.row(3)) == (4, 4, [None, None, "x"], [])
    assert column_letter(3) == "C"


def test_hidden_rows_and_columns_are_read_and_known(xlsx: Write, roster: list[list[str]]) -> None:
    def hide(sheet: object) -> None:
        sheet.row_dimensions[2].hidden = True  # type: ignore[attr-defined]
        sheet.column_dimensions["B"].hidden = True  # type: ignore[attr-defined]

    sheet = read_workbook(xlsx(roster, change=hide)).sheets[0]
    assert (sorted(sheet.hidden_rows), sorted(sheet.hidden_columns), len(sheet.rows)) == ([2], [2], 3)


def test_merged_ranges_count_from_one(xlsx: Write) -> None:
    path = xlsx([["街道"], ["东街"], [None]], change=lambda sheet: sheet.merge_cells("A2:A3"))
    assert read_workbook(path).sheets[0].merged == ((2, 1, 3, 1),)


def test_hidden_sheets_are_read_and_known(tmp_path: Path) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        book.add_worksheet("明").write(0, 0, "x")
        hidden = book.add_worksheet("暗")
        hidden.write(0, 0, "y")
        hidden.very_hidden()
    sheets = read_workbook(tmp_path / "a.xlsx").sheets
    assert [(sheet.name, sheet.hidden) for sheet in sheets] == [("明", False), ("暗", True)]


def test_error_values_stay_recognisable(tmp_path: Path, edited: Write) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_formula(0, 0, "=NA()", None, "#N/A")
        sheet.write_row(1, 0, ["姓名", "张三"])
        sheet.write_formula(2, 4, "=1/0", None, "#DIV/0!")
        sheet.write_formula(3, 0, "=1+1", None, 2)
        sheet.write_formula(3, 1, '=""', None, "")
    path = edited(tmp_path / "a.xlsx", "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b'"B4"', b'"B4" t="str"'))
    read = read_workbook(path).sheets[0]
    assert (read.first_row, read.row(1)[0], read.row(3)[4]) == (1, "#N/A", "#DIV/0!")
    assert isinstance(read.row(1)[0], CellError) and isinstance(read.row(3)[4], CellError)
    assert read.row(4)[:2] == [2, None]  # a formula whose result is an empty text is computed


def test_formula_without_result_is_noticed(xlsx: Write) -> None:
    cell = read_workbook(xlsx([["姓名", "=A1&1"]])).sheets[0].rows[0][1]
    assert isinstance(cell, CellError) and cell == "="


def test_dates_of_the_1904_system_are_converted_and_said(tmp_path: Path) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(tmp_path / "a.xlsx", {"date_1904": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_datetime(0, 0, datetime(2021, 5, 3), book.add_format({"num_format": "yyyy-mm-dd"}))
    book_read = read_workbook(tmp_path / "a.xlsx")
    assert book_read.date_1904
    assert book_read.sheets[0].rows == [[date(2021, 5, 3)]]
    assert book_read.notes[0].key == "reading.date_1904_note"


def test_wps_dimension_that_lies_loses_no_rows(xlsx: Write, edited: Write) -> None:
    path = xlsx([["姓名"], *[[f"张{n}"] for n in range(50)]])
    wrong = edited(path, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b'ref="A1:A51"', b'ref="A1"'))
    assert b'<dimension ref="A1"' in __import__("zipfile").ZipFile(wrong).read("xl/worksheets/sheet1.xml")
    assert len(read_workbook(wrong).sheets[0].rows) == 51


def test_namespace_prefixes_are_understood(xlsx: Write, edited: Write, roster: list[list[str]]) -> None:
    def prefix(xml: bytes) -> bytes:
        import re

        xml = re.sub(rb"<(/?)(?=[a-zA-Z])", rb"<\1x:", xml)
        return xml.replace(b"xmlns=", b"xmlns:x=").replace(b'<x:row r="2"', b'<x:row r="2" hidden="1"')

    sheet = read_workbook(edited(xlsx(roster), "xl/worksheets/sheet1.xml", prefix)).sheets[0]
    assert sheet.rows == [list(row) for row in roster]
    assert sheet.hidden_rows == {2}


def test_styled_but_empty_rows_to_the_sheets_end_are_no_reason_to_refuse(xlsx: Write, edited: Write) -> None:
    far = b'<row r="1048576" hidden="1"><c r="A1048576" s="0"/><c r="XFD1048576" s="0"></c></row></sheetData>'
    path = edited(xlsx(), "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b"</sheetData>", far))
    assert len(read_workbook(path).sheets[0].rows) == 3


def test_xls_gives_values_merges_and_what_is_hidden(tmp_path: Path) -> None:
    import xlwt

    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("名册")
    for column, value in enumerate(["街道", 5, 1.5, True]):
        sheet.write(1, column, value)
    sheet.write(2, 0, date(2021, 5, 3), xlwt.easyxf(num_format_str="yyyy-mm-dd"))
    sheet.write_merge(3, 5, 0, 0, "东街")
    sheet.row(2).hidden = True
    sheet.col(1).hidden = True
    book.save(str(tmp_path / "a.xls"))
    read = read_workbook(tmp_path / "a.xls").sheets[0]
    assert (read.first_row, read.row(2), read.row(3)[:2]) == (2, ["街道", 5, 1.5, True], [date(2021, 5, 3), None])
    assert (sorted(read.hidden_rows), sorted(read.hidden_columns), read.merged) == ([3], [2], ((4, 1, 6, 1),))


def test_xls_error_values_stay_recognisable(tmp_path: Path) -> None:
    import xlwt

    book = xlwt.Workbook()
    sheet = book.add_sheet("a")
    sheet.write(0, 0, "x")
    sheet.row(1).set_cell_error(0, 42)
    book.save(str(tmp_path / "a.xls"))
    cell = read_workbook(tmp_path / "a.xls").sheets[0].row(2)[0]
    assert isinstance(cell, CellError) and cell == "#N/A"


def test_ods_gives_values_merges_and_what_is_hidden(tmp_path: Path) -> None:
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import Table, TableCell, TableColumn, TableRow
    from odf.text import P

    document = OpenDocumentSpreadsheet()
    table = Table(name="名册")
    table.addElement(TableColumn())
    table.addElement(TableColumn(visibility="collapse"))
    table.addElement(TableRow(numberrowsrepeated=2))
    for hidden in (True, False):
        row = TableRow(visibility="collapse") if hidden else TableRow()
        cell = TableCell(valuetype="string", numberrowsspanned=2 if hidden else 1)
        cell.addElement(P(text="东街"))
        row.addElement(cell)
        row.addElement(TableCell(valuetype="date", datevalue="2021-05-03"))
        row.addElement(TableCell(valuetype="float", value="3"))
        failed = TableCell(valuetype="string", formula="of:=NA()")
        failed.addElement(P(text="#N/A"))
        row.addElement(failed)
        table.addElement(row)
    table.addElement(TableRow(numberrowsrepeated=1_048_570))
    document.spreadsheet.addElement(table)
    document.save(tmp_path / "a.ods")
    read = read_workbook(tmp_path / "a.ods").sheets[0]
    assert (read.first_row, read.row(3), len(read.rows)) == (3, ["东街", date(2021, 5, 3), 3, "#N/A"], 2)
    assert isinstance(read.row(3)[3], CellError)
    assert (sorted(read.hidden_rows), sorted(read.hidden_columns), read.merged) == ([3], [2], ((3, 1, 4, 1),))


def test_ending_that_lies_is_read_by_content_and_said(xlsx: Write, tmp_path: Path, roster: list[list[str]]) -> None:
    as_xls = tmp_path / "名册.xls"
    as_xls.write_bytes(xlsx().read_bytes())
    as_xlsx = tmp_path / "表.xlsx"
    as_xlsx.write_text("街道,姓名\n东街,张三\n", encoding="utf-8")
    books = [read_workbook(path) for path in (as_xls, as_xlsx)]
    assert books[0].sheets[0].rows == [list(row) for row in roster]
    assert books[1].sheets[0].rows == [["街道", "姓名"], ["东街", "张三"]]
    assert {book.notes[0].key for book in books} == {"reading.ending_note"}


def test_file_that_changes_while_read_is_refused(xlsx: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    path = xlsx()
    parse = process.Parser.parse

    def slow(parser: process.Parser, asked: Path) -> dict[str, object]:
        answer = parse(parser, asked)
        with path.open("ab") as stream:
            stream.write(b"\0")
        return answer

    monkeypatch.setattr(process.Parser, "parse", slow)
    with pytest.raises(FileRefused) as caught:
        read_workbook(path)
    assert caught.value.reason.key == "reading.changed"


def test_many_files_come_in_order_and_one_bad_one_spoils_no_other(xlsx: Write, tmp_path: Path) -> None:
    paths = [xlsx([[f"第{n}册"]], name=f"{n}.xlsx") for n in range(9)]
    paths[4].write_bytes(b"PK\3\4 broken")
    found = list(read_workbooks(paths))
    assert [isinstance(book, Workbook) for book in found] == [n != 4 for n in range(9)]
    assert [book.sheets[0].rows[0][0] for book in found if isinstance(book, Workbook)] == [
        f"第{n}册" for n in range(9) if n != 4
    ]
    refused = found[4]
    assert isinstance(refused, FileRefused) and refused.reason.key == "reading.truncated"


def test_reading_ahead_can_be_left_early(xlsx: Write) -> None:
    paths = [xlsx([["x"]], name=f"{n}.xlsx") for n in range(8)]
    books = read_workbooks(paths)
    assert isinstance(next(books), Workbook)
    books.close()  # type: ignore[attr-defined]


def test_limits_can_be_set(xlsx: Write, refusal: Callable[..., str]) -> None:
    assert refusal(xlsx(), Limits(file_bytes=1000)) == "file_size"
    assert refusal(xlsx(), Limits(unpacked_bytes=1000)) == "unpacked"
    assert refusal(xlsx(), Limits(cells=5)) == "dimension"
    assert refusal(xlsx(), Limits(answer_bytes=10)) in ("too_large", "crashed")


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may read everything")
def test_file_without_right_to_read_is_refused(xlsx: Write, refusal: Callable[..., str]) -> None:
    path = xlsx()
    path.chmod(0)
    assert refusal(path) == "cannot_open"
