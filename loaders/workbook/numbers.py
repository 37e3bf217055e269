"""Numbers as rosters write them: counts with units and commas, decimals, shares, ticks for yes and no."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from loaders.errors import BadCell
from loaders.workbook.sheet import Cell
from loaders.workbook.text import GAPS, has_nothing, text_of

__all__ = ["Count", "parse_count", "parse_decimal", "parse_percent", "parse_yes_no"]

LARGEST = 10**12
ABOUT = re.compile(r"^(?:约|大约|近|将近|大概|左右|~|≈|～)|(?:左右|多|余|上下)(?=\D*$)")
UNIT = r"(?:[^\W\d_a-df-zA-DF-Z]{1,3}|m2|㎡|m²|平方米|平米|km2)?"
NUMBER = re.compile(rf"([+-]?)(\d{{1,3}}(?:[,，]\d{{3}})+|\d+)(\.\d+)?({UNIT})")
TIMES = {"万": 10_000, "千": 1_000, "百": 100, "亿": 100_000_000}

WORDS: dict[str, bool] = {
    **dict.fromkeys(
        ("是", "√", "✓", "✔", "☑", "对", "有", "已", "y", "yes", "true", "t", "1", "是的", "○", "v", "■"), True
    ),
    **dict.fromkeys(
        ("否", "×", "✗", "✘", "x", "不是", "无", "没有", "未", "n", "no", "false", "f", "0", "非", "□", "☒"), False
    ),
}


@dataclass(frozen=True, slots=True)
class Count:
    """A whole number; ``approximate`` where the cell says 约 or 左右 (to be flagged)."""

    value: int
    approximate: bool = False


def parse_count(value: Cell) -> Count | None:
    """A count of 0 or more; None where the cell has nothing.

    >>> parse_count("1,200户"), parse_count("约300"), parse_count(5.0), parse_count("/")
    (Count(value=1200, approximate=False), Count(value=300, approximate=True), Count(value=5, approximate=False), None)
    """
    if has_nothing(value):
        return None
    number, approximate = _number(value, "reading.count")
    if number < 0:
        raise BadCell("reading.count_negative", value)
    if not number.is_integer() or number > LARGEST:
        raise BadCell("reading.count", value)
    return Count(int(number), approximate)


def parse_decimal(value: Cell) -> float | None:
    """A number that may have a fraction and a unit; None where the cell has nothing.

    >>> parse_decimal("1,200.5㎡"), parse_decimal("-3"), parse_decimal("")
    (1200.5, -3.0, None)
    """
    return None if has_nothing(value) else _number(value, "reading.number")[0]


def parse_percent(value: Cell) -> float | None:
    """A share from 0 to 1: ``95%``, 0.95, and 95 (a number over 1 is taken as percent); None where there is nothing.

    >>> parse_percent("95.5％"), parse_percent(0.95), parse_percent(98), parse_percent("1")
    (0.955, 0.95, 0.98, 1.0)
    """
    if has_nothing(value):
        return None
    signed = isinstance(value, str) and text_of(value).endswith("%")
    number, _ = _number(text_of(value).removesuffix("%") if signed else value, "reading.percent")
    share = round(number / 100, 10) if signed or number > 1 else number
    if not 0 <= share <= 1:
        raise BadCell("reading.percent", value)
    return share


def parse_yes_no(value: Cell) -> bool | None:
    """Yes, no, or None where the cell is blank or a dash (what that means is for the column to say).

    >>> [parse_yes_no(value) for value in ("是", "√", "×", "无", 1, 0, True, None, "/")]
    [True, True, False, False, True, False, True, None, None]
    """
    if isinstance(value, bool):
        return value
    word = GAPS.sub("", text_of(value)).casefold()
    if word in WORDS:
        return WORDS[word]
    if has_nothing(value):
        return None
    raise BadCell("reading.yes_no", value)


def _number(value: Cell, key: str) -> tuple[float, bool]:
    if isinstance(value, bool | date):
        raise BadCell(key, value)
    if isinstance(value, int | float):
        if abs(value) > LARGEST:
            raise BadCell(key, value)
        return float(value), False
    text = GAPS.sub("", text_of(value))
    plain = ABOUT.sub("", text)
    match = NUMBER.fullmatch(plain)
    if match is None or len(match[2]) > len("1,000,000,000,000"):
        raise BadCell(key, value)
    sign, whole, fraction, unit = match.groups()
    times = TIMES.get(unit[:1], 1)
    number = round(float(re.sub("[,，]", "", whole) + (fraction or "")) * times, 6)
    return -number if sign == "-" else number, plain != text
