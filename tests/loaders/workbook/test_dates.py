"""Dates and periods as rosters write them, and those that are refused."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from loaders.workbook.sheet import Cell
from loaders.workbook.values import BadCell, date_of_serial, is_open, parse_date, parse_span


def _key(call: object, *args: object, **options: object) -> str:
    with pytest.raises(BadCell) as caught:
        call(*args, **options)  # type: ignore[operator]
    assert caught.value.reason.zh and caught.value.advice.en
    return caught.value.reason.key.removeprefix("reading.")


@pytest.mark.parametrize(
    ("value", "day", "precision"),
    [
        ("1980.05", "1980-05-01", "month"),
        ("1980.5", "1980-05-01", "month"),
        ("1980.1", "1980-01-01", "month"),
        ("1980．05", "1980-05-01", "month"),
        ("198005", "1980-05-01", "month"),
        (198005, "1980-05-01", "month"),
        (1980.05, "1980-05-01", "month"),
        (1980.12, "1980-12-01", "month"),
        ("19800503", "1980-05-03", "day"),
        (19800503, "1980-05-03", "day"),
        ("1980年5月", "1980-05-01", "month"),
        ("1980 年 5 月 3 日", "1980-05-03", "day"),
        ("１９８０年０５月０３号", "1980-05-03", "day"),
        ("1980-5-3", "1980-05-03", "day"),
        ("1980/5/3", "1980-05-03", "day"),
        ("1980.5.3", "1980-05-03", "day"),
        ("1980、5、3", "1980-05-03", "day"),
        ("1980-05-03 00:00:00", "1980-05-03", "day"),
        ("1980-05-03T08:30:00", "1980-05-03", "day"),
        ("1980年", "1980-01-01", "year"),
        (1980, "1980-01-01", "year"),
        (44562, "2022-01-01", "day"),
        (44562.75, "2022-01-01", "day"),
        ("44562", "2022-01-01", "day"),
        (date(2021, 5, 3), "2021-05-03", "day"),
        (datetime(2021, 5, 3, 8), "2021-05-03", "day"),
        ("2024-02-29", "2024-02-29", "day"),
    ],
)
def test_dates_of_all_kinds(value: Cell, day: str, precision: str) -> None:
    found = parse_date(value)
    assert found is not None
    assert (str(found.date), found.precision) == (day, precision)


@pytest.mark.parametrize(
    ("value", "key"),
    [
        ("2021-02-31", "date_impossible"),
        ("2021年2月31日", "date_impossible"),
        (20210231, "date_impossible"),
        ("2023-02-29", "date_impossible"),
        ("2021.13", "date_impossible"),
        (1980.13, "date_impossible"),
        ("1980.00", "date_impossible"),
        ("80.5", "date_year"),
        ("80-05-03", "date_year"),
        ("5/3/2021", "date_year"),
        ("05/03/80", "date_year"),
        (1980.1, "date_one_decimal"),
        (1980.055, "date"),
        (366, "date"),
        (-5, "date"),
        (float("nan"), "date"),
        (float("inf"), "date"),
        (True, "date"),
        ("去年", "date"),
        ("1899-12-31", "date"),
        ("2101", "date"),
        ("2021-5-3-1", "date"),
        ("至今", "date"),
    ],
)
def test_dates_that_are_refused(value: Cell, key: str) -> None:
    assert _key(parse_date, value) == key


@pytest.mark.parametrize(
    ("value", "end"),
    [("2024.5", "2024-06-01"), ("2024.12", "2025-01-01"), ("2024", "2025-01-01"), ("2024-05-03", "2024-05-03")],
)
def test_ends_of_partial_dates_are_the_next_periods_start(value: str, end: str) -> None:
    found = parse_date(value, bound="to")
    assert found is not None and str(found.date) == end


def test_open_end_is_no_date_and_known_to_be_open() -> None:
    assert parse_date("至今", bound="to") is None
    assert is_open("至今") and not is_open("") and not is_open(5)


@pytest.mark.parametrize(
    ("value", "start", "end", "is_open_end"),
    [
        ("2021.6-至今", "2021-06-01", None, True),
        ("2021年6月至今", "2021-06-01", None, True),
        ("2021-06-01 至 今", "2021-06-01", None, True),
        ("2021.6—2024.5", "2021-06-01", "2024-06-01", False),
        ("2021.6-2024.5", "2021-06-01", "2024-06-01", False),
        ("2021.06.01-2024.05.03", "2021-06-01", "2024-05-03", False),
        ("2021-06-01至2024-05-03", "2021-06-01", "2024-05-03", False),
        ("2021-06-01-2024-05-03", "2021-06-01", "2024-05-03", False),
        ("2021-06—2024-05", "2021-06-01", "2024-06-01", False),
        ("2021-2024", "2021-01-01", "2025-01-01", False),
        ("2021年6月～2024年5月", "2021-06-01", "2024-06-01", False),
        ("2021.6起", "2021-06-01", None, False),
        ("2021.6", "2021-06-01", None, False),
        ("至今", None, None, True),
        (202106, "2021-06-01", None, False),
    ],
)
def test_spans(value: Cell, start: str | None, end: str | None, is_open_end: bool) -> None:
    span = parse_span(value)
    assert span is not None
    days = [side and str(side.date) for side in (span.start, span.end)]
    assert (days, span.open) == ([start, end], is_open_end)


@pytest.mark.parametrize("value", ["2024.5-2021.6", "2024-05-03至2024-05-01"])
def test_span_that_ends_before_it_begins_is_refused(value: str) -> None:
    assert _key(parse_span, value) == "date_order"


def test_serials_of_both_systems() -> None:
    assert [str(date_of_serial(n)) for n in (1, 59, 61)] == ["1900-01-01", "1900-02-28", "1900-03-01"]
    assert _key(date_of_serial, 60) == "date_impossible"
    assert str(date_of_serial(0, date_1904=True)) == "1904-01-01"
    found = parse_date(44562 - 1462, date_1904=True)
    assert found is not None and str(found.date) == "2022-01-01"
