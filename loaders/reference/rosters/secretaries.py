"""小区党支部书记花名册: written by the other program, with deny-list columns that must not be stored."""

from __future__ import annotations

from loaders.reference.district.plan import Plan
from loaders.reference.district.posts import BranchSeat
from loaders.reference.rosters.cells import compact, month_dotted, spaced
from loaders.reference.rosters.places import STATED, place_columns, titled
from loaders.reference.rosters.sheet import Book, Cell, Column, sheet_of

__all__ = ["book"]


def book(plan: Plan) -> Book:
    columns: list[Column[BranchSeat]] = [
        *place_columns("所属街道", "所属社区", down="ditto"),
        Column("小区名称", lambda row: row.compound),
        Column("所在党支部", lambda row: row.body),
        Column("上级党组织", lambda row: plan.bodies[row.body].superiors[0]),
        Column("党组织类别", lambda row: row.kind),
        Column("党员数", lambda row: row.members, total=True),
        Column("姓 名", lambda row: spaced(row.person.name)),
        Column("性别", lambda row: "女" if row.person.woman else "男"),
        Column("民族", lambda row: "示例"),
        Column("籍贯", lambda row: "示例"),
        Column("出生年月", _born),
        Column("学历", lambda row: ("大专", "本科", "高中")[len(row.body) % 3]),
        Column("入党时间", lambda row: f"{1985 + int(row.person.phone[-2:]) % 30}.7"),
        Column("身份证号", lambda row: "示例-不存"),
        Column("党内职务", lambda row: "书记"),
        Column("兼任职务", lambda row: row.concurrent),
        Column("任职时间", lambda row: month_dotted(row.since)),
        Column("本届当选\n时间", lambda row: row.elected_on),
        Column("届满时间", lambda row: row.term_end),
        Column("批复文号", lambda row: row.approval),
        Column("产生方式", lambda row: row.mode),
        Column("政治面貌", lambda row: row.status),
        Column("联系方式", _phone),
        Column("核实日期", lambda row: compact(row.confirmed_on)),
    ]
    rows = plan.branch_seats.values()
    notes = ["备注：书记任职以批复文号为准。", "填表人：示例"]
    hidden = range(11, len(plan.branch_seats), 97)
    sheet = sheet_of(
        "书记", columns, rows, titles=[titled("小区党支部书记花名册"), STATED], notes=notes, hidden_rows=hidden
    )
    return Book("10小区党支部书记花名册", (sheet,), writer="openpyxl")


def _born(row: BranchSeat) -> Cell:
    """A birth month in one of four spellings (read for age bands, never stored)."""
    year, month = 1956 + int(row.person.phone[-3:]) % 35, int(row.person.phone[-1]) + 1
    return (f"{year}.{month:02d}", f"{year}{month:02d}", f"{year}年{month}月", year * 100 + month)[year % 4]


def _phone(row: BranchSeat) -> Cell:
    """A full phone: as a number, with a space or with hyphens, as people type it."""
    phone = row.person.phone
    if not phone:
        return ""
    forms = (phone, int(phone), f"{phone[:3]} {phone[3:7]} {phone[7:]}", f"{phone[:3]}-{phone[3:7]}-{phone[7:]}")
    return forms[int(phone[-1]) % 4]
