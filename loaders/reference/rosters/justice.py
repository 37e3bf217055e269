"""公共法律服务: legal aid at three levels and mediation committees, with an empty sheet between."""

from __future__ import annotations

from loaders.reference.district.plan import Plan
from loaders.reference.district.social import LegalPoint, Mediation
from loaders.reference.rosters.cells import month_dotted
from loaders.reference.rosters.places import STATED, place_columns, titled
from loaders.reference.rosters.sheet import Book, Column, Sheet, sheet_of

__all__ = ["book"]


def book(plan: Plan) -> Book:
    legal: list[Column[LegalPoint]] = [
        Column("层级", lambda row: row.level),
        *place_columns("街道", "社区(村)"),
        Column("站点名称", lambda row: row.name),
        Column("法律顾问", lambda row: row.adviser.name),
        Column("联系电话", lambda row: row.adviser.phone),
        Column("设立时间", lambda row: month_dotted(row.opened_on)),
    ]
    mediation: list[Column[Mediation]] = [
        *place_columns("街道", "社区(村)"),
        Column("调解组织名称", lambda row: row.name),
        Column("调解品牌", lambda row: row.brand),
        Column("主任", lambda row: row.director.name),
        Column("联系电话", lambda row: row.director.phone),
        Column("调解员数", lambda row: row.mediators, total=True),
        Column("调解室", lambda row: row.room),
        Column("成立时间", lambda row: month_dotted(row.founded_on)),
    ]
    first = sheet_of("法律援助站点", legal, plan.legal.values(), titles=[titled("法律援助站点名册"), STATED])
    second = sheet_of(
        "人民调解组织", mediation, plan.mediation.values(), titles=[titled("人民调解组织名册")], total=True
    )
    return Book("26公共法律服务", (first, Sheet("Sheet3"), second))
