"""Whatever stands in a cell: a value or BadCell, the value written back reads the same."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from loaders.workbook.sheet import Cell, CellError
from loaders.workbook.values import (
    BadCell,
    date_of_serial,
    is_blank,
    is_open,
    parse_code,
    parse_count,
    parse_date,
    parse_decimal,
    parse_name,
    parse_people,
    parse_percent,
    parse_phone,
    parse_phones,
    parse_serial,
    parse_span,
    parse_text,
    parse_yes_no,
    serial_of_numeral,
)

settings.register_profile("reading", derandomize=True, max_examples=150, deadline=None)
settings.load_profile("reading")

SIGNS = (
    "0123456789.-/年月日号至今—~ ()（）、，;：*＊×xX+eE%约左右户人第网格一二三十百零两廿张李同上空无\n\t　０１９①²٣㎡\0"
)
CELLS = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.dates(), st.datetimes(), st.text(max_size=30),
    st.text(SIGNS, max_size=24), st.text(max_size=5).map(CellError),
)  # fmt: skip
PARSERS: list[Callable[[Any], Any]] = [
    parse_code, parse_count, parse_date, parse_decimal, parse_name, parse_people, parse_percent, parse_phone,
    parse_phones, parse_serial, parse_span, parse_text, parse_yes_no, is_blank, is_open,
]  # fmt: skip
DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize("parser", PARSERS, ids=lambda parser: parser.__name__)
def test_nothing_but_bad_cell_is_raised(parser: Callable[[Any], Any]) -> None:
    @given(CELLS)
    @example("²")
    @example("٣٤٥")
    @example("9" * 400)
    @example(float("inf"))
    @example(10**400)
    def check(cell: Cell) -> None:
        with suppress(BadCell):
            parser(cell)

    check()


@given(DAYS, st.sampled_from(["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y%m%d", "%Y年%m月%d日", "%Y-%m-%d %H:%M:%S"]))
def test_days_read_back(day: date, form: str) -> None:
    for bound in ("from", "to"):
        found = parse_date(datetime(day.year, day.month, day.day).strftime(form), bound=bound)
        assert found is not None and (found.date, found.precision) == (day, "day")


@given(
    st.integers(1900, 2099), st.integers(1, 12), st.sampled_from(["{}.{:02}", "{}年{}月", "{}-{}", "{}{:02}", "{}/{}"])
)
def test_months_read_back_at_both_ends(year: int, month: int, form: str) -> None:
    first, last = (parse_date(form.format(year, month), bound=bound) for bound in ("from", "to"))
    assert first is not None and last is not None
    assert (first.date, first.precision) == (date(year, month, 1), "month")
    assert last.date == (date(year + 1, 1, 1) if month == 12 else date(year, month + 1, 1))


@given(st.integers(61, 73_050))
def test_serials_agree_with_the_days_between(serial: int) -> None:
    day = date_of_serial(serial)
    assert (day - date(1899, 12, 30)).days == serial
    if serial >= 1462:
        assert date_of_serial(serial - 1462, date_1904=True) == day


@given(st.integers(10_000, 73_050))
def test_serial_in_a_cell_is_its_day(serial: int) -> None:
    found = parse_date(serial)
    assert found is not None and found.date == date_of_serial(serial)


@given(DAYS, DAYS)
def test_spans_read_back(one: date, other: date) -> None:
    first, last = sorted((one, other))
    span = parse_span(f"{first:%Y.%m.%d}-{last:%Y.%m.%d}")
    assert span is not None and span.start is not None and span.end is not None
    assert (span.start.date, span.end.date) == (first, last)


@given(st.integers(0, 10**9), st.sampled_from(["{}", "{}户", "{:,}", "{} 人", "{}.0"]))
def test_counts_read_back(number: int, form: str) -> None:
    count = parse_count(form.format(number))
    assert count is not None and (count.value, count.approximate) == (number, False)


def _spoken(number: int) -> str:
    digits = "零一二三四五六七八九"
    hundreds, tens, ones = number // 100, number // 10 % 10, number % 10
    text = digits[hundreds] + "百" if hundreds else ""
    if tens:
        text += (digits[tens] if tens > 1 or hundreds else "") + "十"
    elif hundreds and ones:
        text += "零"
    return text + (digits[ones] if ones else "")


@pytest.mark.parametrize("form", ["第{}网格", "{}网格", "网格{}", "东街社区第{}网格", "{}号网格"])
def test_every_serial_reads_back(form: str) -> None:
    for number in range(1, 1000):
        assert parse_serial(form.format(number)) == number
        assert parse_serial(form.format(f"{number:03}")) == number
        assert parse_serial(form.format(_spoken(number))) == number, _spoken(number)


@given(st.integers(13_000_000_000, 19_999_999_999))
def test_mobiles_read_back_and_are_stable(number: int) -> None:
    text = str(number)
    for written in (number, float(number), text, f"{text[:3]}-{text[3:7]}-{text[7:]}", f"+86 {text[:3]} {text[3:]}"):
        phone = parse_phone(written)
        assert phone is not None and phone.number == text
        assert parse_phone(phone.number) == phone
    masked = parse_phone(f"{text[:3]}****{text[7:]}")
    assert masked is not None and masked.masked and parse_phone(masked.number) == masked


@given(CELLS)
def test_text_names_and_codes_are_stable(cell: Cell) -> None:
    for parser in (parse_text, parse_name, parse_code):
        try:
            once = parser(cell)
        except BadCell:
            continue
        assert parser(once) == once


def test_numeral_of_nothing_is_none() -> None:
    assert serial_of_numeral("") is None
