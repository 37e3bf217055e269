"""双报到党员名单: 13,400 rows in a csv in GB18030; nobody in it is stored by name."""

from __future__ import annotations

from loaders.reference.district.plan import Plan
from loaders.reference.district.social import CheckIn
from loaders.reference.rosters.cells import dotted, grid_spoken, yes
from loaders.reference.rosters.places import titled
from loaders.reference.rosters.sheet import Book, Column, sheet_of

__all__ = ["book"]


def book(plan: Plan) -> Book:
    columns: list[Column[CheckIn]] = [
        Column("姓名", lambda row: row.person.name),
        Column("工作单位", lambda row: row.unit),
        Column("街道", lambda row: row.place.street),
        Column("报到社区", lambda row: f"{row.place.community}居民委员会"),
        Column("所属网格", lambda row: grid_spoken(row.grid)),
        Column("报到时间", lambda row: dotted(row.on)),
        Column("特长", lambda row: row.speciality),
        Column("认领岗位", lambda row: row.post),
        Column("服务次数", lambda row: row.services),
        Column("愿到其他社区", lambda row: yes(row.willing)),
        Column("联系电话", lambda row: row.person.phone),
        Column("家庭住址", lambda row: "示例-不存"),
    ]
    sheet = sheet_of("双报到", columns, plan.check_ins.values(), titles=[titled("在职党员双报到名单")])
    return Book("14双报到党员名单", (sheet,), writer="csv", encoding="gb18030")
