"""志愿服务队与群团组织: two rosters in one book, the street written once and 同上 below."""

from __future__ import annotations

from loaders.reference.district.plan import Plan
from loaders.reference.district.social import MassOrganisation, Team
from loaders.reference.rosters.cells import month_spoken, name_of
from loaders.reference.rosters.places import STATED, place_columns, titled
from loaders.reference.rosters.sheet import Book, Column, sheet_of

__all__ = ["book"]


def book(plan: Plan) -> Book:
    teams: list[Column[Team]] = [
        *place_columns(down="ditto"),
        Column("队伍名称", lambda row: row.name),
        Column("专业", lambda row: row.speciality),
        Column("队长", lambda row: row.leader.name),
        Column("联系电话", lambda row: row.leader.phone),
        Column("志愿者数", lambda row: row.volunteers, total=True),
        Column("成立时间", lambda row: month_spoken(row.founded_on)),
    ]
    mass: list[Column[MassOrganisation]] = [
        *place_columns(),
        Column("组织名称", lambda row: row.name),
        Column("群团类别", lambda row: row.kind),
        Column("上级组织", lambda row: row.superior),
        Column("负责人", lambda row: name_of(row.head)),
        Column("会员数", lambda row: row.members),
        Column("成立时间", lambda row: month_spoken(row.founded_on)),
    ]
    first = sheet_of("志愿服务队", teams, plan.teams.values(), titles=[titled("志愿服务队名册"), STATED], total=True)
    second = sheet_of("群团组织", mass, plan.mass.values(), titles=[titled("群团组织名册"), STATED])
    return Book("23志愿服务队与群团组织", (first, second), writer="openpyxl")
