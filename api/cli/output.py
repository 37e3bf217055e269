"""What commands print: data on stdout as table, JSON, CSV or a workbook; notes and progress on stderr."""

from __future__ import annotations

import csv
import io
import json
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any

from graph.errors import UsageError

__all__ = ["Format", "Progress", "need_output", "neutral", "put", "say", "show"]


class Format(StrEnum):
    """How data is printed."""

    table = "table"
    json = "json"
    csv = "csv"
    xlsx = "xlsx"


def say(line: str) -> None:
    """A note, on stderr."""
    print(line, file=sys.stderr, flush=True)


class Progress:
    """One line on stderr that is written over, and nothing where stderr is no terminal."""

    def __init__(self) -> None:
        self._on = sys.stderr.isatty()

    def __call__(self, text: str) -> None:
        """Shows where the work has got to."""
        if self._on:
            print(f"\r\x1b[2K{text[:100]}", end="", file=sys.stderr, flush=True)

    def done(self) -> None:
        """Clears the line."""
        if self._on:
            print("\r\x1b[2K", end="", file=sys.stderr, flush=True)


def put(text: str) -> None:
    """Data on stdout. A reader that has gone away (``… | head``) is no error: what is left goes nowhere."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def need_output(format: Format, output: Path | None) -> None:
    """Raises ``UsageError`` for a workbook without a file to write it to; called before any work is done."""
    if format is Format.xlsx and output is None:
        raise UsageError("cli.output_needed")


def show(
    rows: Iterable[Sequence[Any]],
    headings: Sequence[str],
    *,
    format: Format,
    document: Mapping[str, Any] | None = None,
    title: str = "",
    output: Path | None = None,
) -> None:
    """Rows in the format that was asked for; ``document`` is what JSON prints instead.

    Raises ``UsageError`` for a workbook without a file to write it to.
    """
    table = [[_shown(value) for value in row] for row in rows]
    if format is Format.json:
        named = [dict(zip(headings, row, strict=True)) for row in table]
        _put(json.dumps(document or {"version": 1, "rows": named}, ensure_ascii=False, indent=2) + "\n", output)
    elif format is Format.csv:
        stream = io.StringIO()
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerow(headings)
        writer.writerows([[neutral(value) for value in row] for row in table])
        _put("\ufeff" + stream.getvalue(), output)
    elif format is Format.xlsx:
        _put_workbook(table, headings, title, output)
    else:
        _put(_table(table, headings, title), output)


def neutral(value: str) -> str:
    """A cell that no spreadsheet takes for a formula; numbers stay as they are.

    >>> neutral("=1+1"), neutral("-3.5"), neutral("@x"), neutral("张三")
    ("'=1+1", '-3.5', "'@x", '张三')
    """
    if not value or value[0] not in "=+-@\t\r":
        return value
    try:
        float(value)
    except ValueError:
        return f"'{value}"
    return value


def _shown(value: Any) -> str:
    return "" if value is None else str(value)


def _put(text: str, output: Path | None) -> None:
    if output is None:
        put(text)
    else:
        output.write_text(text, encoding="utf-8", newline="")


def _put_workbook(table: list[list[str]], headings: Sequence[str], title: str, output: Path | None) -> None:
    need_output(Format.xlsx, output)
    import xlsxwriter

    with xlsxwriter.Workbook(str(output), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet((title or "data")[:31])
        sheet.freeze_panes(1, 0)
        for place, row in enumerate([list(headings), *table]):
            for column, value in enumerate(row):
                sheet.write_string(place, column, value)


def _table(table: list[list[str]], headings: Sequence[str], title: str) -> str:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(width=None if sys.stdout.isatty() else 160, soft_wrap=False)
    shown = Table(title=Text(title) if title else None, box=SIMPLE_HEAD, title_justify="left")
    for heading in headings:
        shown.add_column(Text(heading), overflow="fold")
    for row in table:
        shown.add_row(*map(Text, row))
    with console.capture() as captured:
        console.print(shown)
    return captured.get()
