"""共建结对台账: which unit is paired with a community, in which of the six joints."""

from __future__ import annotations

from loaders.reference.district.plan import Plan
from loaders.reference.district.social import Pairing
from loaders.reference.rosters.cells import month_spoken
from loaders.reference.rosters.places import STATED, place_columns, titled
from loaders.reference.rosters.sheet import Book, Column, sheet_of

__all__ = ["book"]


def book(plan: Plan) -> Book:
    columns: list[Column[Pairing]] = [
        *place_columns(down="merge"),
        Column("共建单位", lambda row: row.unit),
        Column("六联\n类型", lambda row: row.joint),
        Column("结对对象", lambda row: row.partner),
        Column("结对时间", lambda row: month_spoken(row.since)),
        Column("终止时间", lambda row: ""),
    ]
    sheet = sheet_of(
        "共建结对",
        columns,
        plan.pairings.values(),
        titles=[titled("共建结对台账"), STATED],
        notes=["备注：六联见通知。"],
    )
    return Book("16共建结对台账", (sheet,))
