"""党组织名册: every Party organisation with its superior; grid codes for part of the streets only."""

from __future__ import annotations

from loaders.reference.district.plan import Plan
from loaders.reference.district.records import PartyBody
from loaders.reference.rosters.cells import grid_spoken, month_spoken, names_of
from loaders.reference.rosters.grids import coded
from loaders.reference.rosters.places import STATED, titled
from loaders.reference.rosters.sheet import Book, Column, sheet_of

__all__ = ["book"]


def book(plan: Plan) -> Book:
    columns: list[Column[tuple[PartyBody, str]]] = [
        Column("街道", lambda row: row[0].place.street),
        Column("社区（村）", lambda row: row[0].place.community),
        Column("党组织\n名称", lambda row: row[0].name),
        Column("类别", lambda row: row[0].kind),
        Column("上级党组织", lambda row: row[1]),
        Column("小区名称", lambda row: row[0].compound),
        Column("网格", lambda row: grid_spoken(row[0].grid)),
        Column("网格编码", lambda row: row[0].grid_code if coded(row[0].place) else ""),
        Column("组建方式", lambda row: row[0].formation),
        Column("成立时间", lambda row: month_spoken(row[0].founded_on)),
        Column("撤销日期", lambda row: row[0].dissolved_on),
        Column("正式党员数", lambda row: row[0].full),
        Column("预备党员数", lambda row: row[0].probationary),
        Column("批复文号", lambda row: row[0].approval),
        Column("本届起", lambda row: row[0].term_start),
        Column("届满日期", lambda row: row[0].term_end),
        Column("延期至", lambda row: row[0].extension_until),
        Column("委员职数", lambda row: row[0].seats),
        Column("联建单位", lambda row: names_of(row[0].joined)),
        Column("所在单位", lambda row: row[0].unit),
        Column("书记", lambda row: row[0].secretary),
        Column("副书记", lambda row: names_of(row[0].deputies)),
        Column("委员", lambda row: names_of(row[0].members)),
        Column("党建指导员", lambda row: row[0].instructor),
    ]
    rows = [(body, superior) for body in plan.bodies.values() for superior in (body.superiors or ("",))]
    notes = ["备注：党小组不设书记；届满日期按本届任期推算。"]
    sheet = sheet_of("党组织", columns, rows, titles=[titled("党组织名册"), STATED], notes=notes)
    return Book("06党组织名册", (sheet,))
