"""众享联盟: merchants with what they offer, and the wishes of each community as counts."""

from __future__ import annotations

from loaders.reference.district.plan import Plan
from loaders.reference.district.social import Merchant, Wishes
from loaders.reference.rosters.cells import grid_short, month_dotted, tick
from loaders.reference.rosters.places import STATED, place_columns, titled
from loaders.reference.rosters.sheet import Book, Column, sheet_of

__all__ = ["book"]


def book(plan: Plan) -> Book:
    merchants: list[Column[Merchant]] = [
        *place_columns(down="merge"),
        Column("网格", lambda row: grid_short(row.grid)),
        Column("商户\n名称", lambda row: row.name),
        Column("统一社会信用代码", lambda row: row.uscc),
        Column("经营类别", lambda row: row.category),
        Column("负责人", lambda row: row.head.name),
        Column("联系电话", lambda row: row.head.phone),
        Column("经营地址", lambda row: row.address),
        Column("加入时间", lambda row: month_dotted(row.joined_on)),
        Column("退出时间", lambda row: ""),
        Column("服务内容", lambda row: row.offer),
        Column("是否党员商户", lambda row: tick(row.is_party)),
        Column("认领微心愿数", lambda row: row.wishes),
        Column("所属联盟", lambda row: row.alliance),
    ]
    wishes: list[Column[Wishes]] = [
        *place_columns(),
        Column("时期", lambda row: row.period),
        Column("征集数", lambda row: row.total, total=True),
        Column("认领数", lambda row: row.claimed, total=True),
        Column("办结数", lambda row: row.done, total=True),
        Column("未认领数", lambda row: row.open, total=True),
        Column("超30天\n未认领数", lambda row: row.overdue, total=True),
    ]
    first = sheet_of(
        "商户名录",
        merchants,
        plan.merchants.values(),
        titles=[titled("众享联盟商户名录"), STATED],
        notes=["备注：√为党员商户。"],
    )
    second = sheet_of("微心愿统计", wishes, plan.wishes.values(), titles=[titled("微心愿统计表")], total=True)
    return Book("20众享联盟商户", (first, second))
