"""村两委花名册: Party organisation, villagers' committee and its supervision committee."""

from __future__ import annotations

from loaders.reference.district.plan import Plan
from loaders.reference.district.posts import CommitteeSeat
from loaders.reference.rosters.cells import compact
from loaders.reference.rosters.places import STATED, place_columns, titled
from loaders.reference.rosters.sheet import Book, Column, sheet_of

__all__ = ["book"]


def book(plan: Plan) -> Book:
    columns: list[Column[CommitteeSeat]] = [
        *place_columns("街道", "村", down="merge"),
        Column("姓名", lambda row: row.person.name),
        Column("性别", lambda row: "女" if row.person.woman else "男"),
        Column("政治面貌", lambda row: row.status),
        Column("党内职务", lambda row: row.party_post),
        Column("村委会职务", lambda row: row.committee_post),
        Column("监督委员会职务", lambda row: row.supervision_post),
        Column("近亲属申报", lambda row: row.relatives),
        Column("当选时间", lambda row: compact(row.elected_on)),
        Column("届满时间", lambda row: compact(row.term_end)),
        Column("批复文号", lambda row: row.approval),
        Column("备案日期", lambda row: row.filed_on),
        Column("联系电话", lambda row: row.person.phone),
    ]
    notes = ["备注：近亲属关系由本人申报。"]
    sheet = sheet_of(
        "村两委", columns, plan.village_seats.values(), titles=[titled("村两委花名册"), STATED], notes=notes
    )
    return Book("05村两委花名册", (sheet,), writer="openpyxl")
