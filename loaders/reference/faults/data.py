"""Faults of persons and data (N01–N10), among them the look-alikes that must never join."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TypeVar

from loaders.reference.district.names import Person
from loaders.reference.district.posts import BranchSeat
from loaders.reference.district.records import DISTRICT, Community, Company, Grid
from loaders.reference.district.reserves import listed_as
from loaders.reference.district.social import Merchant, SocialOrganisation, Unit
from loaders.reference.district.uscc import make_uscc, spoiled
from loaders.reference.faults.change import change, compound_of, free_committees, seats_of
from loaders.reference.faults.ledger import Ledger

__all__ = ["DENIED", "STEPS"]

DENIED = (
    ("07网格员花名册", "身份证号"),
    ("10小区党支部书记花名册", "民族"),
    ("10小区党支部书记花名册", "籍贯"),
    ("10小区党支部书记花名册", "身份证号"),
    ("11业委会物管会成员名单", "房号"),
    ("14双报到党员名单", "家庭住址"),
)
"""Deny-list columns, by book."""

OLD = date(2025, 3, 1)

Confirmed = TypeVar("Confirmed", Community, Grid, Unit, BranchSeat)
Coded = TypeVar("Coded", Merchant, Unit, SocialOrganisation)


def overload(ledger: Ledger) -> None:
    """N01, N02: secretaries who also lead a committee and grids; an instructor of two communities."""
    plan = ledger.plan
    both = [
        compound_of(plan, row)
        for row in plan.committees.values()
        if row.director.person == plan.branch_seats[compound_of(plan, row)].person
    ]
    for number, path in enumerate(ledger.pick(both, 5)):
        compound, person = plan.compounds[path], plan.branch_seats[path].person
        grid = f"{compound.place.path}/{compound.grids[1]}"
        leads = {"leader": person} if number < 3 else {"leader": person, "instructor": person}
        change(plan.grids, grid, **leads)
        ledger.taken.add(grid)
        target, why = f"{path}/{person.name}", "一人任支部书记、委员会主任和网格长"
        if number < 3:
            ledger.plant("N01", target, why, compound.place)
        else:
            ledger.plant("N02", target, f"{why}、网格指导员，共四岗", compound.place)
            ledger.imply("N01", target, "离任则四个岗位同时空缺", compound.place)
    grids = [path for path, grid in plan.grids.items() if grid.serial == 8 and grid.instructor]
    for path in ledger.pick(grids, 2):
        shared = plan.grids[path]
        other = next(
            key
            for key in grids
            if plan.grids[key].place.street_code == shared.place.street_code and key not in ledger.taken
        )
        ledger.taken.add(other)
        change(plan.grids, other, instructor=shared.instructor)
        name = shared.instructor.name if shared.instructor else ""
        ledger.plant("N02", f"{path}/{name}", f"同时任{plan.grids[other].place.community}的网格指导员", shared.place)


def loose(ledger: Ledger) -> None:
    """N03: records that hang on nothing."""
    plan = ledger.plan
    for serial, name in enumerate(("大同市孤岭物业服务有限公司", "平城区无邻物业管理有限公司"), start=90):
        plan.companies[name] = Company(DISTRICT, name, make_uscc("91", serial), None, None, "", "", (), "")
        ledger.plant("N03", name, "没有服务小区、党组织和人员", DISTRICT)
    name = "平城区独木公益服务中心"
    plan.societies[name] = SocialOrganisation(
        DISTRICT, name, make_uscc("52", 49_999), "民办非企业", "备案", "", None, None, None, "", "", (), "", "", None
    )
    ledger.plant("N03", name, "没有服务社区、孵化阵地和负责人", DISTRICT)


def doubles(ledger: Ledger) -> None:
    """N04: the same name and present work twice in the reserve list, without a second phone that agrees."""
    plan = ledger.plan
    pool = [path for path, row in plan.reserves.items() if row.tier == "人才" and not row.compound]
    for number, path in enumerate(ledger.pick(pool, 3)):
        row = plan.reserves[path]
        twin = ledger.pick([key for key in pool if plan.reserves[key].place == row.place], 1)[0]
        phone = "" if number < 2 else plan.reserves[twin].person.phone
        change(plan.reserves, twin, person=Person(row.person.name, phone, row.person.woman), unit=row.unit)
        why = "没有电话" if number < 2 else "电话不同"
        ledger.plant("N04", listed_as(row), f"两条后备记录同名、同现任职务，其中一条{why}", row.place)


def stale(ledger: Ledger) -> None:
    """N06: rows that nobody has confirmed for over a year."""
    plan = ledger.plan
    _stale(ledger, plan.communities, 1)
    _stale(ledger, plan.grids, 2)
    _stale(ledger, plan.units, 1)
    _stale(ledger, plan.branch_seats, 1)


def _stale(ledger: Ledger, table: dict[str, Confirmed], count: int) -> None:
    for path in ledger.pick(table, count):
        row = change(table, path, confirmed_on=OLD)
        target = path if path.startswith(row.place.street) else f"{row.place.path}/{path}"
        if isinstance(row, BranchSeat):
            target = f"{path}/{row.person.name}"
        ledger.plant("N06", target, "2025年3月后未核实", row.place)


def codes(ledger: Ledger) -> None:
    """N07, N08: credit codes whose check digit is wrong; columns that must not be there."""
    _spoil(ledger, ledger.plan.merchants)
    _spoil(ledger, ledger.plan.units)
    _spoil(ledger, ledger.plan.societies)
    for book, heading in DENIED:
        ledger.plant("N08", f"{book}/{heading}", "列在禁止清单内，导入时丢弃", DISTRICT)


def _spoil(ledger: Ledger, table: dict[str, Coded]) -> None:
    for name in ledger.pick([name for name, row in table.items() if row.place is not DISTRICT], 1):
        row = change(table, name, uscc=spoiled(table[name].uscc))
        ledger.plant("N07", f"{row.place.path}/{name}", "统一社会信用代码校验位错误", row.place)


def look_alikes(ledger: Ledger) -> None:
    """N09: members with the name of their compound's secretary; and the same names elsewhere, which are nobody's."""
    plan = ledger.plan
    free = [*free_committees(plan, "业委会"), *free_committees(plan, "物管会")]
    for number, path in enumerate(ledger.pick(free, 16)):
        row = plan.committees[path]
        secretary = plan.branch_seats[compound_of(plan, row)].person
        at = 0 if number < 4 else len(row.seats) - 1
        phone = "" if number % 2 == 0 else row.seats[at].person.phone
        twin = replace(
            row.seats[at], person=Person(secretary.name, phone, secretary.woman), is_secretary="", party_post=""
        )
        seats = tuple(twin if place == at else seat for place, seat in enumerate(row.seats))
        change(plan.committees, path, seats=seats)
        if at == 0:
            change(plan.compounds, compound_of(plan, row), director=secretary.name)
            _rename_in_routes(ledger, compound_of(plan, row), secretary.name)
        why = "没有电话" if number % 2 == 0 else "电话不同"
        ledger.plant("N09", f"{path}/{secretary.name}", f"与本小区党支部书记同名，{why}，待人工确认", row.place)
    names = list(plan.branch_seats.values())
    for number, path in enumerate(ledger.pick(free, 30)):
        row = plan.committees[path]
        other = ledger.rng.choice([seat for seat in names if seat.place.street_code != row.place.street_code])
        phone = "" if number % 3 == 0 else row.seats[-1].person.phone
        twin = replace(row.seats[-1], person=Person(other.person.name, phone), is_secretary="", party_post="")
        change(plan.committees, path, seats=(*row.seats[:-1], twin))


def _rename_in_routes(ledger: Ledger, compound: str, name: str) -> None:
    for step in ("第二类/1", "第三类/2"):
        if f"{compound}/{step}" in ledger.plan.routes:
            change(ledger.plan.routes, f"{compound}/{step}", post=f"主任 {name}")


def disagreements(ledger: Ledger) -> None:
    """N10: two rosters that name different holders of one post, and a post with two rows."""
    plan = ledger.plan
    free = [*free_committees(plan, "业委会"), *free_committees(plan, "物管会")]
    for path in ledger.pick(free, 2):
        row = plan.committees[path]
        compound = change(plan.compounds, compound_of(plan, row), director=plan.names.name())
        ledger.plant(
            "N10", f"{path}/主任", f"小区台账为{compound.director}，成员名单为{row.director.person.name}", row.place
        )
    for place in ledger.pick_places(2):
        body = change(plan.bodies, place.body, secretary=plan.names.name())
        ledger.plant("N10", f"{place.path}/{body.name}/书记", f"党组织名册为{body.secretary}，与两委花名册不同", place)
    for place in ledger.pick_places(1):
        path = next(
            path
            for path, seat in seats_of(plan, place).items()
            if (seat.party_post, seat.committee_post) == ("", "委员")
        )
        change(plan.seats, path, committee_post="主任")
        ledger.plant("N10", f"{place.path}/居委会主任", "两委花名册中两人同为主任", place)


STEPS = (overload, loose, doubles, stale, codes, look_alikes, disagreements)
