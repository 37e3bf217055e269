"""区划代码表: the real codes of district, streets, communities and villages, as the statistics bureau lists them."""

from __future__ import annotations

from loaders.reference.district.plan import Plan
from loaders.reference.rosters.places import titled
from loaders.reference.rosters.sheet import Book, Column, sheet_of
from loaders.reference.words import divisions

__all__ = ["book"]

LEVELS = {"district": "区", "street": "街道", "community": "社区", "village": "村"}


def book(plan: Plan) -> Book:
    streets = {place.street_code for place in plan.streets}
    rows = [
        row
        for row in divisions()
        if row["level"] == "district" or row["code"] in streets or row["parent_code"] in streets
    ]
    columns: list[Column[dict[str, str]]] = [
        Column("代码", lambda row: row["code"]),
        Column("名称", lambda row: row["name"]),
        Column("级别", lambda row: LEVELS[row["level"]]),
        Column("上级代码", lambda row: row["parent_code"]),
    ]
    sheet = sheet_of("区划", columns, rows, titles=[titled("统计用区划代码表")], numbered=False)
    return Book("01区划代码表", (sheet,), writer="csv")
