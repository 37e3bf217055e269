"""Books as bytes: xlsx by two libraries, as two office programs would differ, and csv in two encodings.

The same book gives the same bytes: creation dates are fixed, and zip entries carry 1980-01-01.
"""

from __future__ import annotations

import csv
import re
from datetime import date, datetime
from io import BytesIO, StringIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from loaders.reference.rosters.sheet import Book, Cell, Sheet

__all__ = ["render"]

MADE = datetime(2026, 10, 20, 9, 0, 0)
"""The day the rosters were handed in, before the reference date."""


def render(book: Book) -> bytes:
    """The bytes of the file."""
    return {"csv": _csv, "xlsxwriter": _xlsxwriter, "openpyxl": _openpyxl}[book.writer](book)


def _head(sheet: Sheet) -> list[tuple[str, ...]]:
    rows = [(title, *[""] * (len(sheet.headings) - 1)) for title in sheet.titles]
    if sheet.groups:
        rows.append(tuple(group or heading for group, heading in zip(sheet.groups, sheet.headings, strict=True)))
        rows.append(
            tuple(heading if group else "" for group, heading in zip(sheet.groups, sheet.headings, strict=True))
        )
    elif sheet.headings:
        rows.append(sheet.headings)
    return rows


def _spans(sheet: Sheet) -> list[tuple[int, int, int, int]]:
    """Merged ranges as (first row, first column, last row, last column): titles, header, values that go on below."""
    last = len(sheet.headings) - 1
    titles = len(sheet.titles)
    spans = [(row, 0, row, last) for row in range(titles) if last > 0]
    if sheet.groups:
        start = 0
        for place in range(1, last + 2):
            if place > last or not sheet.groups[place] or sheet.groups[place] != sheet.groups[start]:
                if not sheet.groups[start]:
                    spans.append((titles, start, titles + 1, start))
                elif place - start > 1:
                    spans.append((titles, start, titles, place - 1))
                start = place
    top = len(_head(sheet))
    spans += [(top + first, place, top + end, place) for place, first, end in sheet.merged]
    return spans


def _csv(book: Book) -> bytes:
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for sheet in book.sheets:
        writer.writerows(_head(sheet))
        writer.writerows([_text(cell) for cell in row] for row in sheet.rows)
        writer.writerows([note] for note in sheet.notes)
    return out.getvalue().encode(book.encoding)


def _text(cell: Cell) -> str | int | float:
    if isinstance(cell, date):
        return cell.isoformat()
    return "" if cell is None else cell


def _xlsxwriter(book: Book) -> bytes:
    import xlsxwriter

    out = BytesIO()
    workbook = xlsxwriter.Workbook(out, {"in_memory": True, "date_1904": book.date_1904, "strings_to_urls": False})
    workbook.set_properties({"created": MADE, "author": "示例"})
    day = workbook.add_format({"num_format": "yyyy/m/d"})
    bold = workbook.add_format({"bold": True, "align": "center", "text_wrap": True})
    for sheet in book.sheets:
        page = workbook.add_worksheet(sheet.name)
        head = _head(sheet)
        spans = {(span[0], span[1]): span for span in _spans(sheet)}
        for row, values in enumerate([*head, *sheet.rows]):
            style = bold if row < len(head) else None
            for place, value in enumerate(values):
                if (row, place) in spans:
                    page.merge_range(*spans[row, place], value, style)
                elif isinstance(value, date):
                    page.write_datetime(row, place, datetime(value.year, value.month, value.day), day)
                elif isinstance(value, str) and value:
                    page.write_string(row, place, value, style)
                elif isinstance(value, int | float):
                    page.write_number(row, place, value, style)
        for offset, note in enumerate(sheet.notes):
            page.write_string(len(head) + len(sheet.rows) + offset, 0, note)
        for place in sheet.hidden_columns:
            page.set_column(place, place, None, None, {"hidden": True})
        for row in sheet.hidden_rows:
            page.set_row(len(head) + row, None, None, {"hidden": True})
    workbook.close()
    return out.getvalue()


def _openpyxl(book: Book) -> bytes:
    from openpyxl import Workbook
    from openpyxl.utils import get_column_letter

    workbook = Workbook()
    workbook.properties.created = MADE
    workbook.properties.creator = "示例"
    workbook.remove(workbook.worksheets[0])
    for sheet in book.sheets:
        page: Any = workbook.create_sheet(sheet.name)
        head = _head(sheet)
        for values in [*head, *sheet.rows]:
            page.append([None if value == "" else value for value in values])
        for note in sheet.notes:
            page.append([note])
        for first, left, last, right in _spans(sheet):
            page.merge_cells(start_row=first + 1, start_column=left + 1, end_row=last + 1, end_column=right + 1)
        for place in sheet.hidden_columns:
            page.column_dimensions[get_column_letter(place + 1)].hidden = True
        for row in sheet.hidden_rows:
            page.row_dimensions[len(head) + row + 1].hidden = True
    out = BytesIO()
    workbook.save(out)
    return _repacked(out.getvalue())


def _repacked(data: bytes) -> bytes:
    """The same zip with fixed dates, which openpyxl takes from the clock."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for part in old.infolist():
            body = old.read(part)
            if part.filename == "docProps/core.xml":
                body = re.sub(
                    rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + MADE.strftime("%Y-%m-%dT%H:%M:%SZ").encode(), body
                )
            info = ZipInfo(part.filename, (1980, 1, 1, 0, 0, 0))
            info.compress_type = ZIP_DEFLATED
            new.writestr(info, body)
    return out.getvalue()
