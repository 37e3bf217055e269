"""The rows below the header, made whole: merged cells filled down, 同上 replaced, what is no data left out and said.

Nothing disappears unsaid: every row that is left out is in ``skipped`` with its reason, blank ones excepted.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from graph.messages import Message, text
from loaders.errors import Remark, SheetRefused, shorten
from loaders.workbook.header import Header
from loaders.workbook.heading import normalise_heading
from loaders.workbook.lines import is_ditto, line_of
from loaders.workbook.merges import fill_down, section_rows
from loaders.workbook.sheet import Cell, CellError, Sheet, column_letter

__all__ = ["Body", "RawRow", "Skipped", "read_body", "runs"]

SERIAL = frozenset({"序号"})
"""Columns that are numbered in advance: a row that holds nothing else is an empty line of a form."""
LONGEST_HEADING = 12
RIVAL_HEADINGS = 3
"""Headings of this sheet in one row, in other places, that make it a second table's header."""


@dataclass(frozen=True, slots=True)
class RawRow:
    """One data row: ``cells[0]`` is column A; ``number`` is Excel's."""

    number: int
    cells: list[Cell]
    hidden: bool = False

    def __getitem__(self, column: int) -> Cell:
        """The cell of that column, counted from 1; None beyond the row's end."""
        return self.cells[column - 1] if 0 < column <= len(self.cells) else None


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row that is not data, and why."""

    number: int
    why: Message


@dataclass(frozen=True, slots=True)
class Body:
    """A sheet's data rows, what was left out, what is refused or flagged, and what is worth saying."""

    rows: list[RawRow] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    notes: list[Message] = field(default_factory=list)
    unheaded: tuple[int, ...] = ()
    """Columns that hold data but have no heading."""


def read_body(sheet: Sheet, header: Header) -> Body:
    """The data rows under the header; raises ``SheetRefused`` where a second table begins.

    >>> from loaders.workbook.header import find_header
    >>> sheet = Sheet("名册", [["街道", "姓名"], ["东街", "张三"], ["同上", "李四"], ["合计", 2]])
    >>> body = read_body(sheet, find_header(sheet, {"街道", "姓名"}))
    >>> [row.cells for row in body.rows], [skipped.number for skipped in body.skipped]
    ([['东街', '张三'], ['东街', '李四']], [4])
    """
    return _BodyReader(sheet, header).read()


def runs(numbers: Iterable[int]) -> str:
    """Numbers as people write them.

    >>> runs([5, 6, 7, 9, 12, 13])
    '5–7、9、12–13'
    """
    spans: list[list[int]] = []
    for number in sorted(numbers):
        if spans and spans[-1][1] == number - 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    return "、".join(str(first) if first == last else f"{first}–{last}" for first, last in spans)


class _BodyReader:
    """One pass over the rows of one sheet."""

    def __init__(self, sheet: Sheet, header: Header) -> None:
        self._sheet = sheet
        self._header = header
        self._body = Body()
        self._headings = {heading.column: heading.text for heading in header.headings}
        self._heads = [_words(sheet.row(number)) for number in range(header.first_row, header.last_row + 1)]
        self._known = {text for number in range(header.first_row, header.last_row + 1) for text in sheet.row(number)}
        self._known.discard(None)
        self._first_words = {next(iter(words.values())) for words in self._heads if words}
        self._serials = {heading.column for heading in header.headings if SERIAL & set(heading.names)}
        self._sections = section_rows(sheet, header.last_row)
        self._above: list[Cell] = []
        self._in_notes = False

    def read(self) -> Body:
        """The whole body."""
        sheet, body = self._sheet, self._body
        fills = fill_down(sheet, self._header.last_row)
        for number in range(self._header.last_row + 1, sheet.last_row + 1):
            cells = sheet.row(number)
            why = self._why_no_data(number, cells)
            if why is None:
                self._take(number, cells, fills.get(number, {}))
            elif why != "blank":
                self._skip(number, why, cells)
        self._say_hidden()
        filled = {column for row in body.rows for column, value in enumerate(row.cells, 1) if value is not None}
        return Body(body.rows, body.skipped, body.remarks, body.notes, tuple(sorted(filled - self._headings.keys())))

    def _why_no_data(self, number: int, cells: list[Cell]) -> str | None:
        line = line_of(cells)
        if line != "data":
            self._in_notes = line == "note" or self._in_notes
            return line
        if self._is_head(number, cells):
            return "repeated"
        filled = [column for column, value in enumerate(cells, start=1) if value is not None]
        if len(filled) == 1:
            why = self._why_no_data_alone(number, filled[0], cells[filled[0] - 1])
            if why:
                return why
        self._in_notes = False
        return None

    def _why_no_data_alone(self, number: int, column: int, value: Cell) -> str | None:
        """The same for a row with one filled cell."""
        if isinstance(value, CellError):
            return None
        if str(value).strip() in self._header.titles:
            return "repeated"
        if number in self._sections:
            return "section"
        if column in self._serials and not isinstance(value, str):
            return "form"
        return "note" if self._in_notes else None

    def _is_head(self, number: int, cells: list[Cell]) -> bool:
        """Whether the row repeats the header; raises where it is another header."""
        few = len(self._known.intersection(cells)) < min(RIVAL_HEADINGS, len(self._headings))
        if few and not self._begins_like_head(cells):
            return False
        words = _words(cells)
        if words in self._heads:
            return True
        known = {word for head in self._heads for word in head.values()}
        elsewhere = sum(1 for word in words.values() if word in known)
        if elsewhere >= max(RIVAL_HEADINGS, len(cells) // 2):
            sheet, first = self._sheet, self._header.first_row
            raise SheetRefused(sheet.file, sheet.name, "reading.second_table", first=first, second=number)
        return False

    def _begins_like_head(self, cells: list[Cell]) -> bool:
        """Whether the first text is the header's first, perhaps spaced or starred otherwise than there."""
        first = next((value for value in cells if value is not None), None)
        if not isinstance(first, str) or len(first) > LONGEST_HEADING:
            return False
        return normalise_heading(first) in self._first_words

    def _take(self, number: int, cells: list[Cell], lent: dict[int, Cell]) -> None:
        cells = list(cells)
        for column, value in lent.items():
            cells.extend([None] * (column - len(cells)))
            if cells[column - 1] is None:
                cells[column - 1] = value
        for column in [column for column, value in enumerate(cells, start=1) if is_ditto(value)]:
            cells[column - 1] = self._repeat(number, column, str(cells[column - 1]))
        self._above = cells
        self._body.rows.append(RawRow(number, cells, number in self._sheet.hidden_rows))

    def _repeat(self, number: int, column: int, said: str) -> Cell:
        above = self._above[column - 1] if column <= len(self._above) else None
        if above is None:
            key, values = "reading.ditto_without_value", {"value": said}
            self._remark(number, column, said, key, "refused", values)
        return above

    def _skip(self, number: int, why: str, cells: list[Cell]) -> None:
        column = next(column for column, value in enumerate(cells, start=1) if value is not None)
        said = shorten(cells[column - 1])
        self._body.skipped.append(Skipped(number, text(f"reading.skipped_{why}", row=number, said=said)))
        if why == "section":
            self._remark(number, column, said, "reading.section", "flagged", {"value": said})

    def _remark(self, number: int, column: int, said: str, key: str, severity: str, values: dict[str, str]) -> None:
        sheet, heading = self._sheet, self._headings.get(column, "")
        why, advice = text(key, **values), text(f"{key}_advice", **values)
        place = (sheet.file, sheet.name, number, column_letter(column), heading)
        flagged = severity == "flagged"
        self._body.remarks.append(Remark(*place, said, why, advice, "flagged" if flagged else "refused"))

    def _say_hidden(self) -> None:
        rows = [row.number for row in self._body.rows if row.hidden]
        if rows:
            self._body.notes.append(text("reading.hidden_rows_note", rows=runs(rows), count=len(rows)))
        columns = sorted(self._sheet.hidden_columns & self._headings.keys())
        if columns:
            said = "、".join(f"{column_letter(column)}（{self._headings[column]}）" for column in columns)
            self._body.notes.append(text("reading.hidden_columns_note", columns=said))
        if self._sheet.hidden:
            self._body.notes.append(text("reading.hidden_sheet_note", sheet=self._sheet.name))


def _words(cells: list[Cell]) -> dict[int, str]:
    """The row's normalised texts by column."""
    words = ((column, value) for column, value in enumerate(cells, start=1) if isinstance(value, str))
    return {column: word for column, value in words if (word := normalise_heading(value))}
