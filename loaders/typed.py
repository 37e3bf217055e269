"""From raw cells to typed values, by what the kind declares of each column.

A value that cannot be read refuses the row where a wrong reading would do harm (dates, codes, names) and is flagged
and taken for unknown elsewhere; either way it is said with its cell.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from graph.model import is_uscc
from loaders.linking.names import plain_name
from loaders.sheets.kinds import Column
from loaders.sheets.row import Named, Since
from loaders.workbook.sheet import Cell
from loaders.workbook.values import (
    BadCell,
    Phone,
    has_nothing,
    parse_code,
    parse_count,
    parse_date,
    parse_decimal,
    parse_people,
    parse_percent,
    parse_phones,
    parse_span,
    parse_text,
    parse_yes_no,
    text_of,
)

__all__ = ["OTHER", "Flag", "typed"]

OTHER = "other"
"""What a closed column holds for a word that it does not know; the word itself stays in ``row.raw``."""

Flag = Callable[..., None]
"""Called with a message key and its values where a value is used but is worth a word."""

_SPLIT = re.compile(r"[、,，;；/\n|]+")
_DIVISION_DIGITS = (12,)
_YEARS = range(1900, 2101)


def typed(cell: Cell, column: Column, flag: Flag, *, date_1904: bool = False) -> Any:
    """The value of a cell by its column's type, None where it has nothing; raises ``BadCell`` where it cannot be read."""
    if column.type in ("since", "date"):
        return _PARSERS[column.type](cell, column, flag, date_1904)
    return _PARSERS[column.type](cell, column, flag)


def mask_phone(phone: Phone) -> str:
    """What may be kept of a phone: 138****1234, and of another number its first and last digits.

    >>> from loaders.workbook.values import parse_phone
    >>> mask_phone(parse_phone("13812341234"))
    '138****1234'
    """
    number = phone.number
    return number if phone.masked else f"{number[:3]}****{number[-4:]}" if len(number) > 7 else f"****{number[-2:]}"


def _count(cell: Cell, _: Column, flag: Flag) -> int | None:
    count = parse_count(cell)
    if count is not None and count.approximate:
        flag("checks.approximate")
    return count.value if count is not None else None


def _date(cell: Cell, column: Column, _: Flag, date_1904: bool) -> Any:
    found = parse_date(cell, date_1904=date_1904, bound=column.bound)
    return found.date if found else None


def _since(cell: Cell, _: Column, __: Flag, date_1904: bool) -> Since | None:
    span = parse_span(cell, date_1904=date_1904)
    if span is None or span.start is None:
        return None
    end = span.end.date if span.end else None
    return Since(span.start.date, end, span.start.precision, "known" if end else "open")


def _choice(cell: Cell, column: Column, flag: Flag) -> str | None:
    written = parse_text(cell)
    if written is None:
        return None
    plain = plain_name(written)
    for value, words in column.choices.items():
        if plain in map(plain_name, words):
            return value
    flag("checks.unknown_word", known="、".join(words[0] for words in column.choices.values()))
    return OTHER


def _named(cell: Cell, _: Column, flag: Flag) -> tuple[Named, ...] | None:
    people = tuple(Named(one.name, *(_phone(one.phone) if one.phone else (None, None))) for one in parse_people(cell))
    return people or None


def _one_name(cell: Cell, column: Column, flag: Flag) -> tuple[Named, ...] | None:
    people = _named(cell, column, flag)
    if people and len(people) > 1:
        flag("checks.several_people", count=len(people))
    return people


def _phone(phone: Phone) -> tuple[str | None, str]:
    return (phone.number if phone.kind == "mobile" else None), mask_phone(phone)


def _phones(cell: Cell, _: Column, __: Flag) -> tuple[tuple[str | None, str], ...] | None:
    return tuple(map(_phone, parse_phones(cell))) or None


def _list(cell: Cell, _: Column, __: Flag) -> tuple[str, ...] | None:
    if has_nothing(cell):
        return None
    return tuple(dict.fromkeys(part for piece in _SPLIT.split(text_of(cell)) if (part := plain_name(piece)))) or None


def _uscc(cell: Cell, _: Column, flag: Flag) -> str | None:
    code = parse_code(cell)
    if code is not None and not is_uscc(code):
        flag("checks.bad_uscc")
    return code


def _year(cell: Cell, _: Column, __: Flag) -> int | None:
    found = parse_date(text_of(cell).removesuffix("度") if isinstance(cell, str) else cell)
    if found is not None and found.date.year not in _YEARS:
        raise BadCell("reading.date", cell)
    return found.date.year if found else None


_PARSERS: dict[str, Callable[..., Any]] = {
    "text": lambda cell, _, __: parse_text(cell),
    "name": _one_name,
    "people": _named,
    "list": _list,
    "since": _since,
    "date": _date,
    "yes_no": lambda cell, _, __: parse_yes_no(cell),
    "count": _count,
    "number": lambda cell, _, __: parse_decimal(cell),
    "percent": lambda cell, _, __: parse_percent(cell),
    "code": lambda cell, _, __: parse_code(cell),
    "division": lambda cell, _, __: parse_code(cell, lengths=_DIVISION_DIGITS),
    "uscc": _uscc,
    "phone": _phones,
    "choice": _choice,
    "grids": _list,
    "year": _year,
}
