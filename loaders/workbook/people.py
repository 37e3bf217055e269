"""Several people in one cell: 张三、李四(13800000000)。"""

from __future__ import annotations

import re
from dataclasses import dataclass

from loaders.errors import BadCell
from loaders.workbook.phones import Phone, parse_phone
from loaders.workbook.sheet import Cell
from loaders.workbook.text import GAPS, has_nothing, parse_name, text_of

__all__ = ["Named", "parse_people"]

SEPARATORS = re.compile(r"[、，,;；/／|\n\r](?![^(]*\))")
"""Between people, never inside brackets."""
BRACKETED = re.compile(r"([^()]*?)\(([^()]*)\)\s*([\d*\s-]*)")
TRAILING = re.compile(r"(\D+?)[:：]?\s*([\d*＊][\d*＊\s-]{6,})")
EDGES = " .。:："


@dataclass(frozen=True, slots=True)
class Named:
    """One person as a cell names them; ``note`` is what stood in brackets and is no phone (兼, 书记)."""

    name: str
    phone: Phone | None = None
    note: str = ""


def parse_people(value: Cell) -> tuple[Named, ...]:
    """Everyone named in the cell, in order; empty where it has nothing.

    >>> [(person.name, person.phone and person.phone.number) for person in parse_people("张 三(13800000000)、李四")]
    [('张三', '13800000000'), ('李四', None)]
    >>> [person.name for person in parse_people("张三 李四王 欧阳娜娜")], parse_people("空缺")
    (['张三', '李四王', '欧阳娜娜'], ())
    """
    if has_nothing(value):
        return ()
    if not isinstance(value, str):
        raise BadCell("reading.people", value)
    found = [person for part in SEPARATORS.split(text_of(value)) for person in _people_in(part.strip(EDGES), value)]
    if not found:
        raise BadCell("reading.people", value)
    return tuple(found)


def _people_in(part: str, value: Cell) -> list[Named]:
    if not part or has_nothing(part):
        return []
    if "(" in part or any(sign.isdecimal() for sign in part):
        return [_with_more(part, value)]
    return [Named(_name(name, value)) for name in _names_in(part)]


def _names_in(part: str) -> list[str]:
    """张三 李四 are two people, 张 三 is one: gaps part names only where each piece could be a name."""
    pieces = part.split()
    several = len(pieces) > 1 and all(len(piece) > 1 and not piece.isascii() for piece in pieces)
    return pieces if several else [part]


def _with_more(part: str, value: Cell) -> Named:
    match = BRACKETED.fullmatch(part)
    if match:
        name, inside, behind = match[1].strip(EDGES), match[2].strip(), match[3].strip()
        if behind or _has_digits(inside):
            phone = _phone(behind or inside, value)
            return Named(_name(name, value), phone, inside if behind else "")
        return Named(_name(name, value), None, GAPS.sub("", inside))
    trailing = TRAILING.fullmatch(part)
    if trailing is None:
        raise BadCell("reading.people", value)
    return Named(_name(trailing[1].strip(EDGES), value), _phone(trailing[2], value))


def _has_digits(text: str) -> bool:
    return sum(1 for sign in text if sign.isdecimal()) >= 5


def _phone(text: str, value: Cell) -> Phone | None:
    try:
        return parse_phone(text)
    except BadCell as error:
        raise BadCell("reading.people", value) from error


def _name(text: str, value: Cell) -> str:
    try:
        name = parse_name(text)
    except BadCell as error:
        raise BadCell("reading.people", value) from error
    if name is None:
        raise BadCell("reading.people", value)
    return name
