"""Text tables in the encodings and with the separators that are met."""

from __future__ import annotations

from pathlib import Path

import pytest

from loaders.workbook.delimited import decode
from loaders.workbook.read import read_workbook

TEXT = "街道,姓名,备注\r\n东街街道,张三,\r\n西街街道,李㛃,叇叇\r\n"
ROWS = [["街道", "姓名", "备注"], ["东街街道", "张三", None], ["西街街道", "李㛃", "叇叇"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"])
def test_every_encoding_gives_the_same_rows(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "名册.csv"
    path.write_bytes(TEXT.encode(encoding))
    book = read_workbook(path)
    assert book.sheets[0].rows == ROWS
    assert [note.key for note in book.notes] == ["reading.csv_note"]


@pytest.mark.parametrize("separator", [",", ";", "\t", "，", "|"])
def test_every_separator_is_found(separator: str, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(TEXT.replace(",", separator), encoding="utf-8", newline="")
    assert read_workbook(path).sheets[0].rows == ROWS


def test_semicolons_with_decimal_commas(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("名称;面积;x\n甲;1,5;2\n乙;2,5;3\n", encoding="utf-8")
    assert read_workbook(tmp_path / "a.csv").sheets[0].rows[1] == ["甲", "1,5", "2"]


def test_quotes_keep_separators_and_line_breaks(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('姓名,备注\n"张三,李四","一\n二"\n王五,"""引"""\n', encoding="utf-8")
    assert read_workbook(tmp_path / "a.csv").sheets[0].rows[1:] == [["张三,李四", "一\n二"], ["王五", '"引"']]


def test_separator_that_the_file_names(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("sep=|\n姓名|a,b,c\n", encoding="utf-8")
    assert read_workbook(tmp_path / "a.csv").sheets[0].rows == [[], ["姓名", "a,b,c"]]


def test_long_digits_stay_text(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("编码\n140213005001001001\n007\n", encoding="utf-8")
    assert read_workbook(tmp_path / "a.csv").sheets[0].rows[1:] == [["140213005001001001"], ["007"]]


def test_ascii_alone_is_utf8() -> None:
    assert decode(b"code,name\n1,x\n") == ("code,name\n1,x\n", "utf-8")


def test_short_gb18030_is_not_taken_for_utf16() -> None:
    assert decode("平城区".encode("gb18030")) == ("平城区", "gb18030")
