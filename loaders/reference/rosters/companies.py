"""物业企业名录: companies without an area; some list the compounds that they serve."""

from __future__ import annotations

from loaders.reference.district.plan import Plan
from loaders.reference.district.records import Company
from loaders.reference.rosters.cells import names_of
from loaders.reference.rosters.places import titled
from loaders.reference.rosters.sheet import Book, Column, sheet_of

__all__ = ["book"]


def book(plan: Plan) -> Book:
    here = {compound.name for compound in plan.compounds.values()}
    contracted = {compound.company for compound in plan.compounds.values()}
    rows = [
        row for row in plan.companies.values() if row.name in contracted or here & set(row.serves) or row.staff is None
    ]
    columns: list[Column[Company]] = [
        Column("企业名称", lambda row: row.name),
        Column("统一社会\n信用代码", lambda row: row.uscc),
        Column("从业人数", lambda row: row.staff, total=True),
        Column("党员数", lambda row: row.members),
        Column("党组织", lambda row: row.party_org),
        Column("党建指导员", lambda row: row.instructor),
        Column("服务小区", lambda row: names_of([name for name in row.serves if name in here], "；")),
        Column("地址", lambda row: row.address),
    ]
    sheet = sheet_of(
        "物业企业", columns, rows, titles=[titled("物业企业名录")], notes=["备注：服务小区选填。"], total=True
    )
    return Book("12物业企业名录", (sheet,))
