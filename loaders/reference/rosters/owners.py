"""业委会（物管会）成员名单: a row a member; the committee's own dates stand in every row."""

from __future__ import annotations

from loaders.reference.district.plan import Plan
from loaders.reference.district.posts import Committee, OwnersSeat
from loaders.reference.rosters.cells import yes
from loaders.reference.rosters.places import STATED, titled
from loaders.reference.rosters.sheet import Book, Column, sheet_of

__all__ = ["book"]

Row = tuple[Committee, OwnersSeat]


def book(plan: Plan) -> Book:
    columns: list[Column[Row]] = [
        Column("街道", lambda row: row[0].place.street, down="merge"),
        Column("社区", lambda row: row[0].place.community, down="merge"),
        Column("小区名称", lambda row: _compound(row[0])),
        Column("组织类型", lambda row: row[0].kind),
        Column("届次", lambda row: f"第{'一二三四五'[row[0].ordinal - 1]}届"),
        Column("选举日期", lambda row: row[0].elected_on),
        Column("备案日期", lambda row: row[0].filed_on),
        Column("备案编号", lambda row: row[0].number if row[0].filed_on else ""),
        Column("任期起", lambda row: row[0].term_start),
        Column("届满日期", lambda row: row[0].term_end),
        Column("应有\n委员数", lambda row: row[0].approved),
        Column("姓名", lambda row: row[1].person.name),
        Column("职务", lambda row: row[1].position),
        Column("是否业主", lambda row: yes(row[1].is_owner)),
        Column("是否党员", lambda row: yes(row[1].is_party)),
        Column("是否小区\n党支部书记", lambda row: row[1].is_secretary),
        Column("党内职务", lambda row: row[1].party_post),
        Column("工作单位", lambda row: row[1].unit),
        Column("回避申报", lambda row: row[1].recusal),
        Column("联系电话", lambda row: row[1].person.phone),
        Column("房号", lambda row: "示例-不存", hidden=True),
        Column("物业服务企业", lambda row: row[0].company),
        Column("党组织挂接", lambda row: yes(row[0].linked)),
    ]
    rows = [(committee, seat) for committee in plan.committees.values() for seat in committee.seats]
    notes = ["备注：成员由业主依法定程序选举或由街道组建产生。", "填表人：示例"]
    sheet = sheet_of("成员名单", columns, rows, titles=[titled("业委会（物管会）成员名单"), STATED], notes=notes)
    return Book("11业委会物管会成员名单", (sheet,))


def _compound(committee: Committee) -> str:
    """Two streets add 小区 to the name of every compound."""
    long = committee.place.street_code in {"140213053000", "140213060000"}
    return f"{committee.compound}小区" if long and not committee.compound.endswith("小区") else committee.compound
