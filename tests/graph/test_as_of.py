from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from graph.as_of import read_as_of, today
from graph.errors import UsageError


@pytest.mark.parametrize("value", ["2026-11-01", date(2026, 11, 1), datetime(2026, 11, 1, 23, 59, tzinfo=UTC)])
def test_day_is_read_from_text_date_and_time(value: str | date) -> None:
    assert read_as_of(value) == date(2026, 11, 1)
    assert type(read_as_of(value)) is date


def test_no_day_is_today_in_the_district() -> None:
    assert read_as_of(None) == today()


@pytest.mark.parametrize("value", ["1899-12-31", "2201-01-01", date(1850, 1, 1), "9999-12-31"])
def test_day_out_of_range_is_refused_with_the_range(value: str | date) -> None:
    with pytest.raises(UsageError, match="1900-01-01") as caught:
        read_as_of(value)
    assert str(value) in str(caught.value)


@pytest.mark.parametrize("value", ["heute", "2026-13-01", "", "2026年", 20261101])
def test_what_is_no_date_is_refused(value: str) -> None:
    with pytest.raises(UsageError) as caught:
        read_as_of(value)
    assert caught.value.message.key == "snapshot.bad_date"
