"""社会组织与购买服务: the incubated organisations and the services bought from them, two sheets in one book."""

from __future__ import annotations

from loaders.reference.district.plan import Plan
from loaders.reference.district.social import Project, SocialOrganisation
from loaders.reference.rosters.cells import month_dotted, name_of, names_of, phone_of
from loaders.reference.rosters.places import STATED, titled
from loaders.reference.rosters.sheet import Book, Column, sheet_of

__all__ = ["book"]


def book(plan: Plan) -> Book:
    organisations: list[Column[SocialOrganisation]] = [
        Column("名称", lambda row: row.name),
        Column("统一社会信用代码", lambda row: row.uscc),
        Column("类型", lambda row: row.type),
        Column("登记/备案", lambda row: row.registration),
        Column("业务主管单位", lambda row: row.supervisor),
        Column("负责人", lambda row: name_of(row.head)),
        Column("联系电话", lambda row: phone_of(row.head)),
        Column("专职人数", lambda row: row.staff, total=True),
        Column("党员数", lambda row: row.members),
        Column("党组织", lambda row: row.party_org),
        Column("党建指导员", lambda row: row.instructor),
        Column("服务社区", lambda row: names_of(row.serves)),
        Column("评估等级", lambda row: row.grade),
        Column("孵化阵地", lambda row: row.incubator),
        Column("孵化时间", lambda row: month_dotted(row.incubated_on)),
        Column("运营状态", lambda row: "运营"),
    ]
    projects: list[Column[Project]] = [
        Column("项目名称", lambda row: row.title),
        Column("年度", lambda row: row.year),
        Column("承接单位", lambda row: row.provider),
        Column("实施区域", lambda row: names_of(row.communities)),
        Column("受益人次", lambda row: row.beneficiaries, total=True),
        Column("金额（万元）", lambda row: row.amount),
    ]
    first = sheet_of(
        "社会组织名录", organisations, plan.societies.values(), titles=[titled("社会组织名录"), STATED], total=True
    )
    second = sheet_of("购买服务项目", projects, plan.projects.values(), titles=[titled("购买服务项目台账")], total=True)
    return Book("18社会组织与购买服务", (first, second))
