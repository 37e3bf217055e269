"""豁免清单: what a rule is not due for, with reasons; none of them runs out."""

from __future__ import annotations

from loaders.reference.district.plan import Plan
from loaders.reference.district.records import Exemption
from loaders.reference.rosters.places import place_columns, titled
from loaders.reference.rosters.sheet import Book, Column, sheet_of

__all__ = ["book"]


def book(plan: Plan) -> Book:
    columns: list[Column[Exemption]] = [
        Column("规则编号", lambda row: row.rule),
        Column("规则名称", lambda row: row.title),
        *place_columns(),
        Column("小区名称", lambda row: row.compound),
        Column("网格名称", lambda row: row.grid),
        Column("豁免原因", lambda row: row.reason),
        Column("豁免至", lambda row: ""),
        Column("批准单位", lambda row: row.by),
    ]
    sheet = sheet_of(
        "豁免", columns, plan.exemptions.values(), titles=[titled("规则豁免清单")], notes=["备注：豁免至空白为长期。"]
    )
    return Book("32豁免清单", (sheet,), writer="openpyxl")
