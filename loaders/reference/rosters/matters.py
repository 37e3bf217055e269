"""吹哨报到事项清单: who answers when a street whistles."""

from __future__ import annotations

from loaders.reference.district.plan import Plan
from loaders.reference.district.social import Matter
from loaders.reference.rosters.cells import name_of, phone_of
from loaders.reference.rosters.places import STATED, titled
from loaders.reference.rosters.sheet import Book, Column, sheet_of

__all__ = ["book"]


def book(plan: Plan) -> Book:
    columns: list[Column[Matter]] = [
        Column("事项", lambda row: row.matter),
        Column("责任部门", lambda row: row.department),
        Column("联系岗位", lambda row: row.post),
        Column("联系人", lambda row: name_of(row.contact)),
        Column("联系电话", lambda row: phone_of(row.contact)),
        Column("适用街道", lambda row: row.streets),
    ]
    sheet = sheet_of("吹哨报到", columns, plan.matters.values(), titles=[titled("吹哨报到事项清单"), STATED])
    return Book("25吹哨报到事项清单", (sheet,), writer="csv")
