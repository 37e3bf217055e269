"""Phones as rosters write them: mobiles, landlines, several in one cell, masked ones.

A masked phone (138****1234) is recognised as such: it can be shown and cannot be joined on.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from loaders.errors import BadCell
from loaders.workbook.sheet import Cell
from loaders.workbook.text import has_nothing, text_of

__all__ = ["Phone", "parse_phone", "parse_phones"]

Kind = Literal["mobile", "landline", "service", "masked"]

SEPARATORS = re.compile(r"[、，,;；/／|\n\r]+|或")
GAPS = re.compile(r"[\s\-‐‑–—－.·()（）]+")
LABEL = re.compile(r"^(?:联系)?(?:电话|手机号?码?|座机|办公室?|移动|联通|电信|tel|mobile)[:：]?", re.I)
COUNTRY = re.compile(r"^(?:\+86|0086|86(?=1[3-9]\d{9}$))")
STARS = re.compile(r"[*＊×xX●•#□]")

SHAPES: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("mobile", re.compile(r"1[3-9]\d{9}")),
    ("landline", re.compile(r"0(?:10|2\d|[3-9]\d{2})[2-9]\d{6,7}")),
    ("service", re.compile(r"[48]00\d{7}|12345|1\d{2}|9\d{4}")),
    ("landline", re.compile(r"[2-9]\d{6,7}")),
)
"""Shapes of a number without its gaps, tried in order; a landline may lack its area code."""
EXTENSION = re.compile(r"(.*?\d{7,})(?:转|[-—]\s*(?=\d{1,5}$))(\d{1,6})")
MASKED = re.compile(r"(1\d{1,3})(\*{3,9})(\d{0,4})")
LOST_ZERO = re.compile(r"(?:10|2\d|[3-9]\d{2})[2-9]\d{6,7}")


@dataclass(frozen=True, slots=True)
class Phone:
    """One phone: ``number`` in digits, ``138****1234`` where masked; ``extension`` behind a landline."""

    number: str
    kind: Kind
    extension: str = ""

    @property
    def masked(self) -> bool:
        """Whether digits are missing, so that nothing may be joined on it."""
        return self.kind == "masked"


def parse_phone(value: Cell) -> Phone | None:
    """The one phone in the cell; None where it has nothing; ``BadCell`` where it holds several.

    >>> parse_phone(13800000000.0), parse_phone("0352-602 1234")  # doctest: +NORMALIZE_WHITESPACE
    (Phone(number='13800000000', kind='mobile', extension=''),
     Phone(number='03526021234', kind='landline', extension=''))
    >>> parse_phone("138****1234").masked
    True
    """
    phones = parse_phones(value)
    if len(phones) > 1:
        raise BadCell("reading.phone_several", value)
    return phones[0] if phones else None


def parse_phones(value: Cell) -> tuple[Phone, ...]:
    """Every phone in the cell, in order and without doubles; empty where it has nothing.

    >>> [phone.number for phone in parse_phones("13800000000、138 0000 0001 / 6021234")]
    ['13800000000', '13800000001', '6021234']
    """
    if has_nothing(value):
        return ()
    if isinstance(value, bool | date):
        raise BadCell("reading.phone", value)
    if isinstance(value, float) and not value.is_integer():
        raise BadCell("reading.phone", value)
    found: list[Phone] = []
    for part in SEPARATORS.split(text_of(value)):
        if part.strip():
            found.extend(_phones_in(part.strip(), value))
    if not found:
        raise BadCell("reading.phone", value)
    return tuple(dict.fromkeys(found))


def _phones_in(part: str, value: Cell) -> list[Phone]:
    whole = _phone(part)
    if whole:
        return [whole]
    pieces = [_phone(piece) for piece in part.split()]
    if len(pieces) > 1 and all(pieces):
        return [piece for piece in pieces if piece]
    digits = GAPS.sub("", part)
    if digits.isascii() and digits.isdecimal():
        if len(digits) == 22 and (twice := [_phone(digits[:11]), _phone(digits[11:])]) and all(twice):
            return [piece for piece in twice if piece]
        if LOST_ZERO.fullmatch(digits):
            raise BadCell("reading.phone_zero", value)
        raise BadCell("reading.phone_length", value, length=len(digits))
    raise BadCell("reading.phone", value)


def _phone(part: str) -> Phone | None:
    part = LABEL.sub("", part)
    if STARS.search(part):
        hidden = MASKED.fullmatch(STARS.sub("*", GAPS.sub("", part)))
        return Phone(f"{hidden[1]}{hidden[2]}{hidden[3]}", "masked") if hidden else None
    digits = COUNTRY.sub("", GAPS.sub("", part))
    kind = _kind(digits)
    if kind:
        return Phone(digits, kind)
    split = EXTENSION.fullmatch(part)
    if split:
        digits = GAPS.sub("", split[1])
        if _kind(digits) in ("landline", "service"):
            return Phone(digits, "landline", split[2])
    return None


def _kind(digits: str) -> Kind | None:
    if not (digits.isascii() and digits.isdecimal()):
        return None
    return next((kind for kind, shape in SHAPES if shape.fullmatch(digits)), None)
