"""A page's table as a file: xlsx, csv (UTF-8 with BOM) or json, with its marking, who made it and when.

No cell is a formula: text that begins as one stays text, in a workbook by its type, in csv by what stands before it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import orjson

from graph.as_of import ZONE
from graph.store.export.cells import neutralise

if TYPE_CHECKING:
    from api.pages.asked import Asked
    from api.pages.known import OfStore
    from api.pages.listing import Column, Row

__all__ = ["KINDS", "Sheet", "made_file"]

KINDS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "csv": "text/csv; charset=utf-8",
    "json": "application/json",
}  # fmt: skip

_VERSION = 1
_WIDEST = 60


@dataclass(frozen=True, slots=True)
class Sheet:
    """A title, columns, and rows as they come."""

    title: str
    columns: Sequence[Column]
    rows: AsyncIterator[Row]

    async def gather(self) -> list[Row]:
        """All rows."""
        return [row async for row in self.rows]


def made_file(form: str, sheet: Sheet, rows: list[Row], asked: Asked, store: OfStore) -> bytes:
    """The file's bytes."""
    at = datetime.now(ZoneInfo(ZONE)).isoformat(timespec="seconds")
    cells = [[column.value(row, asked) for column in sheet.columns] for row in rows]
    if form == "json":
        return _json(sheet, cells, asked, store, at)
    table = [[asked.words(column.heading) for column in sheet.columns], *_worded(sheet, cells, asked)]
    above = _above(sheet, asked, store, at)
    return _csv(above, table) if form == "csv" else _xlsx(sheet.title, above, table)


def _worded(sheet: Sheet, cells: list[list[Any]], asked: Asked) -> list[list[Any]]:
    """The cells with words in place of codes (``amber``: 缺), as people read them."""
    coded = [column.style if column.style in ("severity", "state") else "" for column in sheet.columns]
    return [
        [asked.words(f"pages.{kind}_{cell}") if kind and cell else cell for kind, cell in zip(coded, row, strict=True)]
        for row in cells
    ]


def _above(sheet: Sheet, asked: Asked, store: OfStore, at: str) -> list[str]:
    """The lines above the table: what it is, its marking, by whom and when, and whether the data are fictional."""
    t = asked.words
    lines = [
        f"{sheet.title} · {t('pages.as_of')} {asked.as_of}",
        t("pages.export_marking", marking=store.marking),
        t("pages.export_by", who=asked.viewer.name, at=at),
    ]
    return [t("pages.synthetic"), *lines] if store.synthetic else lines


def _json(sheet: Sheet, cells: list[list[Any]], asked: Asked, store: OfStore, at: str) -> bytes:
    names = [column.name for column in sheet.columns]
    told = {
        "version": _VERSION, "page": asked.page.name, "title": sheet.title, "asOf": asked.as_of.isoformat(),
        "marking": store.marking, "by": asked.viewer.name, "at": at, "synthetic": store.synthetic,
        "rows": [dict(zip(names, row, strict=True)) for row in cells],
    }  # fmt: skip
    return orjson.dumps(told, option=orjson.OPT_INDENT_2)


def _csv(above: list[str], table: list[list[Any]]) -> bytes:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerows([neutralise(line)] for line in above)
    writer.writerows([_plain(value) for value in row] for row in table)
    return ("\ufeff" + stream.getvalue()).encode("utf-8")


def _plain(value: Any) -> Any:
    """A value as csv has it: numbers as they are, everything else as text that is no formula."""
    if value is None or (isinstance(value, (int, float)) and not isinstance(value, bool)):
        return "" if value is None else value
    return neutralise(str(value))


def _xlsx(title: str, above: list[str], table: list[list[Any]]) -> bytes:
    import xlsxwriter

    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(stream, options) as book:
        page = book.add_worksheet(title.translate(_NO_SHEET)[:31] or "data")
        bold = book.add_format({"bold": True, "bottom": 1})
        for place, line in enumerate(above):
            page.write_string(place, 0, line)
        for place, row in enumerate(table, start=len(above)):
            style = bold if place == len(above) else None
            for column, value in enumerate(row):
                _write(page, place, column, value, style)
        page.freeze_panes(len(above) + 1, 0)
        for column, cells in enumerate(zip(*table, strict=True)):
            page.set_column(column, column, min(_WIDEST, max(_width(value) for value in cells[:200]) + 2))
        page.set_landscape()
        page.repeat_rows(len(above))
        page.set_footer(f"&L{above[-2].replace('&', '&&')}&R&P / &N")
    return stream.getvalue()


_NO_SHEET = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
"""What the name of a sheet may not have."""


def _write(page: Any, row: int, column: int, value: Any, style: Any) -> None:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        page.write_number(row, column, value, style)
    elif value is not None:
        page.write_string(row, column, str(value)[:32_767], style)


def _width(value: Any) -> int:
    """Roughly: a Chinese character is as wide as two letters."""
    return sum(2 if ord(letter) > 0x2E80 else 1 for letter in str("" if value is None else value))
