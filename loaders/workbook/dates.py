"""Dates as rosters write them, and how exact each is.

A month or a year is a period. As a beginning (``bound="from"``) it means the period's first day, as an end
(``bound="to"``) the first day of the next period, because spans are half-open (design 02, Time). A full day stays
that day for both. Nothing is guessed: years of two digits, days before months, and the number 1980.1 (which Excel
makes of 1980.10 as well as of 1980.1) are refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Literal

from loaders.errors import BadCell
from loaders.workbook.sheet import Cell
from loaders.workbook.text import GAPS, has_nothing, text_of

__all__ = ["Bound", "PartialDate", "Precision", "Span", "date_of_serial", "is_open", "parse_date", "parse_span"]

Bound = Literal["from", "to"]
Precision = Literal["day", "month", "year"]

FIRST_YEAR, LAST_YEAR = 1900, 2100
SERIALS = range(10_000, 73_051)
"""Day numbers 1927-05-18 to 2100-01-01: five digits, never a year, a month (198005) or a day (19800501)."""
LARGEST = 1e12
PHANTOM = 60
"""Excel's 1900 system counts a 29 February 1900 that never was, so earlier serials are one day short."""

OPEN = frozenset({"至今", "长期", "今", "现在", "目前", "迄今", "现任", "在任", "present", "now"})
SIGNS = str.maketrans(
    {
        "年": "-",
        "月": "-",
        "日": "",
        "号": "",
        "/": "-",
        ".": "-",
        "。": "-",
        "．": "-",
        "、": "-",
        "－": "-",
        "‐": "-",
        "‑": "-",
    }
)
CLOCK = re.compile(r"[T ]?\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|\+\d\d:?\d\d)?$")
SPLIT = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?-?")
SOLID = re.compile(r"(\d{4})(\d{2})?(\d{2})?")
BETWEEN = re.compile(r"\s*(?:至|到|~|～|—+|–+|－{2,}|-{2,})\s*")
SHORT_YEAR = re.compile(r"'?\d{2}-\d{1,2}(-\d{1,2})?-?|\d{1,2}-\d{1,2}-\d{2,4}")


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A day, and how exactly the source gave it."""

    date: date
    precision: Precision


@dataclass(frozen=True, slots=True)
class Span:
    """A period as a cell gives it; ``open`` where it says 至今, as against an end that is merely not given."""

    start: PartialDate | None
    end: PartialDate | None
    open: bool = False


def parse_date(value: Cell, *, date_1904: bool = False, bound: Bound = "from") -> PartialDate | None:
    """The date in a cell; None where it has nothing, or, as an end, where it says 至今 (see ``is_open``).

    >>> [str(parse_date(value).date) for value in ("1980.05", 198005, "1980年5月3日", "1980/5/3", 44562, 1980.05)]
    ['1980-05-01', '1980-05-01', '1980-05-03', '1980-05-03', '2022-01-01', '1980-05-01']
    >>> parse_date("2024.5", bound="to")
    PartialDate(date=datetime.date(2024, 6, 1), precision='month')
    """
    if value is None or has_nothing(value) or (bound == "to" and is_open(value)):
        return None
    if isinstance(value, datetime):
        return _checked(value.year, value.month, value.day, value, bound)
    if isinstance(value, date):
        return _checked(value.year, value.month, value.day, value, bound)
    if isinstance(value, bool):
        raise BadCell("reading.date", value)
    if isinstance(value, int | float):
        return _from_number(value, value, date_1904, bound)
    return _from_text(value, date_1904, bound)


def parse_span(value: Cell, *, date_1904: bool = False) -> Span | None:
    """A period in one cell: ``2021.6-至今``, ``2021.6—2024.5``; a single date is a beginning.

    >>> parse_span("2021.6-至今")
    Span(start=PartialDate(date=datetime.date(2021, 6, 1), precision='month'), end=None, open=True)
    >>> span = parse_span("2021年6月—2024年5月")
    >>> str(span.start.date), str(span.end.date), span.open
    ('2021-06-01', '2024-06-01', False)
    """
    if has_nothing(value):
        return None
    if not isinstance(value, str):
        return Span(parse_date(value, date_1904=date_1904), None)
    first, last = _halves(text_of(value))
    start = parse_date(first, date_1904=date_1904)
    if last is None:
        return Span(start, None)
    end = parse_date(last, date_1904=date_1904, bound="to")
    if start and end and end.date <= start.date and (end.date, start.precision) != (start.date, "day"):
        raise BadCell("reading.date_order", value)
    return Span(start, end, is_open(last))


def is_open(value: Cell) -> bool:
    """Whether the cell says that it has not ended: 至今, 现在.

    >>> is_open("至 今"), is_open(None)
    (True, False)
    """
    return isinstance(value, str) and GAPS.sub("", text_of(value)).casefold() in OPEN


def date_of_serial(serial: float, *, date_1904: bool = False) -> date:
    """The day of an Excel serial number; ``BadCell`` for the 29 February 1900 that never was, and outside 1–2958465.

    >>> [str(date_of_serial(n)) for n in (1, 59, 61, 44562)], str(date_of_serial(43100, date_1904=True))
    (['1900-01-01', '1900-02-28', '1900-03-01', '2022-01-01'], '2022-01-01')
    """
    days = int(serial)
    if not (0 if date_1904 else 1) <= days <= 2_958_465 - 1462 * date_1904:
        raise BadCell("reading.date", serial)
    if date_1904:
        return date(1904, 1, 1) + timedelta(days)
    if days == PHANTOM:
        raise BadCell("reading.date_impossible", "1900-02-29")
    return date(1899, 12, 31 if days < PHANTOM else 30) + timedelta(days)


def _from_number(number: int | float, value: Cell, date_1904: bool, bound: Bound) -> PartialDate:
    whole = int(number) if abs(number) < LARGEST else 0  # false for what is no number
    if number == whole:
        digits = str(whole)
        if len(digits) in (4, 6, 8) and FIRST_YEAR <= int(digits[:4]) <= LAST_YEAR:
            return _from_parts(SOLID.fullmatch(digits), value, bound)
    elif FIRST_YEAR <= whole <= LAST_YEAR:
        return _from_decimal(number, value, bound)
    if whole in SERIALS or (date_1904 and whole + 1462 in SERIALS):
        day = date_of_serial(whole, date_1904=date_1904)
        return _checked(day.year, day.month, day.day, value, bound)
    raise BadCell("reading.date", value)


def _from_decimal(number: float, value: Cell, bound: Bound) -> PartialDate:
    """1980.05 as a number: two decimals are a month; one decimal may have been 1 or 10."""
    year, hundredths = divmod(round(number * 100), 100)
    if abs(number * 100 - round(number * 100)) > 1e-6:
        raise BadCell("reading.date", value)
    if hundredths == 10:
        raise BadCell("reading.date_one_decimal", value, year=year)
    return _checked(year, hundredths, None, value, bound)


@lru_cache(maxsize=8192)  # a roster repeats its dates
def _from_text(value: str, date_1904: bool, bound: Bound) -> PartialDate:
    text = GAPS.sub(" ", text_of(value))
    plain = GAPS.sub("", CLOCK.sub("", text)).translate(SIGNS)
    match = SPLIT.fullmatch(plain) or SOLID.fullmatch(plain)
    if match:
        if plain.isdecimal() and len(plain) == 5:
            match = None
        else:
            return _from_parts(match, value, bound)
    if plain.isascii() and plain.isdecimal() and len(plain) == 5:
        return _from_number(int(plain), value, date_1904, bound)
    raise BadCell("reading.date_year" if SHORT_YEAR.fullmatch(plain) else "reading.date", value)


def _from_parts(match: re.Match[str] | None, value: Cell, bound: Bound) -> PartialDate:
    if match is None:
        raise BadCell("reading.date", value)
    year, month, day = (int(part) if part else None for part in match.groups())
    return _checked(year or 0, month, day, value, bound)


def _checked(year: int, month: int | None, day: int | None, value: Cell, bound: Bound) -> PartialDate:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise BadCell("reading.date", value)
    try:
        first = date(year, 1 if month is None else month, 1 if day is None else day)
    except ValueError as error:
        raise BadCell("reading.date_impossible", value) from error
    precision: Precision = "year" if month is None else "month" if day is None else "day"
    if bound == "from" or precision == "day":
        return PartialDate(first, precision)
    if precision == "year":
        return PartialDate(date(year + 1, 1, 1), precision)
    return PartialDate((first + timedelta(days=31)).replace(day=1), precision)


def _halves(text: str) -> tuple[str, str | None]:
    """The two ends of a period; None for the second where the cell holds one date only."""
    plain = GAPS.sub("", text)
    if is_open(plain):
        return "", plain
    for word in sorted(OPEN, key=len, reverse=True):
        if plain.casefold().endswith(word):
            return plain[: -len(word)].rstrip("-—–~～至到起"), "至今"
    ends = [end for end in BETWEEN.split(plain) if end]
    if len(ends) == 2:
        return ends[0], ends[1]
    middle = _middle_dash(plain)
    return (plain[:middle], plain[middle + 1 :]) if middle else (plain.rstrip("起-"), None)


def _middle_dash(text: str) -> int:
    """Where a single dash parts two dates that are themselves written with dots, signs or nothing: 2021.6-2024.5."""
    dashes = [place for place, sign in enumerate(text) if sign == "-"]
    if not dashes or len(dashes) % 2 == 0:
        return 0
    middle = dashes[len(dashes) // 2]
    return middle if re.match(r"\d{4}", text[middle + 1 :]) and re.match(r"\d{4}", text) else 0
