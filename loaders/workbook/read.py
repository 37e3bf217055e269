"""Read a workbook, or a folder of them, into plain rows with Excel's coordinates.

Parsing happens in a child process (process.py); here the file is stamped before and after, so that one that
changes meanwhile is refused, and the answer becomes frozen types.

>>> import tempfile, pathlib
>>> with tempfile.TemporaryDirectory() as folder:
...     path = pathlib.Path(folder, "名册.csv")
...     _ = path.write_bytes("姓名,电话\\n张三,13800000000".encode("gb18030"))
...     book = read_workbook(path)
>>> book.name, book.sheets[0].rows
('名册.csv', [['姓名', '电话'], ['张三', '13800000000']])
"""

from __future__ import annotations

import hashlib
import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from graph.messages import Message, text
from loaders.errors import FileRefused
from loaders.workbook.content import ENDINGS
from loaders.workbook.file_name import file_name
from loaders.workbook.limits import MEBIBYTE, Limits
from loaders.workbook.marking import mark_in_name, mark_in_sheet
from loaders.workbook.process import Parser
from loaders.workbook.sheet import CellError, Sheet, Workbook

__all__ = ["read_workbook", "read_workbooks"]

AHEAD = 2
"""Files per child that may wait, parsed, for whoever takes them: enough to keep both busy, little memory."""

Stamp = tuple[int, int, int, str]


def read_workbook(path: str | os.PathLike[str], *, limits: Limits | None = None) -> Workbook:
    """The file's sheets; raises ``FileRefused`` with reason and advice where the file cannot be trusted."""
    with Parser(limits or Limits()) as parser:
        return _read(parser, Path(path), limits or Limits())


def read_workbooks(
    paths: Iterable[str | os.PathLike[str]], *, limits: Limits | None = None, children: int = 2
) -> Iterator[Workbook | FileRefused]:
    """Each file's workbook, or why it is refused, in the order given; ``children`` processes parse ahead."""
    limits = limits or Limits()
    parsers: SimpleQueue[Parser] = SimpleQueue()
    for _ in range(children):
        parsers.put(Parser(limits))

    def take(path: Path) -> Workbook | FileRefused:
        parser = parsers.get()
        try:
            return _read(parser, path, limits)
        except FileRefused as refused:
            return refused
        finally:
            parsers.put(parser)

    waiting: deque[Future[Workbook | FileRefused]] = deque()
    with ThreadPoolExecutor(children) as pool:
        try:
            for path in paths:
                waiting.append(pool.submit(take, Path(path)))
                if len(waiting) > AHEAD * children:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()
            pool.shutdown()
            for _ in range(children):
                parsers.get().close()


def _read(parser: Parser, path: Path, limits: Limits) -> Workbook:
    if mark_in_name(file_name(path)):
        raise FileRefused(file_name(path), "reading.marked", place="文件名")
    before = _stamp(path, limits)
    try:
        answer = parser.parse(path)
    finally:
        if _stamp(path, limits) != before:
            raise FileRefused(file_name(path), "reading.changed")
    return _workbook(path, before, answer)


def _stamp(path: Path, limits: Limits) -> Stamp:
    """Inode, time, size and hash of the file as it is now."""
    try:
        if not path.is_file():
            raise FileRefused(file_name(path), "reading.cannot_open")
        with path.open("rb") as stream:
            status = os.fstat(stream.fileno())
            if status.st_size > limits.file_bytes:
                size, limit = -(-status.st_size // MEBIBYTE), limits.file_bytes // MEBIBYTE
                raise FileRefused(file_name(path), "reading.file_size", megabytes=size, limit=limit)
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise FileRefused(file_name(path), "reading.cannot_open") from error
    return status.st_ino, status.st_mtime_ns, status.st_size, digest


def _workbook(path: Path, stamp: Stamp, answer: dict[str, Any]) -> Workbook:
    sheets = tuple(_sheet(file_name(path), told) for told in answer["sheets"])
    if not any(_is_filled(sheet) for sheet in sheets):
        raise FileRefused(file_name(path), "reading.empty")
    for sheet, told in zip(sheets, answer["sheets"], strict=True):
        place = mark_in_sheet(sheet, told["margins"])
        if place:
            raise FileRefused(file_name(path), "reading.marked", place=f"{sheet.name} {place}".strip())
    return Workbook(path, file_name(path), stamp[3], stamp[2], answer["date_1904"], sheets, tuple(_notes(path, answer)))


def _sheet(file: str, told: dict[str, Any]) -> Sheet:
    faults = told["faults"]
    first = min([told["first_row"], *(row for row, _, _ in faults)])
    rows = [[] for _ in range(told["first_row"] - first)] + told["rows"]
    for row, column, code in faults:
        _put(rows, row - first, column - 1, CellError(code))
    return Sheet(
        name=told["name"] or Path(file).stem,  # a text file has no sheets and so no name for one
        rows=rows,
        first_row=first,
        hidden=told["hidden"],
        merged=tuple(tuple(merged) for merged in told["merged"]),
        hidden_rows=frozenset(told["hidden_rows"]),
        hidden_columns=frozenset(told["hidden_columns"]),
        file=file,
    )


def _put(rows: list[list[Any]], row: int, column: int, value: CellError) -> None:
    """Set a cell that the parser left out, which may lie beyond the rectangle of those that it knows."""
    rows.extend([] for _ in range(row + 1 - len(rows)))
    rows[row].extend([None] * (column + 1 - len(rows[row])))
    rows[row][column] = value


def _is_filled(sheet: Sheet) -> bool:
    return any(value is not None and str(value).strip() for row in sheet.rows for value in row)


def _notes(path: Path, answer: dict[str, Any]) -> Iterator[Message]:
    """What is harmless but worth saying."""
    kind = answer["kind"]
    if path.suffix.lower() not in ENDINGS[kind]:
        yield text("reading.ending_note", ending=path.suffix or "∅", kind=kind)
    if kind == "csv":
        separator = {"\t": "Tab"}.get(answer["separator"], answer["separator"])
        yield text("reading.csv_note", encoding=answer["encoding"], separator=separator)
    if answer["date_1904"]:
        yield text("reading.date_1904_note")
