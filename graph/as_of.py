"""The day as of which a question is asked: today in the district's time zone unless another one is named."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from graph.errors import UsageError

__all__ = ["EARLIEST", "LATEST", "ZONE", "read_as_of", "today"]

ZONE = "Asia/Shanghai"
"""The time zone of the district."""

EARLIEST, LATEST = date(1900, 1, 1), date(2200, 12, 31)
"""Days outside are slips of the pen."""


def today() -> date:
    """The day in the district's time zone, wherever the program runs."""
    return datetime.now(ZoneInfo(ZONE)).date()


def read_as_of(value: str | date | None) -> date:
    """A day from ISO text or a date; today where none is given.

    Raises ``UsageError`` for what is no date, and for a day before 1900 or after 2200.

    >>> read_as_of("2026-11-01"), read_as_of(date(2027, 7, 1))
    (datetime.date(2026, 11, 1), datetime.date(2027, 7, 1))
    """
    if value is None:
        return today()
    if isinstance(value, datetime):
        value = value.date()
    if not isinstance(value, date):
        try:
            value = date.fromisoformat(value)
        except (TypeError, ValueError) as error:
            raise UsageError("snapshot.bad_date", value=value) from error
    if not EARLIEST <= value <= LATEST:
        raise UsageError("snapshot.date_range", value=value, earliest=EARLIEST, latest=LATEST)
    return value
