"""网格员花名册: two-row headings with the posts of each grid, merged streets and communities, hidden rows.

Grid codes stand in the rows of some streets only: in most as text, in one as numbers of 15 digits.
"""

from __future__ import annotations

from loaders.reference.district.plan import Plan
from loaders.reference.district.records import Grid, Place
from loaders.reference.rosters.cells import name_of, names_of, phone_of, since_dotted, spaced, tick, wide_digits, yes
from loaders.reference.rosters.places import STATED, place_columns, titled
from loaders.reference.rosters.sheet import Book, Cell, Column, Sheet, sheet_of

__all__ = ["CODED", "NUMERIC", "book", "coded"]

CODED = frozenset(f"1402130{street}000" for street in (50, 51, 52, 54, 55, 56, 58, 62, 65))
"""Streets that write grid codes at all."""

NUMERIC = "140213056000"
"""The street that keeps them as numbers."""


def coded(place: Place) -> bool:
    """Does this street write grid codes?"""
    return place.street_code in CODED


def book(plan: Plan) -> Book:
    people: list[Column[Grid]] = [
        Column("姓　名", lambda row: spaced(name_of(row.leader)), group="网格长"),
        Column("联系电话", lambda row: _phone(row, phone_of(row.leader)), group="网格长"),
        Column("姓名", lambda row: name_of(row.instructor), group="网格指导员"),
        Column("联系电话", lambda row: phone_of(row.instructor), group="网格指导员"),
        Column("派出单位", lambda row: row.instructor_unit if row.instructor else "", group="网格指导员"),
        Column("姓名", lambda row: name_of(row.red), group="红色网格员"),
        Column("是否党员", lambda row: yes(row.red_member) if row.red else "", group="红色网格员"),
        Column("联系电话", lambda row: phone_of(row.red), group="红色网格员"),
        Column("姓名", lambda row: names_of(row.workers), group="网格员"),
        Column("联系电话", lambda row: row.workers[0].phone if len(row.workers) == 1 else "", group="网格员"),
        Column("专（兼）职", lambda row: row.worker_kind if row.workers else "", group="网格员"),
    ]
    columns: list[Column[Grid]] = [
        *place_columns(down="merge"),
        Column("网格\n名称", lambda row: row.name),
        Column("网格编码", _code),
        Column("网格类型", lambda row: row.kind),
        *people,
        Column("微网格长", lambda row: names_of(row.micro, "\n")),
        Column("户数", lambda row: row.households or None, total=True),
        Column("人口数", lambda row: row.persons or None, total=True),
        Column("四至", lambda row: row.extent, hidden=True),
        Column("上岗时间", lambda row: since_dotted(row.since)),
        Column("覆盖小区", lambda row: names_of(row.compounds)),
        Column("网格体系", lambda row: row.scheme),
        *_notices(),
        Column("在册党员数", lambda row: row.registered, total=True),
        Column("入格党员数", lambda row: row.attached, total=True),
        Column("身份证号", lambda row: "示例-不存", hidden=True),
        Column("核实日期", lambda row: row.confirmed_on),
    ]
    notes = ["备注：网格长由社区党组织确定；空白即空缺。", "填表人：示例　　联系电话见通讯录"]
    hidden = range(7, len(plan.grids), 211)
    main = sheet_of(
        "网格员",
        columns,
        plan.grids.values(),
        titles=[titled("网格员花名册"), STATED],
        notes=notes,
        total=True,
        hidden_rows=hidden,
    )
    return Book("07网格员花名册", (main, *_adjustments(plan)))


def _notices() -> list[Column[Grid]]:
    texts = ("公示名称", "公示范围", "公示网格员", "公示联系方式", "公示监督电话")
    return [Column(text, lambda row, place=place: tick(row.notice[place])) for place, text in enumerate(texts)]  # type: ignore[misc]


def _code(row: Grid) -> Cell:
    if not coded(row.place):
        return ""
    return int(row.code) if row.place.street_code == NUMERIC and row.code.startswith("140213") else row.code


def _phone(row: Grid, phone: str) -> Cell:
    """The leader's phone: in full-width digits in one street, as a number in another."""
    if row.place.street_code == "140213059000":
        return wide_digits(phone)
    return int(phone) if phone and row.place.street_code == "140213058000" else phone


def _adjustments(plan: Plan) -> tuple[Sheet, ...]:
    """A second sheet: grids that changed hands, with their worker (the three posts stand in the first sheet alone)."""
    if not plan.extra_grids:
        return ()
    columns: list[Column[Grid]] = [
        *place_columns("所属街道", "所属社区"),
        Column("网格名称", lambda row: row.name),
        Column("网格编码", lambda row: row.code),
        Column("网格类型", lambda row: row.kind),
        Column("四至", lambda row: row.extent),
        Column("网格员姓名", lambda row: names_of(row.workers)),
        Column("网格员联系电话", lambda row: phone_of(row.workers[0])),
    ]
    return (sheet_of("网格调整清单", columns, plan.extra_grids.values(), titles=[titled("网格调整清单")]),)
