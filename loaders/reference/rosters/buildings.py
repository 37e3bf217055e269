"""楼栋台账: a csv in GB18030, as an older system exports it: every value is written out in every row."""

from __future__ import annotations

from loaders.reference.district.plan import Plan
from loaders.reference.district.records import Building
from loaders.reference.rosters.cells import grid_short
from loaders.reference.rosters.places import place_columns, titled
from loaders.reference.rosters.sheet import Book, Column, sheet_of

__all__ = ["book"]


def book(plan: Plan) -> Book:
    columns: list[Column[Building]] = [
        *place_columns(),
        Column("小区名称", lambda row: row.compound),
        Column("楼栋", lambda row: row.name),
        Column("用途", lambda row: row.use),
        Column("单元数", lambda row: row.units),
        Column("层数", lambda row: row.floors),
        Column("党员数", lambda row: row.members),
        Column("楼栋党小组长", lambda row: row.group_leader),
        Column("党员中心户", lambda row: row.hub),
        Column("楼栋长", lambda row: row.leader),
        Column("网格", lambda row: grid_short(row.grid)),
    ]
    sheet = sheet_of(
        "楼栋",
        columns,
        plan.buildings.values(),
        titles=[titled("楼栋台账")],
        notes=["备注：中心户为岗位，不登记住址。"],
    )
    return Book("09楼栋台账", (sheet,), writer="csv", encoding="gb18030")
