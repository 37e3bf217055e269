"""What a roster looks like before it is a file: sheets of cells with headings in one row or two."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, Literal, TypeVar

__all__ = ["Book", "Cell", "Column", "Down", "Sheet", "sheet_of"]

Cell = str | int | float | date | None
Down = Literal["merge", "ditto", "blank", "repeat"]
"""How a value that goes on below is written: one merged cell, 同上, nothing, or again."""

Writer = Literal["xlsxwriter", "openpyxl", "csv"]
Record = TypeVar("Record")


@dataclass(frozen=True)
class Column(Generic[Record]):
    """A heading and what stands below it; ``group`` is the heading above it in two-row headers."""

    heading: str
    value: Callable[[Record], Cell]
    group: str = ""
    hidden: bool = False
    down: Down = "repeat"
    total: bool = False


@dataclass(frozen=True)
class Sheet:
    """Cells by row: title lines, one or two rows of headings, the body, and notes below it."""

    name: str
    titles: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    merged: tuple[tuple[int, int, int], ...] = ()
    hidden_columns: tuple[int, ...] = ()
    hidden_rows: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Book:
    """A file of the roster folder: its name without ending, its sheets, and the program that it looks like."""

    name: str
    sheets: tuple[Sheet, ...]
    writer: Writer = "xlsxwriter"
    encoding: str = "utf-8-sig"
    date_1904: bool = False

    @property
    def file(self) -> str:
        return f"{self.name}.{'csv' if self.writer == 'csv' else 'xlsx'}"


def sheet_of(
    name: str,
    columns: Sequence[Column[Record]],
    records: Iterable[Record],
    *,
    titles: Sequence[str] = (),
    notes: Sequence[str] = (),
    numbered: bool = True,
    total: bool = False,
    hidden_rows: Sequence[int] = (),
) -> Sheet:
    """Records as a sheet: a 序号 in front, a 合计 below where asked for."""
    found = list(records)
    numbers: list[Column[Record]] = [Column("序号", lambda _: None)] if numbered else []
    wide = [*numbers, *columns]
    body = [[column.value(record) for column in wide] for record in found]
    merged = [run for place, column in enumerate(wide) if column.down != "repeat" for run in _runs(body, place)]
    kept = _write_down(body, wide, merged)
    if numbered:
        for serial, row in enumerate(body, start=1):
            row[0] = serial
    if total and body:
        body.append([_total(body, place, column) for place, column in enumerate(wide)])
        body[-1][0] = "合计"
    return Sheet(
        name=name,
        titles=tuple(titles),
        groups=tuple(column.group for column in wide) if any(column.group for column in wide) else (),
        headings=tuple(column.heading for column in wide),
        rows=tuple(map(tuple, body)),
        merged=tuple(kept),
        hidden_columns=tuple(place for place, column in enumerate(wide) if column.hidden),
        hidden_rows=tuple(row for row in hidden_rows if row < len(found)),
        notes=tuple(notes),
    )


def _runs(body: list[list[Cell]], place: int) -> list[tuple[int, int, int]]:
    """(column, first row, last row) of every run of equal values; a run ends where the column before it changes."""
    runs, start = [], 0
    for row in range(1, len(body) + 1):
        if row == len(body) or body[row][: place + 1][-2:] != body[start][: place + 1][-2:]:
            if row - start > 1 and body[start][place] not in (None, ""):
                runs.append((place, start, row - 1))
            start = row
    return runs


def _write_down(
    body: list[list[Cell]], columns: Sequence[Column[Record]], runs: list[tuple[int, int, int]]
) -> list[tuple[int, int, int]]:
    kept = []
    for place, first, last in runs:
        down = columns[place].down
        for row in range(first + 1, last + 1):
            body[row][place] = "同上" if down == "ditto" else None
        if down == "merge":
            kept.append((place, first, last))
    return kept


def _total(body: list[list[Cell]], place: int, column: Column[Record]) -> Cell:
    if not column.total:
        return None
    return sum(value for row in body if isinstance(value := row[place], int))
