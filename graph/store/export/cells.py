"""A value as the text of a csv cell, and back: exact both ways, and never a formula.

A spreadsheet runs what begins with = + - @ (half or full width), tab or line break as a formula. Text that begins so
gets a leading apostrophe; so do the empty text, to tell it from no value, and text that begins with an apostrophe.
Numbers are written as numbers, negative ones included.

>>> from graph.store.export.tables import Column
>>> write_cell("=1+1", Column("name", "text")), write_cell(-3, Column("staff", "integer"))
("'=1+1", '-3')
>>> read_cell("'=1+1", Column("name", "text"))
'=1+1'
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

from graph.store.export.tables import Column

__all__ = ["neutralise", "plain_text", "read_cell", "write_cell"]

RISKY = frozenset("=+-@\t\r\n＝＋－＠")
MARK = "'"

_JSON = json.JSONEncoder(ensure_ascii=False, default=date.isoformat).encode
_WRITE: dict[str, Callable[[Any], str]] = {
    "integer": str,
    "number": lambda value: repr(float(value)),
    "flag": lambda value: "true" if value else "false",
    "date": lambda value: str(value.isoformat()),
}
_READ: dict[str, Callable[[str], Any]] = {
    "integer": int,
    "number": float,
    "flag": lambda text: {"true": True, "false": False}[text],
    "date": date.fromisoformat,
}


def neutralise(text: str) -> str:
    """The text as a cell that no spreadsheet takes for a formula."""
    return MARK + text if _is_marked(MARK + text) else text


def plain_text(cell: str) -> str:
    """The text that :func:`neutralise` was given."""
    return cell[1:] if _is_marked(cell) else cell


def _is_marked(cell: str) -> bool:
    return cell.startswith(MARK) and (len(cell) == 1 or cell[1] in RISKY or cell[1] == MARK)


def write_cell(value: Any, column: Column) -> str:
    """The cell of a value; empty for none, JSON for a list."""
    if value is None:
        return ""
    if column.many:
        return _JSON(value)
    return _WRITE.get(column.type, neutralise)(value)


def read_cell(cell: str, column: Column) -> Any:
    """The value of a cell; raises ``ValueError`` or ``KeyError`` where it is not of the column's type."""
    if not cell:
        return None
    if column.many:
        values = json.loads(cell)
        return [date.fromisoformat(value) for value in values] if column.type == "date" else values
    return _READ.get(column.type, plain_text)(cell)
