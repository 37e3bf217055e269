"""The scalars of our own: days, moments, and values of JSON.

>>> read_date("2026-11-01"), show(read_date("2026-11-01"))
(datetime.date(2026, 11, 1), '2026-11-01')
>>> read_date("2026-11-31")
Traceback (most recent call last):
api.graphql.errors.faults.GraphqlFault: BAD_DATE: 日期“2026-11-31”不可用...
"""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any

import strawberry
from strawberry.scalars import JSON
from strawberry.types.scalar import ScalarDefinition

from api.graphql.errors import fault

__all__ = ["SCALARS", "read_date", "read_datetime", "show"]

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT.+", re.ASCII)


def read_date(value: Any) -> date:
    """The day in a text such as ``2026-11-01``; raises the fault ``BAD_DATE`` where it is none."""
    if isinstance(value, str) and _DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise fault("BAD_DATE", value=str(value))


def read_datetime(value: Any) -> datetime:
    """The moment in a text such as ``2026-11-01T08:30:00+08:00``; raises the fault ``BAD_DATE`` where it is none."""
    if isinstance(value, str) and _MOMENT.fullmatch(value):
        try:
            return datetime.fromisoformat(value)
        except ValueError:
            pass
    raise fault("BAD_DATE", "schema.bad_datetime", value=str(value))


def show(value: Any) -> str:
    """A day or a moment as text; a text as it is."""
    return value if isinstance(value, str) else str(value.isoformat())


def _same(value: Any) -> Any:
    return value


SCALARS: dict[object, ScalarDefinition] = {
    date: strawberry.scalar(
        name="Date", description="日期，如 2026-11-01 / a day such as 2026-11-01", serialize=show, parse_value=read_date
    ),
    datetime: strawberry.scalar(
        name="DateTime",
        description="时刻（ISO 8601），如 2026-11-01T08:30:00+08:00 / a moment in ISO 8601",
        serialize=show,
        parse_value=read_datetime,
    ),
    JSON: strawberry.scalar(
        name="JSON", description="任意 JSON 值 / any value of JSON", serialize=_same, parse_value=_same
    ),
}
"""What Strawberry is to use for Python's types."""
