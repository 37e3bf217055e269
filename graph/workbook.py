"""Tables as a workbook that can be handed on: with day, marking, who made it and when, and no cell that is a formula."""

from __future__ import annotations

import getpass
import io
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from graph.as_of import ZONE
from graph.errors import UsageError
from graph.messages import text

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["MARKINGS", "save_workbook"]

MARKINGS = ("公开", "内部", "敏感")
"""What a table may be marked as; 内部 unless told otherwise."""

MOST_ROWS, MOST_LETTERS, WIDEST = 1_048_000, 32_767, 60
_NO_SHEET = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
"""What the name of a sheet may not have."""


def save_workbook(file: str | Path, tables: Mapping[str, Any], of: Any, *, marking: str = "内部") -> Path:
    """Writes one sheet a table under its name, and returns where; an older file is replaced.

    ``tables``: frames, and results that have ``to_frame()``. ``of`` is what they were made from (a graph, a run, a report):
    its day stands above each table, and 示例数据 where it is fictional. Text stays text, whatever it begins with.

    Raises ``UsageError`` for another suffix than .xlsx, an unknown marking, no table, two sheets of one name, and a table
    longer than a sheet; ``StoreRefused`` where the place cannot be written to.

    >>> import graph, tempfile
    >>> G = graph.demo_network()
    >>> folder = Path(tempfile.mkdtemp())
    >>> save_workbook(folder / "缺口.xlsx", {"服务站": graph.run_rules(G, rules=["S02"]).findings()}, G).name
    '缺口.xlsx'
    """
    from graph.picture.render.frame import write_file

    path = Path(file)
    _check(path, tables, marking)
    as_of, synthetic = _told(of)
    stream = io.BytesIO()
    import xlsxwriter

    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(stream, options) as book:
        heads = book.add_format({"bold": True, "bottom": 1})
        for name, table in tables.items():
            frame = table if hasattr(table, "columns") and hasattr(table, "itertuples") else table.to_frame()
            if len(frame) > MOST_ROWS:
                raise UsageError("workbook.too_long", name=name, rows=len(frame), most=MOST_ROWS)
            above = _above(name, as_of, synthetic=synthetic, marking=marking)
            _fill(book.add_worksheet(_sheet_name(name)), above, frame, heads)
    write_file(path, stream.getvalue())
    return path


def _check(path: Path, tables: Mapping[str, Any], marking: str) -> None:
    if path.suffix.lower() != ".xlsx":
        raise UsageError("workbook.suffix", name=path.name)
    if marking not in MARKINGS:
        raise UsageError("workbook.no_marking", marking=marking, known=" ".join(MARKINGS))
    if not tables:
        raise UsageError("workbook.no_tables")
    seen: set[str] = set()
    for name in map(_sheet_name, tables):
        if name.casefold() in seen:
            raise UsageError("workbook.same_sheet", name=name)
        seen.add(name.casefold())


def _sheet_name(name: str) -> str:
    """A name as a sheet may have it: 31 characters, none of ``[]:*?/\\'``.

    >>> _sheet_name("缺口: 2026/11")
    '缺口  2026 11'
    """
    return name.translate(_NO_SHEET)[:31].strip() or "1"


def _told(of: Any) -> tuple[date | None, bool]:
    """The day of a graph, a run or a result, and whether its data are fictional."""
    graph = getattr(getattr(of, "G", of), "graph", None)
    if isinstance(graph, Mapping):
        return graph.get("as_of"), bool(graph.get("synthetic"))
    return getattr(of, "as_of", None), bool(getattr(of, "synthetic", False))


def _above(name: str, as_of: date | None, *, synthetic: bool, marking: str) -> list[str]:
    at = datetime.now(ZoneInfo(ZONE)).isoformat(sep=" ", timespec="seconds")
    lines = [
        str(text("workbook.about", name=name, as_of=as_of.isoformat() if as_of else "—")),
        str(text("workbook.marking", marking=marking)),
        str(text("workbook.made", by=getpass.getuser(), at=at)),
    ]
    return [str(text("common.synthetic")), *lines] if synthetic else lines


def _fill(sheet: Any, above: list[str], frame: pd.DataFrame, heads: Any) -> None:
    for place, line in enumerate(above):
        sheet.write_string(place, 0, line)
    top = len(above)
    for column, head in enumerate(frame.columns):
        sheet.write_string(top, column, str(head), heads)
        values = [*frame.iloc[:, column].tolist()]
        for place, value in enumerate(values, start=top + 1):
            _write(sheet, place, column, value)
        widest = max((_width(value) for value in [head, *values[:200]]), default=0)
        sheet.set_column(column, column, min(WIDEST, widest + 2))
    sheet.freeze_panes(top + 1, 0)
    sheet.repeat_rows(top)
    sheet.set_landscape()
    sheet.set_footer(f"&L{above[-2].replace('&', '&&')}&R&P / &N")


def _write(sheet: Any, row: int, column: int, value: Any) -> None:
    """Numbers as numbers; nothing where there is none; everything else as text."""
    if value is None or value != value:  # noqa: PLR0124 - true of what is no number and of no date
        return
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        sheet.write_number(row, column, value)
    else:
        sheet.write_string(row, column, _words(value)[:MOST_LETTERS])


def _words(value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime) and value.time() == datetime.min.time():
        return value.date().isoformat()
    return "、".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)


def _width(value: Any) -> int:
    """Roughly: a Chinese character is as wide as two letters."""
    return sum(2 if ord(letter) > 0x2E80 else 1 for letter in str("" if value is None else value))
