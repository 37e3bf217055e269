"""An xlsx file's own account of its sheets: which part is which sheet, and what calamine leaves out of each.

Regular expressions over bytes, because an XML parser in Python takes ten times as long for 100,000 rows. They
decide nothing about values, except that a cell holds an error or an uncomputed formula.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from zipfile import ZipFile

from loaders.workbook.archive import check_archive, check_parts, damage_told, pieces
from loaders.workbook.limits import MEBIBYTE, Limits
from loaders.workbook.refusal import Refusal
from loaders.workbook.scan import NOT_COMPUTED, Extent, SheetScan

__all__ = ["scan_xlsx"]

LONGEST_ROW = 32 * MEBIBYTE
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
LAST_COLUMN = 16_384
TAIL = 65_536
"""Page setup stands at the end of a sheet's part, behind merged cells and rules."""

TAG = rb"<(?:\w+:)?"
ROW = re.compile(TAG + rb"row\b([^>]*)>")
ROW_NUMBER = re.compile(rb'\br="(\d+)"')
HIDDEN = re.compile(rb'\bhidden="(?:1|true)"')
COLUMN = re.compile(TAG + rb"col\s([^>]*)>")
SPAN = re.compile(rb'\b(min|max)="(\d+)"')
PLACE = re.compile(rb'\br="([A-Z]{1,3})(\d+)"')
FILLED = {prefix: re.compile(prefix + rb'c\b[^>]*?\br="([A-Z]+)\d+"[^>/]*>') for prefix in (b"<", rb"<\w+:")}
FILLED_PLACE = re.compile(TAG + rb'c\b[^>]*?\br="([A-Z]+)(\d+)"[^>/]*>(?!</)')
WITH_ERROR = re.compile(
    TAG + rb'c\b([^>]*\bt="e"[^>]*)>\s*(?:' + TAG + rb"f\b[^>]*(?:/>|>[^<]*</[\w:]+>))?\s*" + TAG + rb"v>([^<]*)<"
)
NO_RESULT = re.compile(
    TAG + rb"c\b([^>]*)>\s*" + TAG + rb"f\b[^>]*(?:/>|>[^<]*</[\w:]+>)\s*"
    rb"(?:" + TAG + rb"v\s*/>|" + TAG + rb"v>\s*</[\w:]+>)?\s*</(?:\w+:)?c>"
)
MARGIN = re.compile(TAG + rb"(?:odd|even|first)(?:Header|Footer)\b[^>]*>([^<]*)<")


def scan_xlsx(path: str, *, limits: Limits) -> tuple[dict[str, SheetScan], bool]:
    """A scan per sheet name, and whether dates count from 1904; raises ``Refusal``."""
    with damage_told():
        archive = ZipFile(path)
    with archive:
        check_archive(archive, limits=limits)
        sheets, date_1904 = _sheets(archive)
        if len(sheets) > limits.sheets:
            raise Refusal("too_many_sheets", sheets=len(sheets), limit=limits.sheets)
        check_parts(archive, but=frozenset(sheets.values()))
        return {name: _scan(archive, part, name, limits=limits) for name, part in sheets.items()}, date_1904


def _sheets(archive: ZipFile) -> tuple[dict[str, str], bool]:
    """Part of the archive by sheet name, worksheets only, and the date system."""
    from xml.etree.ElementTree import ParseError, fromstring

    names = {name.replace("\\", "/").lower(): name for name in archive.namelist()}
    try:
        book = fromstring(_whole(archive, names["xl/workbook.xml"]))
        links = fromstring(_whole(archive, names["xl/_rels/workbook.xml.rels"]))
    except (ParseError, KeyError) as error:
        raise Refusal("damaged") from error
    targets = {
        link.get("Id"): posixpath.normpath(posixpath.join("/xl", link.get("Target", "").replace("\\", "/")))
        for link in links
        if link.get("Type", "").endswith("/worksheet")
    }
    found: dict[str, str] = {}
    for sheet in book.iter():
        part = targets.get(sheet.get(RELATION) or sheet.get(STRICT_RELATION))
        if sheet.tag.endswith("}sheet") and part:
            name = names.get(part.lstrip("/").lower())
            if name is None:
                raise Refusal("damaged")
            found[sheet.get("name", "")] = name
    systems = (element.get("date1904") for element in book.iter() if element.tag.endswith("}workbookPr"))
    return found, any(system in ("1", "true", "on") for system in systems)


def _whole(archive: ZipFile, part: str) -> bytes:
    return b"".join(pieces(archive, part))


def _scan(archive: ZipFile, part: str, name: str, *, limits: Limits) -> SheetScan:
    scan = SheetScan()
    rows, columns, last = Extent(), set[bytes](), 0
    for block in _blocks(archive, part):
        last = _take_rows(block, scan, rows, last)
        columns.update(_filled(block).findall(block))
        _take_rest(block, scan)
    right = max(map(_number, columns), default=0)
    if rows.bottom * right > limits.cells:  # styled but empty rows count here, so look closer before refusing
        for block in _blocks(archive, part):
            for letters, number in FILLED_PLACE.findall(block):
                scan.extent.add(int(number), _number(letters))
        scan.extent.check(name, limits=limits)
    return scan


def _blocks(archive: ZipFile, part: str) -> Iterator[bytes]:
    """The part in blocks that end with a row's end tag (the last one excepted)."""
    rest = b""
    for piece in pieces(archive, part):
        rest += piece
        cut = rest.rfind(b"row>") + 4
        if cut < 4:
            if len(rest) > LONGEST_ROW:
                raise Refusal("damaged")
            continue
        yield rest[:cut]
        rest = rest[cut:]
    yield rest


def _filled(block: bytes) -> re.Pattern[bytes]:
    return FILLED[b"<"] if b"<c " in block else FILLED[rb"<\w+:"]


def _take_rows(block: bytes, scan: SheetScan, rows: Extent, last: int) -> int:
    if b"hidden" not in block and (tag := ROW.search(block, max(block.rfind(b"<row "), 0))):
        number = ROW_NUMBER.search(tag[1])
        if number:  # the usual block: nothing hidden, rows numbered; its last row says all
            rows.add(int(number[1]), 1)
            return int(number[1])
    for match in ROW.finditer(block):
        attributes = match[1]
        number = ROW_NUMBER.search(attributes)
        last = int(number[1]) if number else last + 1
        if b"hidden" in attributes and HIDDEN.search(attributes):
            scan.hidden_rows.append(last)
    if last:
        rows.add(last, 1)
    return last


def _take_rest(block: bytes, scan: SheetScan) -> None:
    if b"hidden" in block:
        for match in COLUMN.finditer(block):
            if HIDDEN.search(match[1]):
                span = {end: int(number) for end, number in SPAN.findall(match[1])}
                scan.hidden_columns.extend(range(span.get(b"min", 1), min(span.get(b"max", 0), LAST_COLUMN) + 1))
    if b't="e"' in block:
        scan.faults.extend(
            (*_place(match[1]), match[2].decode("utf-8", "replace")) for match in WITH_ERROR.finditer(block)
        )
    if b"<f" in block or b":f" in block:
        for match in NO_RESULT.finditer(block):
            if b't="str"' not in match[1]:  # an empty text is a result
                scan.faults.append((*_place(match[1]), NOT_COMPUTED))
    if b"Header" in block[-TAIL:] or b"Footer" in block[-TAIL:]:
        scan.margins.extend(text.decode("utf-8", "replace") for text in MARGIN.findall(block[-TAIL:]))


def _place(attributes: bytes) -> tuple[int, int]:
    place = PLACE.search(attributes)
    if place is None:
        raise Refusal("damaged")  # a cell in error without an address: nothing could say where it stands
    return int(place[2]), _number(place[1])


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters[:3]:
        number = number * 26 + letter - 64
    return number
