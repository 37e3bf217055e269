"""街道领导班子名册: the working committees, the extra deputies and the co-opted members."""

from __future__ import annotations

from loaders.reference.district.plan import Plan
from loaders.reference.district.posts import StreetPost
from loaders.reference.rosters.cells import since_dotted, spaced
from loaders.reference.rosters.places import STATED, titled
from loaders.reference.rosters.sheet import Book, Column, sheet_of

__all__ = ["book"]


def book(plan: Plan) -> Book:
    columns: list[Column[StreetPost]] = [
        Column("所属街道", lambda row: row.place.street, down="ditto"),
        Column("姓　名", lambda row: spaced(row.person.name)),
        Column("职务", lambda row: row.position),
        Column("所在单位", lambda row: row.unit),
        Column("任职时间", lambda row: since_dotted(row.since)),
        Column("批准文号", lambda row: row.approval),
        Column("联系电话", lambda row: row.person.phone),
    ]
    notes = ["备注：副书记（增设）专抓基层治理，每街道一名。"]
    sheet = sheet_of(
        "班子", columns, plan.street_posts.values(), titles=[titled("街道领导班子名册"), STATED], notes=notes
    )
    return Book("03街道领导班子名册", (sheet,), writer="openpyxl")
