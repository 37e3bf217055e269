"""Codes that must keep every digit: divisions, grids, organisations.

Excel keeps fifteen digits of a number, and shows long ones as 1.40213E+11. What has gone through that is refused, since
the lost digits are nowhere in the file.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date

from loaders.errors import BadCell
from loaders.workbook.sheet import Cell
from loaders.workbook.text import GAPS, has_nothing, text_of

__all__ = ["parse_code"]

KEPT = 10**15
"""Numbers from here on have more digits than Excel keeps."""
EXPONENT = re.compile(r"[+-]?\d+(?:\.\d+)?[eE]\+?\d{1,3}")
FRACTION = re.compile(r"(\d{1,15})\.0+")
CODE = re.compile(r"[0-9A-Za-z\u4e00-\u9fff〔〕()\[\]_./#-]{1,64}")
EDGES = "'‘’`\u2018\u2019"


def parse_code(value: Cell, *, lengths: Collection[int] | None = None) -> str | None:
    """The code as text, letters in capitals, without spaces; None where the cell has nothing.

    ``lengths`` are the numbers of characters that this code can have.

    >>> parse_code(140213005001.0), parse_code(" ９１140213MA0abc ")
    ('140213005001', '91140213MA0ABC')
    >>> parse_code("1.40213E+11")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    loaders.errors.BadCell: 编码显示成了科学计数 1.40213E+11，末尾几位已经丢失...
    """
    if has_nothing(value):
        return None
    code = _digits(value) if isinstance(value, int | float) else _written(value)
    if lengths is not None and len(code) not in lengths:
        wanted = "/".join(map(str, sorted(lengths)))
        raise BadCell("reading.code_length", value, length=len(code), wanted=wanted)
    return code


def _digits(number: int | float) -> str:
    if isinstance(number, bool) or not number >= 0:
        raise BadCell("reading.code", number)
    if number >= KEPT:
        raise BadCell("reading.code_too_long", number)
    if number != int(number):
        raise BadCell("reading.code", number)
    return str(int(number))


def _written(value: Cell) -> str:
    if isinstance(value, date):
        raise BadCell("reading.code", value)
    text = GAPS.sub("", text_of(value)).strip(EDGES)
    if EXPONENT.fullmatch(text) and ("." in text or "+" in text):
        raise BadCell("reading.code_exponent", text)
    whole = FRACTION.fullmatch(text)
    if whole:
        return whole[1]
    if not CODE.fullmatch(text):
        raise BadCell("reading.code", value)
    return text.upper()
