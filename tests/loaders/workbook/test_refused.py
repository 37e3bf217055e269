"""Every kind of bad file, each with its reason."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from loaders.workbook.limits import Limits

Write = Callable[..., Path]
Refusal = Callable[..., str]
SHEET = "xl/worksheets/sheet1.xml"


def _ole(*streams: str) -> bytes:
    """The bytes that tell an OLE2 file apart: its mark, and directory entries with names at multiples of 128."""
    entries = b"".join(f"{name}\0".encode("utf-16-le").ljust(128, b"\0") for name in streams)
    return (bytes.fromhex("D0CF11E0A1B11AE1").ljust(512, b"\0") + entries).ljust(8192, b"\0")


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf\r\n \r\n", "empty"),
        (b"<html><body><table><tr><td>1</td></tr></table></body></html>", "html"),
        (b"\xef\xbb\xbf\n<!DOCTYPE html>\n<html>", "html"),
        (b"<table border=1><tr><td>1</td></tr></table>", "html"),
        ("<html><table>".encode("utf-16"), "html"),
        (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>', "xml"),
        (b"%PDF-1.7 ...", "not_a_workbook"),
        (b"\x89PNG\r\n\x1a\n\0\0", "not_a_workbook"),
        (b"MZ\x90\0\x03\0\0\0\x04\0\0\0", "not_a_workbook"),
        (_ole("EncryptedPackage", "EncryptionInfo"), "password"),
        (_ole("WordDocument"), "not_a_workbook"),
        (_ole("Workbook"), "truncated"),
        (_ole("SomethingElse"), "not_a_workbook"),
        (b"PK\x03\x04rest is missing", "truncated"),
        ("姓名,電話,所屬社區,備註說明\n張三,1,東街,應該沒有\n".encode("big5"), "encoding"),
        ('姓名,备注\n张三,"没有结束\n李四,x\n'.encode(), "quotes"),
    ],
)
def test_bytes_that_are_no_workbook(data: bytes, key: str, tmp_path: Path, refusal: Refusal) -> None:
    path = tmp_path / "名册.xls"
    path.write_bytes(data)
    assert refusal(path) == key


def test_missing_file_and_folder(tmp_path: Path, refusal: Refusal) -> None:
    assert refusal(tmp_path / "无.xlsx") == "cannot_open"
    assert refusal(tmp_path) == "cannot_open"


@pytest.mark.parametrize("share", [0.3, 0.7, 0.98])
def test_truncated_xlsx(share: float, xlsx: Write, refusal: Refusal) -> None:
    path = xlsx()
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    assert refusal(path) == "truncated"


def test_xlsx_with_a_flipped_bit(xlsx: Write, refusal: Refusal) -> None:
    path = xlsx()
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        entry = archive.getinfo(SHEET)
    data[entry.header_offset + 30 + len(SHEET) + 20] ^= 0xFF
    path.write_bytes(data)
    assert refusal(path) == "truncated"


def test_truncated_xls(tmp_path: Path, refusal: Refusal) -> None:
    path = _xls(tmp_path)
    path.write_bytes(path.read_bytes()[:2500])
    assert refusal(path) == "truncated"


def test_xls_with_a_password(tmp_path: Path, refusal: Refusal) -> None:
    path = _xls(tmp_path)
    data = path.read_bytes()
    assert b"\x19\x00\x02\x00" in data  # WINDOWPROTECT, which gets the number of FILEPASS
    path.write_bytes(data.replace(b"\x19\x00\x02\x00", b"\x2f\x00\x02\x00", 1))
    assert refusal(path) == "password"


def _xls(folder: Path) -> Path:
    import xlwt

    book = xlwt.Workbook()
    book.add_sheet("a").write(0, 0, "x")
    book.save(str(folder / "a.xls"))
    return folder / "a.xls"


def test_ods_with_a_password(tmp_path: Path, refusal: Refusal) -> None:
    with zipfile.ZipFile(tmp_path / "a.ods", "w") as archive:
        archive.writestr("content.xml", b"\x01\x02")
        archive.writestr("META-INF/manifest.xml", "<manifest><encryption-data/></manifest>")
    assert refusal(tmp_path / "a.ods") == "password"


def test_zip_that_is_locked(xlsx: Write, refusal: Refusal) -> None:
    path = xlsx()
    data = bytearray(path.read_bytes())
    place = data.find(b"PK\x01\x02")
    while place >= 0:
        data[place + 8] |= 1
        place = data.find(b"PK\x01\x02", place + 4)
    path.write_bytes(data)
    assert refusal(path) == "password"


@pytest.mark.parametrize(
    ("part", "key"), [("word/document.xml", "not_a_workbook"), ("xl/workbook.bin", "binary_workbook")]
)
def test_zip_that_is_another_document(part: str, key: str, tmp_path: Path, refusal: Refusal) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr(part, "<x/>")
    assert refusal(tmp_path / "a.xlsx") == key


@pytest.mark.parametrize("part", ["xl/workbook.xml", SHEET, "xl/styles.xml", "xl/sharedStrings.xml"])
def test_xml_that_declares_entities(part: str, xlsx: Write, edited: Write, refusal: Refusal) -> None:
    declared = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    path = edited(xlsx(), part, lambda xml: declared + xml[xml.find(b"?>") + 2 if xml.startswith(b"<?xml") else 0 :])
    assert refusal(path) == "entities"


def test_entities_in_utf_16(xlsx: Write, edited: Write, refusal: Refusal) -> None:
    declared = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x []><worksheet/>'.encode("utf-16")
    assert refusal(edited(xlsx(), SHEET, lambda _: declared)) == "entities"


def test_zip_bomb_by_ratio(xlsx: Write, edited: Write, refusal: Refusal) -> None:
    path = edited(xlsx(), SHEET, lambda xml: xml.replace(b"<sheetData>", b"<sheetData>" + b" " * (40 << 20)))
    assert refusal(path) == "bomb"


def test_sheet_of_500_megabytes(tmp_path: Path, refusal: Refusal) -> None:
    """Not so compressible that it were a bomb; the directory is enough to refuse it, nothing is unpacked."""
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr(SHEET, b"<x/>")
    data = path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        entry = archive.getinfo(SHEET)
    place = data.rfind(b"PK\x01\x02")
    grown = bytearray(data)
    grown[place + 20 : place + 28] = (20 << 20).to_bytes(4, "little") + (500 << 20).to_bytes(4, "little")
    path.write_bytes(grown)
    assert entry.file_size == 4
    assert refusal(path) == "unpacked"


def test_zip_whose_directory_lies_about_sizes(xlsx: Write, refusal: Refusal) -> None:
    path = xlsx([["x" * 1000]] * 50)
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        entry = archive.getinfo(SHEET)
    place = data.find(entry.file_size.to_bytes(4, "little"), data.find(b"PK\x01\x02"))
    data[place : place + 4] = (100).to_bytes(4, "little")
    path.write_bytes(data)
    assert refusal(path) in ("truncated", "damaged")


def test_zip_with_too_many_parts(xlsx: Write, refusal: Refusal) -> None:
    path = xlsx()
    with zipfile.ZipFile(path, "a") as archive:
        for number in range(30):
            archive.writestr(f"xl/media/{number}.png", b"")
    assert refusal(path, Limits(parts=20)) == "bomb"


def test_zip_with_one_part_twice(xlsx: Write, refusal: Refusal) -> None:
    path = xlsx()
    with zipfile.ZipFile(path) as archive:
        data = archive.read(SHEET)
    with zipfile.ZipFile(path, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr(SHEET, data)
    assert refusal(path) == "damaged"


def test_cell_at_the_far_corner(xlsx: Write, refusal: Refusal) -> None:
    """Legal, and the end of the process for the parser: found before it is asked."""
    assert refusal(xlsx([["x"]], change=lambda sheet: sheet.cell(1_048_576, 16_384, "y"))) == "dimension"


def test_far_cell_in_xls(tmp_path: Path, refusal: Refusal) -> None:
    import xlwt

    book = xlwt.Workbook()
    sheet = book.add_sheet("a")
    sheet.write(0, 0, "x")
    sheet.write(65_535, 255, "y")
    book.save(str(tmp_path / "a.xls"))
    assert refusal(tmp_path / "a.xls") == "dimension"


def test_ods_that_repeats_a_filled_cell_a_million_times(tmp_path: Path, refusal: Refusal) -> None:
    content = (
        '<office:document-content xmlns:office="o" xmlns:table="t"><office:body><office:spreadsheet>'
        '<table:table table:name="a"><table:table-row table:number-rows-repeated="1048576">'
        '<table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="1000"/>'
        "</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(tmp_path / "a.ods", "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
    assert refusal(tmp_path / "a.ods") == "dimension"


def test_empty_workbooks(xlsx: Write, refusal: Refusal) -> None:
    assert refusal(xlsx([])) == "empty"
    assert refusal(xlsx([[" ", None], ["\n"]])) == "empty"


@pytest.mark.parametrize(
    "name",
    ["秘密名册.xlsx", "【机密】名册.xlsx", "名册_绝密.xlsx", "名册(秘密★1年).xlsx"],
    ids=["begin", "bracket", "end", "star"],
)
def test_name_that_carries_a_mark(name: str, xlsx: Write, refusal: Refusal) -> None:
    expected = None if name.startswith("秘密名册") else "marked"
    if expected is None:
        from loaders.workbook.read import read_workbook

        assert read_workbook(xlsx(name=name)).sheets  # 秘密 runs on into the name: ordinary text
    else:
        assert refusal(xlsx(name=name)) == expected


@pytest.mark.parametrize("cell", ["秘密★", "机 密★5年", "密级：秘密", "（绝密级）", "【秘密】", "秘密"])
def test_title_that_carries_a_mark(cell: str, xlsx: Write, refusal: Refusal) -> None:
    assert refusal(xlsx([[None, cell], ["街道", "姓名"], ["东街", "张三"]])) == "marked"


@pytest.mark.parametrize(
    "cell", ["保密工作", "商业秘密保护条例", "秘密战线", "机密局", "内部★", "密级：内部", "张机密"]
)
def test_words_that_are_no_mark(cell: str, xlsx: Write) -> None:
    from loaders.workbook.read import read_workbook

    assert read_workbook(xlsx([[cell], ["街道", "姓名"], ["东街", "张三"]])).sheets


def test_print_header_that_carries_a_mark(xlsx: Write, refusal: Refusal) -> None:
    def mark(sheet: object) -> None:
        sheet.oddHeader.right.text = "秘密★1年"  # type: ignore[attr-defined]
        sheet.oddHeader.left.text = "第 &P 页"  # type: ignore[attr-defined]

    assert refusal(xlsx(change=mark)) == "marked"


def test_too_many_sheets(tmp_path: Path, refusal: Refusal) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    for number in range(5):
        book.create_sheet(str(number))
    buffer = io.BytesIO()
    book.save(buffer)
    (tmp_path / "a.xlsx").write_bytes(buffer.getvalue())
    assert refusal(tmp_path / "a.xlsx", Limits(sheets=3)) == "too_many_sheets"
