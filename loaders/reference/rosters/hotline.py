"""12345统计（单位汇总）: totals of each receiving unit in a half-year; no case and no caller."""

from __future__ import annotations

from loaders.reference.district.plan import Plan
from loaders.reference.district.social import Hotline
from loaders.reference.rosters.places import STATED, titled
from loaders.reference.rosters.sheet import Book, Column, sheet_of

__all__ = ["PERIOD", "book"]

PERIOD = "2026年上半年"


def book(plan: Plan) -> Book:
    columns: list[Column[Hotline]] = [
        Column("单位", lambda row: row.unit),
        Column("时期", lambda row: PERIOD),
        Column("派遣案件总数", lambda row: row.total, total=True),
        Column("按时办结数", lambda row: row.on_time, total=True),
        Column("超时办结数", lambda row: row.overdue, total=True),
        Column("未办结数", lambda row: row.unfinished, total=True),
        Column("结案率", lambda row: _rate(row.on_time + row.overdue, row.total)),
        Column("按时\n结案率", lambda row: _rate(row.on_time, row.total)),
        Column("不满意数", lambda row: round(row.total * (100 - row.satisfied) / 100)),
        Column("不满意率", lambda row: round(100 - row.satisfied, 1)),
        Column("响应率", lambda row: row.responded),
        Column("满意率", lambda row: row.satisfied),
    ]
    notes = ["备注：各率均为百分数。"]
    sheet = sheet_of(
        "单位汇总",
        columns,
        plan.hotline.values(),
        titles=[titled("12345热线统计（单位汇总）"), STATED],
        notes=notes,
        total=True,
    )
    return Book("29热线统计", (sheet,))


def _rate(part: int, whole: int) -> float:
    return round(100 * part / whole, 1)
