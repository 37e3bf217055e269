"""三类事办理路径: step by step who takes part, body and person in the words of the compound."""

from __future__ import annotations

from loaders.reference.district.plan import Plan
from loaders.reference.district.social import RouteStep
from loaders.reference.rosters.places import STATED, place_columns, titled
from loaders.reference.rosters.sheet import Book, Column, sheet_of

__all__ = ["book"]


def book(plan: Plan) -> Book:
    columns: list[Column[RouteStep]] = [
        *place_columns(down="merge"),
        Column("小区名称", lambda row: row.compound),
        Column("事项类别", lambda row: row.klass),
        Column("环节序号", lambda row: row.step),
        Column("参与方类型", lambda row: row.participant),
        Column("单位/组织", lambda row: row.body),
        Column("岗位/姓名", lambda row: row.post),
    ]
    sheet = sheet_of(
        "办理路径", columns, plan.routes.values(), titles=[titled("三类事办理路径"), STATED], numbered=False
    )
    return Book("31三类事办理路径", (sheet,))
