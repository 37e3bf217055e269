"""阵地台账: centres, stations and the other places of service."""

from __future__ import annotations

from loaders.reference.district.plan import Plan
from loaders.reference.district.records import Facility
from loaders.reference.rosters.cells import month_dotted, name_of, names_of, phone_of
from loaders.reference.rosters.places import STATED, place_columns, titled
from loaders.reference.rosters.sheet import Book, Column, sheet_of

__all__ = ["book"]


def book(plan: Plan) -> Book:
    columns: list[Column[Facility]] = [
        *place_columns("街道", "社区(村)"),
        Column("小区", lambda row: row.compound),
        Column("名　称", lambda row: row.name),
        Column("类型", lambda row: row.kind),
        Column("面积(㎡)", lambda row: row.area, total=True),
        Column("地址", lambda row: row.address),
        Column("经度", lambda row: row.lon),
        Column("纬度", lambda row: row.lat),
        Column("坐标系", lambda row: row.crs),
        Column("负责人", lambda row: name_of(row.head)),
        Column("负责人联系电话", lambda row: phone_of(row.head)),
        Column("建成时间", lambda row: month_dotted(row.opened_on)),
        Column("停用时间", lambda row: ""),
        Column("共享小区", lambda row: row.shared),
        Column("开放时间", lambda row: "8:30—18:00", hidden=True),
        Column("功能", lambda row: names_of(row.functions)),
        Column("经费来源", lambda row: names_of(row.funding)),
        Column("核实日期", lambda row: row.confirmed_on),
    ]
    rows = plan.facilities.values()
    notes = ["备注：区级中心不填街道。"]
    sheet = sheet_of("阵地", columns, rows, titles=[titled("党群服务阵地台账"), STATED], notes=notes, total=True)
    return Book("13阵地台账", (sheet,))
