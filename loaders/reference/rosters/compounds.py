"""小区（物业）台账: who serves a compound, its branch and its committee, coordinates in the system of the street."""

from __future__ import annotations

from loaders.reference.district.plan import Plan
from loaders.reference.district.records import Compound
from loaders.reference.rosters.cells import grid_short, name_of, names_of, phone_of, yes
from loaders.reference.rosters.places import STATED, place_columns, titled
from loaders.reference.rosters.sheet import Book, Column, sheet_of

__all__ = ["book"]


def book(plan: Plan) -> Book:
    columns: list[Column[Compound]] = [
        *place_columns("所属街道", "所属社区", down="merge"),
        Column("网格", lambda row: names_of(grid_short(grid) for grid in row.grids)),
        Column("小区\n名称", lambda row: row.name),
        Column("楼栋数", lambda row: row.buildings, total=True),
        Column("户数", lambda row: row.households, total=True),
        Column("建成年代", lambda row: f"{row.built_in}年"),
        Column("老旧小区", lambda row: yes(row.is_old)),
        Column("用途", lambda row: row.use),
        Column("物业服务企业", lambda row: row.company),
        Column("统一社会信用代码", lambda row: row.uscc),
        Column("项目经理", lambda row: name_of(row.manager)),
        Column("项目经理联系电话", lambda row: phone_of(row.manager)),
        Column("项目经理\n是否党员", lambda row: yes(row.manager_member) if row.manager else ""),
        Column("服务方式", lambda row: row.mode),
        Column("合同日期", lambda row: row.contract_on),
        Column("合同备案日期", lambda row: row.filed_on),
        Column("小区党支部", lambda row: row.branch),
        Column("支部书记", lambda row: row.secretary),
        Column("业委会/物管会", lambda row: row.committee),
        Column("主任", lambda row: row.director),
        Column("是否具备成立业主大会条件", lambda row: yes(row.meets)),
        Column("经度", lambda row: row.lon),
        Column("纬度", lambda row: row.lat),
        Column("坐标系", lambda row: row.crs),
    ]
    notes = ["备注：服务方式分企业、代管、自治。", "注：坐标系以采集设备为准。"]
    rows = plan.compounds.values()
    sheet = sheet_of("小区台账", columns, rows, titles=[titled("小区（物业）台账"), STATED], notes=notes, total=True)
    return Book("08小区物业台账", (sheet,))
