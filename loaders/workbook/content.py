"""What a file is, decided by its bytes and never by its ending.

People rename: a csv called ``.xls`` is read all the same and said; a web page called ``.xls`` is refused,
because the system that exported it wrote no workbook at all.
"""

from __future__ import annotations

import re
from typing import Literal
from zipfile import BadZipFile, ZipFile

from loaders.workbook.refusal import Refusal

__all__ = ["ENDINGS", "Kind", "kind_of"]

Kind = Literal["xlsx", "xls", "ods", "csv"]

ENDINGS: dict[Kind, frozenset[str]] = {
    "xlsx": frozenset({".xlsx", ".xlsm", ".xltx"}),
    "xls": frozenset({".xls", ".et", ".xlt"}),
    "ods": frozenset({".ods"}),
    "csv": frozenset({".csv", ".tsv", ".txt"}),
}
"""File endings that promise the kind; any other is said, not refused."""

OLE = bytes.fromhex("D0CF11E0A1B11AE1")

STREAMS: tuple[tuple[str, str | None], ...] = (
    ("EncryptedPackage", "password"),
    ("WordDocument", "not_a_workbook"),
    ("PowerPoint Document", "not_a_workbook"),
    ("Workbook", None),
    ("Book", None),
)
"""Names in an OLE2 directory, in order of weight, and the refusal that follows (None: it is an xls)."""

PARTS: tuple[tuple[str, Kind | None], ...] = (
    ("xl/workbook.xml", "xlsx"),
    ("xl/workbook.bin", None),
    ("content.xml", "ods"),
)
"""A part that only this kind of zip file has (None: a kind that is refused)."""

HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|meta|table|style|div)\b", re.I | re.S
)
XML = re.compile(rb"\s*<\?xml\b|\s*<\?mso-application")
HEAD = 4096


def kind_of(data: bytes) -> Kind:
    """The kind of file these bytes are; raises ``Refusal`` where they are no workbook that can be read.

    >>> kind_of("姓名,电话".encode())
    'csv'
    >>> kind_of(b"<html><table>")
    Traceback (most recent call last):
        ...
    loaders.workbook.refusal.Refusal: html
    """
    if not data.strip(b"\0\r\n\t \xef\xbb\xbf"):
        raise Refusal("empty")
    if data.startswith(OLE):
        return _kind_of_ole(data)
    if data.startswith(b"PK"):
        return _kind_of_zip(data)
    return _kind_of_text(data[:HEAD])


def _kind_of_ole(data: bytes) -> Kind:
    for name, refusal in STREAMS:
        if not _has_stream(data, name):
            continue
        if refusal:
            raise Refusal(refusal)
        return "xls"
    raise Refusal("truncated" if _lacks_directory(data) else "not_a_workbook")


def _lacks_directory(data: bytes) -> bool:
    """Whether an OLE2 file ends before the sector in which its header says that the directory begins."""
    sector = 1 << min(int.from_bytes(data[30:32], "little"), 16)
    first = int.from_bytes(data[48:52], "little")
    return (first + 2) * sector > len(data)


def _has_stream(data: bytes, name: str) -> bool:
    """Whether an OLE2 directory entry has that name: entries lie at multiples of 128 bytes, names are UTF-16."""
    wanted = (name + "\0").encode("utf-16-le")
    place = data.find(wanted)
    while place >= 0 and place % 128:
        place = data.find(wanted, place + 1)
    return place >= 0


def _kind_of_zip(data: bytes) -> Kind:
    import io

    try:
        with ZipFile(io.BytesIO(data)) as archive:
            names = {name.replace("\\", "/").lower() for name in archive.namelist()}
    except (BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise Refusal("truncated") from error
    for part, kind in PARTS:
        if part not in names:
            continue
        if kind is None:
            raise Refusal("binary_workbook")
        return kind
    raise Refusal("not_a_workbook")


def _kind_of_text(head: bytes) -> Kind:
    plain = head.removeprefix(b"\xef\xbb\xbf")
    if plain.startswith((b"\xff\xfe", b"\xfe\xff")):
        plain = head.decode("utf-16", "replace").encode()
    if HTML.match(plain):
        raise Refusal("html")
    if XML.match(plain):
        raise Refusal("xml")
    if plain.startswith((b"%PDF", b"{\\rtf", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"\x89PNG", b"\xff\xd8\xff")):
        raise Refusal("not_a_workbook")
    if plain.startswith((b"\x09\x00", b"\x09\x02", b"\x09\x04")):  # BIFF2 to BIFF4: Excel of before 1993
        raise Refusal("not_a_workbook")
    if b"\0" in plain and not _looks_utf16(plain):
        raise Refusal("not_a_workbook")
    return "csv"


def _looks_utf16(head: bytes) -> bool:
    """Whether zero bytes stand on one side of the pairs only, as ASCII in UTF-16 without a mark has them."""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    return min(even, odd) == 0
