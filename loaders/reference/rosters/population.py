"""人口统计表: counts of an area; a csv in which all numbers are text."""

from __future__ import annotations

from loaders.reference.district.plan import Plan
from loaders.reference.district.social import Population
from loaders.reference.rosters.places import place_columns, titled
from loaders.reference.rosters.sheet import Book, Column, sheet_of

__all__ = ["book"]


def book(plan: Plan) -> Book:
    columns: list[Column[Population]] = [
        *place_columns("街道", "社区(村)"),
        Column("时期", lambda row: "2026年6月"),
        Column("户数", lambda row: f"{row.households:,}"),
        Column("人口数", lambda row: f"{row.persons:,}"),
        Column("常住城镇人口", lambda row: f"{row.urban:,}"),
    ]
    sheet = sheet_of("人口", columns, plan.population.values(), titles=[titled("人口统计表")])
    return Book("30人口统计表", (sheet,), writer="csv", encoding="gb18030")
