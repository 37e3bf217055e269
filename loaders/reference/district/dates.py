"""The reference date, and dates drawn around it."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

__all__ = ["REFERENCE_DATE", "day_between", "years_after"]

REFERENCE_DATE = date(2026, 11, 1)
"""The day on which the published figures come out."""


def day_between(rng: Random, first: date, last: date) -> date:
    """A day from ``first`` to ``last``, both included."""
    return first + timedelta(days=rng.randint(0, (last - first).days))


def years_after(day: date, years: int) -> date:
    """The same day some years later (29 February becomes the 28th)."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
