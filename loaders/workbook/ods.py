"""An ods file's own account of its sheets: merged ranges, hidden rows and columns, errors, the filled rectangle.

Repeat counts are where ods bombs hide: a hundred bytes may declare a million filled rows.
"""

from __future__ import annotations

from typing import Any
from zipfile import ZipFile

from loaders.workbook.archive import check_archive, check_parts, damage_told, pieces
from loaders.workbook.limits import Limits
from loaders.workbook.refusal import Refusal
from loaders.workbook.scan import NOT_COMPUTED, SheetScan

__all__ = ["scan_ods"]

MARKED = 65_536
"""A hidden row or column beyond this many repeats is an empty tail, of no interest to a reader."""


def scan_ods(path: str, *, limits: Limits) -> list[SheetScan]:
    """A scan per sheet, in their order; raises ``Refusal``."""
    import xml.parsers.expat

    with damage_told():
        archive = ZipFile(path)
    with archive:
        check_archive(archive, limits=limits)
        if _is_locked(archive):
            raise Refusal("password")
        check_parts(archive, but=frozenset({"content.xml"}))
        reader = _Reader(limits)
        parser = xml.parsers.expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = reader.start
        parser.EndElementHandler = reader.end
        parser.CharacterDataHandler = reader.text
        try:
            for piece in pieces(archive, "content.xml"):
                parser.Parse(piece, False)
            parser.Parse(b"", True)
        except xml.parsers.expat.ExpatError as error:
            raise Refusal("damaged") from error
    return reader.scans


def _is_locked(archive: ZipFile) -> bool:
    try:
        return any(b"encryption-data" in piece for piece in pieces(archive, "META-INF/manifest.xml"))
    except Refusal as refusal:
        if refusal.key == "truncated" and "META-INF/manifest.xml" not in archive.namelist():
            return False
        raise


class _Reader:
    """Counts rows and columns through the elements of content.xml."""

    def __init__(self, limits: Limits) -> None:
        self.scans: list[SheetScan] = []
        self._limits = limits
        self._row = self._column = self._repeats = 0
        self._name = ""
        self._failing: tuple[int, int] | None = None
        self._said = ""
        self._nested = 0

    def start(self, tag: str, attributes: dict[str, Any]) -> None:
        """An element opens: sheets, columns, rows and cells are counted, all else is passed over."""
        if tag == "table:table":
            self._nested += 1
            if self._nested == 1:
                self._start_sheet(attributes)
        elif self._nested != 1:
            return
        elif tag == "table:table-column":
            self._column = self._advance(self.scans[-1].hidden_columns, self._column, "columns", attributes)
        elif tag == "table:table-row":
            first = self._row + 1
            self._row = self._advance(self.scans[-1].hidden_rows, self._row, "rows", attributes)
            self._repeats, self._column = self._row - first, 0
        elif tag in ("table:table-cell", "table:covered-table-cell"):
            self._take_cell(attributes)

    def text(self, said: str) -> None:
        """Text inside a formula's cell: its result, or its error."""
        if self._failing:
            self._said += said

    def end(self, tag: str) -> None:
        """An element closes: a formula's cell is judged, a sheet's rectangle checked."""
        if tag == "table:table":
            if self._nested == 1:
                self.scans[-1].extent.check(self._name, limits=self._limits)
            self._nested -= 1
        elif tag == "table:table-cell" and self._failing:
            said = self._said.strip()
            if not said or said.startswith(("#", "Err:")):
                self.scans[-1].faults.append((*self._failing, said or NOT_COMPUTED))
            self._failing, self._said = None, ""

    def _start_sheet(self, attributes: dict[str, Any]) -> None:
        self.scans.append(SheetScan(merged=[]))
        self._name = attributes.get("table:name", "")
        self._row = self._column = 0
        if len(self.scans) > self._limits.sheets:
            raise Refusal("too_many_sheets", sheets=len(self.scans), limit=self._limits.sheets)

    def _advance(self, hidden: list[int], before: int, what: str, attributes: dict[str, Any]) -> int:
        count = _count(attributes, f"table:number-{what}-repeated")
        if attributes.get("table:visibility") in ("collapse", "filter") and count < MARKED:
            hidden.extend(range(before + 1, before + count + 1))
        return before + count

    def _take_cell(self, attributes: dict[str, Any]) -> None:
        scan, row, column = self.scans[-1], self._row - self._repeats, self._column + 1
        self._column += _count(attributes, "table:number-columns-repeated")
        if "office:value-type" in attributes:
            scan.extent.add(row, column)
            scan.extent.add(self._row, self._column)
        down, across = (_count(attributes, f"table:number-{what}-spanned") for what in ("rows", "columns"))
        if (down > 1 or across > 1) and scan.merged is not None:
            scan.merged.append((row, column, row + down - 1, column + across - 1))
        if "table:formula" in attributes and attributes.get("office:value-type", "string") == "string":
            self._failing = (row, column) if not attributes.get("office:string-value") else None


def _count(attributes: dict[str, Any], name: str) -> int:
    count = str(attributes.get(name, "1"))
    return max(1, int(count)) if count.isdecimal() and len(count) < 9 else 1
