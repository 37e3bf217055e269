"""后备力量名册: three tiers in one list, sensitive by its nature; birth months and education are not kept."""

from __future__ import annotations

from loaders.reference.district.plan import Plan
from loaders.reference.district.social import Reserve
from loaders.reference.rosters.cells import month_compact
from loaders.reference.rosters.places import place_columns, titled
from loaders.reference.rosters.sheet import Book, Column, sheet_of

__all__ = ["book"]


def book(plan: Plan) -> Book:
    columns: list[Column[Reserve]] = [
        *place_columns(),
        Column("小　区", lambda row: row.compound),
        Column("姓　名", lambda row: row.person.name),
        Column("性别", lambda row: "女" if row.person.woman else "男"),
        Column("现任职务", lambda row: row.unit),
        Column("后备岗位", lambda row: row.position),
        Column("后备层级", lambda row: row.tier),
        Column("人才类别", lambda row: row.talent),
        Column("入库日期", lambda row: month_compact(row.listed_on)),
        Column("状态", lambda row: "在库"),
        Column("联系电话", lambda row: row.person.phone),
    ]
    sheet = sheet_of(
        "后备力量",
        columns,
        plan.reserves.values(),
        titles=[titled("后备力量名册")],
        notes=["备注：内部掌握，示例数据。"],
    )
    return Book("17后备力量名册", (sheet,), writer="openpyxl")
