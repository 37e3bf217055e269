"""An xls file's records, for what calamine leaves out: hidden rows and columns, errors, uncomputed formulas.

xls (BIFF8) is a row of records, each with a type, a length and a body; the layout is [MS-XLS]. xlrd opens the OLE2
container; its own reading of formats takes ten times as long as this look at a few records.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator

from loaders.workbook.limits import Limits
from loaders.workbook.refusal import Refusal
from loaders.workbook.scan import NOT_COMPUTED, SheetScan

__all__ = ["scan_xls"]

BOF, EOF, FILEPASS, DATEMODE, BOUNDSHEET = 0x809, 0x0A, 0x2F, 0x22, 0x85
ROW, COLINFO, FORMULA, STRING, BOOLERR = 0x208, 0x7D, 0x06, 0x207, 0x205
CELLS = frozenset({0x203, 0xFD, 0x27E, 0x204, 0xD6, FORMULA, BOOLERR})
"""NUMBER, LABELSST, RK, LABEL, RSTRING …: one filled cell each, row and column first."""
MULRK = 0xBD

HIDDEN_ROW, HIDDEN_COLUMN = 0x20, 0x01

ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}

Record = tuple[int, bytes]


def scan_xls(data: bytes, *, limits: Limits) -> tuple[list[SheetScan], bool]:
    """A scan per worksheet, in their order, and whether dates count from 1904; raises ``Refusal``."""
    stream = _workbook_stream(data)
    starts, date_1904 = [], False
    for kind, body in _records(stream, 0):
        if kind == FILEPASS:
            raise Refusal("password")
        if kind == DATEMODE:
            date_1904 = body[:2] == b"\1\0"
        elif kind == BOUNDSHEET and len(body) > 7 and body[5] == 0:  # 0: a worksheet, no chart or macro sheet
            starts.append(struct.unpack_from("<I", body)[0])
    scans = [_scan(stream, start) for start in starts]
    for number, scan in enumerate(scans, start=1):
        scan.extent.check(str(number), limits=limits)
    return scans, date_1904


def _workbook_stream(data: bytes) -> bytes:
    from xlrd.compdoc import CompDoc, CompDocError

    try:
        document = CompDoc(data, logfile=io.StringIO())
        for name in ("Workbook", "Book"):
            memory, base, size = document.locate_named_stream(name)
            if memory:
                return bytes(memory[base : base + size])
    except (CompDocError, AssertionError, IndexError, struct.error, ValueError) as error:
        raise Refusal("truncated") from error
    raise Refusal("not_a_workbook")


def _records(stream: bytes, start: int) -> Iterator[Record]:
    """The records from a BOF to its EOF; embedded charts have a BOF and EOF of their own."""
    depth, end = 0, len(stream) - 4
    while start <= end:
        kind, length = struct.unpack_from("<HH", stream, start)
        yield kind, stream[start + 4 : start + 4 + length]
        start += 4 + length
        depth += (kind == BOF) - (kind == EOF)
        if kind == EOF and depth <= 0:
            return
    raise Refusal("truncated")


def _scan(stream: bytes, start: int) -> SheetScan:
    scan, awaited = SheetScan(), None
    depth = 0
    for kind, body in _records(stream, start):
        depth += (kind == BOF) - (kind == EOF)
        if depth > 1:
            continue
        if awaited and kind != STRING:
            scan.faults.append((*awaited, NOT_COMPUTED))
        awaited = None
        if kind in CELLS and len(body) >= 4:
            row, column = struct.unpack_from("<HH", body)
            scan.extent.add(row + 1, column + 1)
            if kind == FORMULA and body[12:14] == b"\xff\xff" and body[6] == 0:  # a text result: STRING must follow
                awaited = (row + 1, column + 1)
            error = _error(kind, body)
            if error:
                scan.faults.append((row + 1, column + 1, error))
        elif kind == MULRK and len(body) >= 6:
            row, column = struct.unpack_from("<HH", body)
            scan.extent.add(row + 1, column + 1)
            scan.extent.add(row + 1, struct.unpack_from("<H", body, len(body) - 2)[0] + 1)
        elif kind == ROW and len(body) >= 14 and body[12] & HIDDEN_ROW:
            scan.hidden_rows.append(struct.unpack_from("<H", body)[0] + 1)
        elif kind == COLINFO and len(body) >= 10 and body[8] & HIDDEN_COLUMN:
            first, last = struct.unpack_from("<HH", body)
            scan.hidden_columns.extend(range(first + 1, min(last, 255) + 2))
    return scan


def _error(kind: int, body: bytes) -> str | None:
    """The error value that a record holds: BOOLERR says so in its last byte, FORMULA in the type of its result."""
    if kind == BOOLERR and len(body) >= 8 and body[7] == 1:
        return ERRORS.get(body[6], "#ERR!")
    if kind == FORMULA and len(body) >= 14 and body[12:14] == b"\xff\xff" and body[6] == 2:
        return ERRORS.get(body[8], "#ERR!")
    return None
