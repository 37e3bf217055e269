"""社区基本情况表: the numbers each community states; beside it a sheet that explains and one that is empty."""

from __future__ import annotations

from loaders.reference.district.plan import Plan
from loaders.reference.district.records import Community
from loaders.reference.rosters.cells import tick, yes
from loaders.reference.rosters.places import STATED, place_columns, titled
from loaders.reference.rosters.sheet import Book, Column, Sheet, sheet_of

__all__ = ["book"]


def book(plan: Plan) -> Book:
    columns: list[Column[Community]] = [
        *place_columns(down="merge"),
        Column("户　数", lambda row: row.households, total=True),
        Column("人口数", lambda row: row.persons, total=True),
        Column("社区工作\n者数", lambda row: row.workers, total=True),
        Column("社工人数", lambda row: row.social_workers, total=True),
        Column("志愿者数", lambda row: row.volunteers, total=True),
        Column("社会资源数", lambda row: row.resources, total=True),
        Column("居民公约", lambda row: tick(row.covenant)),
        Column("公示", lambda row: tick(row.notice)),
        Column("综合服务\n设施面积", lambda row: row.facility_area),
        Column("居民活动面积", lambda row: row.activity_area),
        Column("居委会应有人数", lambda row: row.seats),
        Column("联席会议", lambda row: yes(True)),
        Column("片区经理", lambda row: "片区经理（示例）"),
        Column("核实日期", lambda row: row.confirmed_on),
    ]
    notes = ["备注：面积单位为平方米；户数、人口数为网格合计。", "填表人：示例　　审核人：示例"]
    main = sheet_of(
        "社区情况",
        columns,
        plan.communities.values(),
        titles=[titled("社区基本情况表"), STATED],
        notes=notes,
        total=True,
    )
    words = Sheet("说明", rows=(("本工作簿为示例数据，",), ("各表口径见通知。",)))
    return Book("02社区基本情况表", (main, Sheet("Sheet2"), words))
