"""驻区单位名录: a book of the 1904 date system, with counts of members due and checked in."""

from __future__ import annotations

from loaders.reference.district.plan import Plan
from loaders.reference.district.social import Unit
from loaders.reference.rosters.places import STATED, place_columns, titled
from loaders.reference.rosters.sheet import Book, Column, sheet_of

__all__ = ["book"]


def book(plan: Plan) -> Book:
    columns: list[Column[Unit]] = [
        *place_columns(),
        Column("单位名称", lambda row: row.name),
        Column("统一社会信用代码", lambda row: row.uscc, hidden=True),
        Column("单位类别", lambda row: row.kind),
        Column("正式党员数", lambda row: row.members, total=True),
        Column("应报到党员数", lambda row: row.due, total=True),
        Column("已报到", lambda row: row.checked_in, total=True),
        Column("参加服务\n党员数", lambda row: row.active, total=True),
        Column("从业人数", lambda row: row.staff),
        Column("党组织", lambda row: row.party_org),
        Column("党建指导员", lambda row: row.instructor),
        Column("核实日期", lambda row: row.confirmed_on),
    ]
    sheet = sheet_of("驻区单位", columns, plan.units.values(), titles=[titled("驻区单位名录"), STATED], total=True)
    return Book("15驻区单位名录", (sheet,), date_1904=True)
