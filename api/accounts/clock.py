"""Moments as the store of accounts writes them: UTC, of one width, so that they sort as text."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

__all__ = ["Clock", "moment", "read_moment", "utc_now"]

Clock = Callable[[], datetime]
"""Gives the present moment, with its zone."""

_FORMAT = "%Y-%m-%dT%H:%M:%S.%fZ"


def utc_now() -> datetime:
    """The present moment."""
    return datetime.now(UTC)


def moment(at: datetime) -> str:
    """A moment as text.

    >>> moment(datetime(2026, 11, 1, 8, 30, tzinfo=UTC))
    '2026-11-01T08:30:00.000000Z'
    """
    return f"{at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='microseconds')}Z"


def read_moment(text: str) -> datetime:
    """The moment that :func:`moment` wrote."""
    return datetime.strptime(text, _FORMAT).replace(tzinfo=UTC)
