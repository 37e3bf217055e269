"""Workbook, Sheet and Cell: what stood in a file, with the coordinates that Excel shows.

All rows and columns count from 1. Values are raw: a number that was typed as text stays text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from graph.messages import Message

__all__ = ["Cell", "CellError", "Range", "Sheet", "Workbook", "column_letter"]


class CellError(str):
    """What a cell holds instead of a value: ``#N/A``, ``#REF!`` …, or ``=`` for a formula that was never computed.

    It is text, so that it can be shown, and a type of its own, so that no parser takes it for a value.

    >>> CellError("#N/A") == "#N/A", isinstance(CellError("="), CellError)
    (True, True)
    """

    __slots__ = ()


Cell = str | float | int | bool | date | datetime | CellError | None

Range = tuple[int, int, int, int]
"""First row, first column, last row, last column of a merged range, inclusive."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: ``rows[0]`` is Excel's row ``first_row``; a row's first cell is column A.

    >>> sheet = Sheet("名册", [["姓名"], ["张三"]], first_row=3)
    >>> sheet.last_row, sheet.row(4)
    (4, ['张三'])
    """

    name: str
    rows: list[list[Cell]]
    first_row: int = 1
    hidden: bool = False
    merged: tuple[Range, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    file: str = ""

    @property
    def last_row(self) -> int:
        """Number of the last row that holds anything; ``first_row - 1`` where the sheet is empty."""
        return self.first_row + len(self.rows) - 1

    @property
    def width(self) -> int:
        """Columns from A to the last filled one."""
        return max(map(len, self.rows), default=0)

    def row(self, number: int) -> list[Cell]:
        """The cells of that row, by Excel's number; empty where nothing stands."""
        place = number - self.first_row
        return self.rows[place] if 0 <= place < len(self.rows) else []


@dataclass(frozen=True, slots=True)
class Workbook:
    """One file as it was read: ``sha256`` is of the very bytes that were parsed."""

    path: Path
    name: str
    sha256: str
    size: int
    date_1904: bool
    sheets: tuple[Sheet, ...]
    notes: tuple[Message, ...] = field(default=())


def column_letter(column: int) -> str:
    """Excel's letters of a column, counted from 1.

    >>> [column_letter(n) for n in (1, 26, 27, 703, 16384)]
    ['A', 'Z', 'AA', 'AAA', 'XFD']
    """
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
