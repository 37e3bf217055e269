"""活动台账: what was held where and when; dates in the three spellings of those who keep the list."""

from __future__ import annotations

from loaders.reference.district.plan import Plan
from loaders.reference.district.social import ActivityHeld
from loaders.reference.rosters.cells import compact, spoken
from loaders.reference.rosters.places import STATED, place_columns, titled
from loaders.reference.rosters.sheet import Book, Cell, Column, sheet_of

__all__ = ["book"]


def book(plan: Plan) -> Book:
    columns: list[Column[ActivityHeld]] = [
        *place_columns(),
        Column("活动类型", lambda row: row.kind),
        Column("活动名称", lambda row: row.name),
        Column("活动时间", _day),
        Column("参加人数", lambda row: row.attendance, total=True),
        Column("主办单位", lambda row: row.organiser),
    ]
    sheet = sheet_of("活动", columns, plan.activities.values(), titles=[titled("活动台账"), STATED], total=True)
    return Book("28活动台账", (sheet,))


def _day(row: ActivityHeld) -> Cell:
    return (row.on, spoken(row.on), compact(row.on))[row.on.day % 3]
