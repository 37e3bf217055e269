"""社区两委花名册: one row a person with a post in the Party organisation, the residents' committee, or both."""

from __future__ import annotations

from loaders.reference.district.plan import Plan
from loaders.reference.district.posts import CommitteeSeat
from loaders.reference.rosters.cells import spaced, spoken, yes
from loaders.reference.rosters.places import STATED, place_columns, titled
from loaders.reference.rosters.sheet import Book, Column, sheet_of

__all__ = ["book"]


def book(plan: Plan) -> Book:
    columns: list[Column[CommitteeSeat]] = [
        *place_columns(down="merge"),
        Column("姓　名", lambda row: spaced(row.person.name)),
        Column("性别", lambda row: "女" if row.person.woman else "男"),
        Column("政治面貌", lambda row: row.status),
        Column("党内职务", lambda row: row.party_post),
        Column("居委会\n职务", lambda row: row.committee_post),
        Column("是否一肩挑", lambda row: yes(row.party_post == "书记" and row.committee_post == "主任")),
        Column("所在单位", lambda row: row.unit),
        Column("当选时间", lambda row: spoken(row.elected_on)),
        Column("届满时间", lambda row: spoken(row.term_end)),
        Column("批复文号", lambda row: row.approval),
        Column("备案日期", lambda row: row.filed_on),
        Column("联系电话", lambda row: row.person.phone),
    ]
    notes = ["备注：兼职委员不占两委职数。", "填表人：示例"]
    sheet = sheet_of("两委", columns, plan.seats.values(), titles=[titled("社区两委花名册"), STATED], notes=notes)
    return Book("04社区两委花名册", (sheet,))
