"""From files to typed rows: every sheet recognised, every cell used, ignored by name, dropped or told.

Needs no store. What a file that cannot be trusted says is refused with its coordinates; an unknown or empty sheet
beside good ones is said and passed over.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from graph.messages import Message, text
from graph.model import make_id
from loaders.errors import BadCell, FileRefused, Remark, Severity, SheetRefused
from loaders.recognise import Layout, known_headings, nearest_headings, nearest_kinds, recognise
from loaders.remarks import Remarks
from loaders.sheets.row import Row, SheetOrigin, Written
from loaders.typed import typed
from loaders.workbook.body import RawRow, read_body
from loaders.workbook.file_name import file_name
from loaders.workbook.header import find_header
from loaders.workbook.limits import Limits
from loaders.workbook.read import read_workbooks
from loaders.workbook.sheet import Cell, CellError, Sheet, Workbook, column_letter

__all__ = ["ReadFile", "ReadSheet", "list_files", "read_files"]

SYNTHETIC = "示例数据"
ENDINGS = (".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".txt", ".et", ".geojson")


@dataclass
class ReadSheet:
    """One sheet after reading: its rows if it is of a known kind, and everything to be said of it."""

    name: str
    kind: str | None = None
    origin: SheetOrigin | None = None
    rows: list[Row] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    dropped: list[tuple[str, str, str]] = field(default_factory=list)
    ignored: list[tuple[str, str]] = field(default_factory=list)
    unmapped: list[tuple[str, str, str]] = field(default_factory=list)
    notes: list[Message] = field(default_factory=list)
    headings: dict[str, str] = field(default_factory=dict)
    header_row: int | None = None
    properties: dict[str, str] = field(default_factory=dict)


@dataclass
class ReadFile:
    """One file after reading; ``refused`` says why nothing of it can be used."""

    path: Path
    name: str
    sha256: str = ""
    sheets: list[ReadSheet] = field(default_factory=list)
    notes: list[Message] = field(default_factory=list)
    refused: FileRefused | SheetRefused | None = None


def list_files(paths: Iterable[Path]) -> list[Path]:
    """The rosters named, folders opened (hidden files, locks and backups of Office left out), in the order of reading:
    as named, those of one folder by name, maps last.

    Raises ``FileRefused`` for a path that does not exist, and for a folder without a roster.
    """
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(
                file for file in path.rglob("*")
                if file.suffix.lower() in ENDINGS and not file.name.startswith(("~$", "."))
            )  # fmt: skip
            if not inside:
                raise FileRefused(str(path), "checks.empty_folder")
            found += inside
        elif path.exists():
            found.append(path)
        else:
            raise FileRefused(str(path), "checks.no_file")
    return sorted(dict.fromkeys(found), key=_is_map)


def read_files(
    paths: Iterable[Path], *, limits: Limits | None = None, progress: Callable[[str], None] = lambda _: None
) -> Iterator[ReadFile]:
    """Each file as typed rows, in the order given, but maps last."""
    files = [*paths]
    books = [path for path in files if not _is_map(path)]
    for path, answer in zip(books, read_workbooks(books, limits=limits), strict=True):
        progress(file_name(path))
        if isinstance(answer, FileRefused):
            yield ReadFile(path, file_name(path), refused=answer)
        else:
            yield read_book(answer)
    for path in filter(_is_map, files):
        from loaders.sheets.boundaries.rows import read_boundaries

        progress(file_name(path))
        yield read_boundaries(path)


def _is_map(path: Path) -> bool:
    return path.suffix.lower() == ".geojson"


def read_book(book: Workbook) -> ReadFile:
    """A workbook's sheets as typed rows; refused where none of them is a roster."""
    file = ReadFile(book.path, book.name, book.sha256, notes=list(book.notes))
    lacking: list[SheetRefused] = []
    for sheet in book.sheets:
        read, refused = _read_sheet(book, sheet)
        if refused is not None and refused.message.key != "reading.no_header":
            file.refused = refused
            return file
        if refused is not None:
            lacking.append(refused)
        file.sheets.append(read)
    if lacking and not any(sheet.kind for sheet in file.sheets):
        file.refused = lacking[0]
    return file


def _read_sheet(book: Workbook, sheet: Sheet) -> tuple[ReadSheet, SheetRefused | None]:
    read = ReadSheet(sheet.name)
    if not any(cell not in (None, "") for row in sheet.rows for cell in row):
        read.notes.append(text("checks.empty_sheet", sheet=sheet.name))
        return read, None
    try:
        header = find_header(sheet, known_headings())
        titles = [book.name, sheet.name, *header.titles]
        layout = recognise(header, titles)
        if layout is None:
            near = nearest_kinds(header, titles)
            read.notes.append(text("checks.unknown_sheet", sheet=sheet.name, near=near))
            return read, None
        body = read_body(sheet, header)
    except SheetRefused as refused:
        read.notes.append(refused.reason)
        return read, refused
    synthetic = any(SYNTHETIC in title for title in titles)
    read.headings = {column_letter(heading.column): heading.text for heading in header.headings}
    read.header_row = header.last_row
    id = make_id("sheet", book.sha256, sheet.name)
    origin = SheetOrigin(id, book.name, sheet.name, layout.kind.kind, synthetic, read.headings)
    read.kind, read.origin = layout.kind.kind, origin
    _tell_columns(read, layout)
    read.unmapped += [(letters, "—", "—") for letters in _runs(body.unheaded)]
    read.notes += body.notes + [skipped.why for skipped in body.skipped]
    read.remarks += body.remarks
    read.rows = _rows(read, layout, body.rows, origin, date_1904=book.date_1904)
    return read, None


def _runs(columns: Iterable[int]) -> Iterator[str]:
    """Columns side by side as one: H, or K:XFD."""
    run: list[int] = []
    for column in [*columns, 0]:
        if run and column != run[-1] + 1:
            first, last = column_letter(run[0]), column_letter(run[-1])
            yield first if first == last else f"{first}:{last}"
            run = []
        run = [*run[:1], column]


def _tell_columns(read: ReadSheet, layout: Layout) -> None:
    read.dropped = [(column_letter(column), heading, what) for column, heading, what in layout.dropped]
    read.ignored = [(column_letter(column), heading) for column, heading in layout.ignored]
    read.unmapped = [
        (column_letter(column), heading, nearest_headings(layout.kind, heading)) for column, heading in layout.unmapped
    ]
    read.properties = {
        declared.fills or column: column_letter(layout.columns[column])
        for column, declared in layout.kind.columns.items()
        if column in layout.columns
    }


def _rows(read: ReadSheet, layout: Layout, raw: list[RawRow], origin: SheetOrigin, *, date_1904: bool) -> list[Row]:
    columns = {column: column_letter(place) for column, place in layout.columns.items()}
    clears = frozenset(column for column in columns if layout.kind.columns[column].empty == "none")
    remarks = Remarks(read.remarks)
    denied = [place for place, _, _ in layout.dropped]
    required = [column for column, declared in layout.kind.columns.items() if declared.required and column in columns]
    places = [(column, place - 1, layout.kind.columns[column]) for column, place in layout.columns.items()]
    known: dict[str, dict[str, object]] = {column: {} for column in columns}
    rows = []
    for line in raw:
        values: dict[str, object] = {}
        cells = _without(line.cells, denied)
        row = Row(origin, line.number, values, columns, Written(cells, layout.columns), clears)
        refused = False
        for column, place, declared in places:
            cell = cells[place] if place < len(cells) else None
            if cell is None:
                continue
            if type(cell) is str:
                cell = cells[place] = sys.intern(cell)
                if cell in known[column]:
                    values[column] = known[column][cell]
                    continue
            elif isinstance(cell, CellError):
                remarks.flag(row, column, "checks.cell_error")
                continue
            said = len(read.remarks)
            try:
                value = typed(cell, declared, lambda key, c=column, r=row, **told: remarks.flag(r, c, key, **told),
                              date_1904=date_1904)  # fmt: skip
            except BadCell as bad:
                refused = refused or declared.refuses
                severity: Severity = "refused" if declared.refuses else "flagged"
                read.remarks.append(
                    bad.remark(file=origin.file, sheet=origin.sheet, row=line.number, column=columns[column],
                               heading=read.headings.get(columns[column], ""), severity=severity)
                )  # fmt: skip
                continue
            if value is not None:
                values[column] = value = sys.intern(value) if type(value) is str else value
                if type(cell) is str and len(read.remarks) == said:  # the same text means the same again, unless told
                    known[column][cell] = value
        for column in required:
            if values.get(column) is None and not refused:
                read.remarks.append(_missing(row, column))
                refused = True
        if not refused:
            rows.append(row)
    return rows


def _without(cells: list[Cell], denied: list[int]) -> list[Cell]:
    """The cells without those that may not be kept, so that not even a message can repeat them."""
    for place in denied:
        if place <= len(cells):
            cells[place - 1] = None
    return cells


def _missing(row: Row, column: str) -> Remark:
    from loaders.remarks import remark

    return remark(row, column, "checks.required_empty", "refused")
