"""What can be wrong with a source, from the whole file down to one cell.

::

    GovgraphError
    └── SourceError          a file cannot be trusted                     (exit 3)
        ├── FileRefused      the whole file: file, reason, advice
        ├── SheetRefused     one sheet: no header, two headers, a second table
        └── BadCell          one value: raised by the parsers of loaders/workbook/values.py

    Remark                   not an error but a record: one refused or flagged cell, with coordinates

Each has a reason and an advice. The reason's text has a key of the catalogue (``reading.password``), the
advice has the same key with ``_advice`` behind it; both get the same values.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from graph.errors import GovgraphError
from graph.messages import Message, text

__all__ = ["BadCell", "FileRefused", "Remark", "Severity", "SheetRefused", "SourceError", "shorten"]

Severity = Literal["refused", "flagged"]

SHOWN = 40
"""Characters of a cell that a remark repeats: enough to find it, too few to copy a roster into a log."""


class SourceError(GovgraphError):
    """A file, or a part of it, cannot be trusted; says why and what to do."""

    exit_code: ClassVar[int] = 3

    def __init__(self, key: str, /, **values: Any) -> None:
        super().__init__(key, **values)
        self.reason: Message = self.message
        self.advice: Message = text(f"{key}_advice", **values)

    def __str__(self) -> str:
        return f"{self.reason.zh}。{self.advice.zh} / {self.reason.en}. {self.advice.en}"


class FileRefused(SourceError):
    """A whole file is refused; nothing of it is used.

    >>> error = FileRefused("网格员.xlsx", "reading.password")
    >>> error.file, error.reason.zh
    ('网格员.xlsx', '文件有打开密码，读不出内容')
    """

    def __init__(self, file: str, key: str, /, **values: Any) -> None:
        super().__init__(key, **values)
        self.file = file

    def __str__(self) -> str:
        return _line(self.file, self.reason, self.advice)


class SheetRefused(SourceError):
    """One sheet is refused: it has no header, or more than one."""

    def __init__(self, file: str, sheet: str, key: str, /, **values: Any) -> None:
        super().__init__(key, **values)
        self.file = file
        self.sheet = sheet

    def __str__(self) -> str:
        return _line(f"{self.file} [{self.sheet}]", self.reason, self.advice)


class BadCell(SourceError):
    """One value cannot be read without guessing; ``value`` is what stood in the cell."""

    def __init__(self, key: str, value: object, /, **values: Any) -> None:
        self.value = shorten(value)
        super().__init__(key, value=self.value, **values)

    def remark(
        self, *, file: str, sheet: str, row: int, column: str, heading: str = "", severity: Severity = "refused"
    ) -> Remark:
        """The record of this refusal at its place."""
        return Remark(file, sheet, row, column, heading, self.value, self.reason, self.advice, severity)


@dataclass(frozen=True, slots=True)
class Remark:
    """One refused or flagged cell: where it stands, what it says, why, and what to do.

    ``row`` counts from 1 as Excel shows it; ``column`` is the letter. ``hidden()`` gives the same remark without
    the value, for logs and for readers who may not see it.

    >>> why, advice = text("reading.date_impossible", value="2021-02-31"), text("reading.date_impossible_advice")
    >>> print(Remark("a.xlsx", "名册", 7, "H", "出生年月", "2021-02-31", why, advice).zh)
    a.xlsx [名册] 第7行 H列（出生年月）：历法上没有这一天：2021-02-31。请核对原件后改成真实日期
    """

    file: str
    sheet: str
    row: int
    column: str
    heading: str
    value: str
    why: Message
    advice: Message
    severity: Severity = "refused"

    def __post_init__(self) -> None:
        object.__setattr__(self, "value", shorten(self.value))

    def hidden(self) -> Remark:
        """The remark without the cell's value (replaced by ``…`` wherever the reason repeats it)."""
        why, advice = (_without(message, self.value) for message in (self.why, self.advice))
        return Remark(self.file, self.sheet, self.row, self.column, self.heading, "…", why, advice, self.severity)

    @property
    def zh(self) -> str:
        """The line in Chinese."""
        heading = f"（{self.heading}）" if self.heading else ""
        column = f" {self.column}列{heading}" if self.column else ""
        return f"{self.file} [{self.sheet}] 第{self.row}行{column}：{self.why.zh}。{self.advice.zh}"

    @property
    def en(self) -> str:
        """The line in English."""
        heading = f" ({self.heading})" if self.heading else ""
        column = f" column {self.column}{heading}" if self.column else ""
        return f"{self.file} [{self.sheet}] row {self.row}{column}: {self.why.en}. {self.advice.en}"

    def __str__(self) -> str:
        return f"{self.zh} / {self.en}"


def shorten(value: object) -> str:
    """A value as one line of text of at most 40 characters.

    >>> shorten("一" * 50) == "一" * 39 + "…"
    True
    """
    line = "" if value is None else " ".join(str(value).split())
    return line if len(line) <= SHOWN else line[: SHOWN - 1] + "…"


def _line(place: str, reason: Message, advice: Message) -> str:
    return f"{place}：{reason.zh}。{advice.zh} / {place}: {reason.en}. {advice.en}"


def _without(message: Message, value: str) -> Message:
    if not value:
        return message
    return Message(message.key, message.zh.replace(value, "…"), message.en.replace(value, "…"))
