"""相邻关系表: which streets, communities and compounds touch."""

from __future__ import annotations

from loaders.reference.district.plan import Plan
from loaders.reference.district.social import Adjacent
from loaders.reference.rosters.places import place_columns, titled
from loaders.reference.rosters.sheet import Book, Column, sheet_of

__all__ = ["book"]


def book(plan: Plan) -> Book:
    here = {street.street for street in plan.streets}
    rows = [row for row in plan.adjacent.values() if row.level != "街道" or {row.a, row.b} <= here]
    columns: list[Column[Adjacent]] = [
        Column("层级", lambda row: row.level),
        *place_columns(named=lambda place: place.community),
        Column("区域甲", lambda row: row.a),
        Column("区域乙", lambda row: row.b),
    ]
    sheet = sheet_of("相邻", columns, rows, titles=[titled("相邻关系表")])
    return Book("33相邻关系表", (sheet,), writer="csv")
