"""新就业群体站点名录: sites of couriers and riders, streets by the long names of their offices."""

from __future__ import annotations

from loaders.reference.district.plan import Plan
from loaders.reference.district.social import Site
from loaders.reference.rosters.places import STATED, place_columns, titled
from loaders.reference.rosters.sheet import Book, Column, sheet_of

__all__ = ["book"]


def book(plan: Plan) -> Book:
    columns: list[Column[Site]] = [
        *place_columns(street_named=lambda place: f"{place.street}办事处"),
        Column("站点名称", lambda row: row.name),
        Column("平台", lambda row: row.platform),
        Column("从业人数", lambda row: row.workers, total=True),
        Column("党员数", lambda row: row.members),
        Column("党组织", lambda row: row.party_org),
        Column("党建指导员", lambda row: row.instructor),
    ]
    sheet = sheet_of("站点", columns, plan.sites.values(), titles=[titled("新就业群体站点名录"), STATED], total=True)
    return Book("22新就业群体站点名录", (sheet,))
