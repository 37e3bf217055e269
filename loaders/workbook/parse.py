"""One file, parsed inside the child, as plain lists and dicts ready for JSON.

Rows are padded on the left so that the first cell is column A. Dates become ``{"d": …}`` or ``{"t": …}`` through
``plain``, the hook of the JSON encoder, so that no pass over the cells is needed for them.
"""

from __future__ import annotations

import io
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from loaders.workbook.content import ENDINGS, Kind, kind_of
from loaders.workbook.limits import Limits
from loaders.workbook.refusal import Refusal
from loaders.workbook.scan import SheetScan

__all__ = ["parse", "plain"]


def parse(path: str, *, limits: Limits) -> dict[str, Any]:
    """The file's kind, date system and sheets; raises ``Refusal``."""
    with Path(path).open("rb") as stream:
        data = stream.read(limits.file_bytes + 1)
    if len(data) > limits.file_bytes:
        raise Refusal("file_size", megabytes=len(data) >> 20, limit=limits.file_bytes >> 20)
    kind = kind_of(data)
    if kind == "csv":
        return _parse_csv(data, limits=limits)
    if kind == "xlsx":
        from loaders.workbook.xlsx import scan_xlsx

        scans, date_1904 = scan_xlsx(path, limits=limits)
        return _parse(path, kind, date_1904, scans)
    if kind == "xls":
        from loaders.workbook.xls import scan_xls

        in_order, date_1904 = scan_xls(data, limits=limits)
        return _parse(path, kind, date_1904, in_order)
    from loaders.workbook.ods import scan_ods

    return _parse(path, kind, False, scan_ods(path, limits=limits))


def plain(value: object) -> object:
    """What JSON cannot hold: dates and date-times marked, times and durations as text."""
    if isinstance(value, datetime):
        return {"t": value.isoformat()}
    if isinstance(value, date):
        return {"d": value.isoformat()}
    if isinstance(value, time):
        return value.isoformat("minutes" if not value.second else "seconds")
    if isinstance(value, timedelta):
        minutes = round(value.total_seconds()) // 60
        return f"{minutes // 60}:{minutes % 60:02d}"
    raise TypeError(type(value).__name__)


def _parse_csv(data: bytes, *, limits: Limits) -> dict[str, Any]:
    from loaders.workbook.delimited import read_delimited

    rows, encoding, separator = read_delimited(data)
    scan = SheetScan()
    for number, row in enumerate(rows, start=1):
        if row:
            scan.extent.add(number, len(row))
    scan.extent.check("csv", limits=limits)
    sheet = _sheet("", False, 1, rows, [], scan)
    return {"kind": "csv", "encoding": encoding, "separator": separator, "date_1904": False, "sheets": [sheet]}


def _parse(path: str, kind: Kind, date_1904: bool, scans: dict[str, SheetScan] | list[SheetScan]) -> dict[str, Any]:
    from python_calamine import CalamineError, PasswordError, SheetTypeEnum, SheetVisibleEnum

    sheets = []
    try:
        with _opened(path, kind) as book:
            metadata = [sheet for sheet in book.sheets_metadata if sheet.typ is SheetTypeEnum.WorkSheet]
            if len(metadata) != len(scans):
                raise Refusal("damaged")
            for place, sheet in enumerate(metadata):
                scan = scans[sheet.name] if isinstance(scans, dict) else scans[place]
                visible = sheet.visible is SheetVisibleEnum.Visible
                sheets.append(_read_sheet(book.get_sheet_by_name(sheet.name), not visible, scan))
    except PasswordError as error:
        raise Refusal("password") from error
    except (CalamineError, KeyError, ValueError, OSError) as error:
        raise Refusal("damaged") from error
    return {"kind": kind, "date_1904": date_1904, "sheets": sheets}


def _opened(path: str, kind: Kind) -> Any:
    """The parser goes by a path's ending; where that lies, it is given the bytes, which takes half as long again."""
    from python_calamine import CalamineWorkbook

    if Path(path).suffix.lower() in ENDINGS[kind]:
        return CalamineWorkbook.from_path(path)
    return CalamineWorkbook.from_filelike(io.BytesIO(Path(path).read_bytes()))


def _read_sheet(sheet: Any, hidden: bool, scan: SheetScan) -> dict[str, Any]:
    top, left = sheet.start or (0, 0)
    pad = [None] * left
    rows = [[*pad, *[None if value == "" else value for value in row]] for row in sheet.to_python(skip_empty_area=True)]
    merged = scan.merged
    if merged is None:
        merged = [(r1 + 1, c1 + 1, r2 + 1, c2 + 1) for (r1, c1), (r2, c2) in sheet.merged_cell_ranges or []]
    return _sheet(sheet.name, hidden, top + 1, rows, merged, scan)


def _sheet(name: str, hidden: bool, first: int, rows: Any, merged: Any, scan: SheetScan) -> dict[str, Any]:
    return {
        "name": name,
        "hidden": hidden,
        "first_row": first,
        "rows": rows,
        "merged": merged,
        "hidden_rows": scan.hidden_rows,
        "hidden_columns": scan.hidden_columns,
        "faults": scan.faults,
        "margins": scan.margins,
    }
