"""Faults of owners' and management committees and of property service (Y01–Y11, Y13–Y16, Y18)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from loaders.reference.district.owners import new_committee
from loaders.reference.district.plan import Plan
from loaders.reference.district.posts import Committee, OwnersSeat
from loaders.reference.faults.bodies import leave_joint
from loaders.reference.faults.change import change, compound_of, free_committees
from loaders.reference.faults.ledger import Ledger

__all__ = ["STEPS"]


def missing(ledger: Ledger) -> None:
    """Y01, Y02, Y11: no committee where one is due; not filed; not linked to a Party organisation."""
    plan = ledger.plan
    for path in ledger.pick([*free_committees(plan, "业委会"), *free_committees(plan, "物管会")], 4):
        committee = plan.committees.pop(path)
        compound = compound_of(plan, committee)
        change(plan.compounds, compound, committee="", director="")
        for step in ("第二类/1", "第三类/2"):
            change(plan.routes, f"{compound}/{step}", body="", post="")
        ledger.plant("Y01", compound, "业委会、物管会都没有", committee.place)
        ledger.imply("Y18", compound, "没有业委会或物管会", committee.place)
    for path in ledger.pick(free_committees(plan, "业委会"), 3):
        row = change(plan.committees, path, filed_on=None, number="")
        ledger.plant("Y02", path, f"{row.elected_on}选举产生，至今未备案", row.place)
    for path in ledger.pick(free_committees(plan, "业委会"), 3):
        row = change(plan.committees, path, linked=False)
        ledger.plant("Y11", path, "未与党组织挂接", row.place)


def sizes(ledger: Ledger) -> None:
    """Y03, Y05, Y08, Y10: committees of the wrong size or make-up."""
    plan = ledger.plan
    for number, path in enumerate(ledger.pick(free_committees(plan, "业委会"), 3)):
        row = plan.committees[path]
        seats = (*row.seats, _another(plan, row, owner=True)) if number < 2 else row.seats[:3]
        change(plan.committees, path, seats=seats, approved=len(seats))
        ledger.plant("Y03", path, f"业委会{len(seats)}人，应为5—11人的单数", row.place)
    for path in ledger.pick(
        [path for path in free_committees(plan, "业委会") if plan.committees[path].approved >= 7], 3
    ):
        row = plan.committees[path]
        change(plan.committees, path, seats=row.seats[:3])
        ledger.plant("Y05", path, f"应有{row.approved}人，实有3人，不足半数", row.place)
        ledger.imply("Y03", path, "按实有人数计：3人", row.place)
    for path in ledger.pick(free_committees(plan, "业委会"), 3):
        row = plan.committees[path]
        seats = tuple(replace(seat, is_party=place == 0) for place, seat in enumerate(row.seats))
        change(plan.committees, path, seats=seats)
        ledger.plant("Y10", path, f"{len(seats)}人中党员1人，不足半数", row.place)
    pool = [path for path in free_committees(plan, "物管会") if plan.committees[path].approved == 7]
    few, even, outsiders, long = ledger.pick(pool, 4)
    row = plan.committees[few]
    change(plan.committees, few, seats=row.seats[:5], approved=5)
    ledger.plant("Y08", few, "物管会5人，不足7人", row.place)
    row = plan.committees[even]
    change(plan.committees, even, seats=(*row.seats, _another(plan, row, owner=True)), approved=8)
    ledger.plant("Y08", even, "物管会8人，为双数", row.place)
    row = plan.committees[outsiders]
    change(
        plan.committees,
        outsiders,
        seats=tuple(replace(seat, is_owner=place < 2) for place, seat in enumerate(row.seats)),
    )
    ledger.plant("Y08", outsiders, "物管会7人中业主2人，不足半数", row.place)
    row = plan.committees[long]
    change(plan.committees, long, term_end=row.term_start.replace(year=row.term_start.year + 5, day=1))
    ledger.plant("Y08", long, "物管会任期超过三年", row.place)


def _another(plan: Plan, row: Committee, *, owner: bool) -> OwnersSeat:
    return replace(row.seats[-1], person=plan.names.person(), is_owner=owner, is_party=True)


def terms(ledger: Ledger) -> None:
    """Y04, Y09: committees whose term is over or nearly so; both kinds at once."""
    plan = ledger.plan
    for number, path in enumerate(ledger.pick(free_committees(plan, "业委会"), 3)):
        start, end = (date(2021, 3, 8), date(2026, 3, 8)) if number < 2 else (date(2022, 2, 8), date(2027, 2, 8))
        row = change(plan.committees, path, elected_on=start, filed_on=start, term_start=start, term_end=end)
        ledger.plant("Y04", path, f"{end}届满" + ("，未换届" if number < 2 else "，六个月内"), row.place)
    for path in ledger.pick(free_committees(plan, "业委会"), 2):
        row = plan.committees[path]
        units = [seat.unit for seat in row.seats]
        extra = new_committee(plan, plan.compounds[compound_of(plan, row)], units, owners=False)
        extra = replace(
            extra,
            elected_on=date(2025, 4, 1),
            filed_on=date(2025, 4, 12),
            term_start=date(2025, 4, 1),
            term_end=date(2028, 4, 1),
        )
        change(
            plan.committees,
            path,
            elected_on=date(2026, 5, 6),
            filed_on=date(2026, 5, 20),
            term_start=date(2026, 5, 6),
            term_end=date(2031, 5, 6),
        )
        plan.committees[extra.path] = extra
        ledger.taken.add(extra.path)
        ledger.plant("Y09", extra.path, "业委会已备案满30日，物管会仍在", row.place)
    for path in ledger.pick(free_committees(plan, "物管会"), 1):
        start, end = date(2023, 2, 1), date(2026, 2, 1)
        row = change(plan.committees, path, elected_on=start, filed_on=start, term_start=start, term_end=end)
        ledger.plant("Y09", path, "物管会2026-02-01期满，未转业委会", row.place)
        ledger.imply("Y04", path, "2026-02-01届满，未换届", row.place)


def members(ledger: Ledger) -> None:
    """Y06, Y07: members who own nothing there, or work for the company that serves there."""
    plan = ledger.plan
    for path in ledger.pick(free_committees(plan, "业委会"), 3):
        row = plan.committees[path]
        last = replace(row.seats[-1], is_owner=False)
        change(plan.committees, path, seats=(*row.seats[:-1], last))
        ledger.plant("Y06", f"{path}/{last.person.name}", "业委会委员不是业主", row.place)
    for path in ledger.pick(free_committees(plan, "业委会"), 3):
        row = plan.committees[path]
        last = replace(row.seats[-1], unit=row.company, recusal="是")
        change(plan.committees, path, seats=(*row.seats[:-1], last))
        ledger.plant("Y07", f"{path}/{last.person.name}", f"在服务本小区的{row.company}任职", row.place)


def service(ledger: Ledger) -> None:
    """Y13, Y14, Y15: no provider, two providers, a contract that nobody filed."""
    plan = ledger.plan
    sharing = [row.name for row in plan.companies.values()]
    co_opted = {seat.person for seat in plan.seats.values()}
    pool = [
        path
        for path, row in plan.compounds.items()
        if row.company in sharing
        and row.manager not in co_opted
        and f"{path}/Y18" not in plan.exemptions
        and sum(other.company == row.company for other in plan.compounds.values()) > 3
    ]
    for path in ledger.pick(pool, 3):
        _without_company(plan, path)
        place = plan.compounds[path].place
        ledger.plant("Y13", path, "没有物业企业，也没有代管或自治", place)
        ledger.imply("Y18", path, "第一类事项没有物业企业", place)
    for path in ledger.pick(pool, 3):
        row = plan.compounds[path]
        second = next(item for item in plan.companies.values() if item.name != row.company and item.serves)
        second = change(plan.companies, second.name, serves=(*second.serves, row.name))
        ledger.plant("Y14", path, f"台账为{row.company}，{second.name}也列为服务小区", row.place)
    for path in ledger.pick(pool, 3):
        row = change(plan.compounds, path, filed_on=None)
        ledger.plant("Y15", path, f"{row.contract_on}签订合同，至今未备案", row.place)


def _without_company(plan: Plan, path: str) -> None:
    row = plan.compounds[path]
    company = plan.companies[row.company]
    change(plan.companies, company.name, serves=tuple(name for name in company.serves if name != row.name))
    change(
        plan.compounds,
        path,
        company="",
        uscc="",
        manager=None,
        manager_member=False,
        mode="",
        contract_on=None,
        filed_on=None,
    )
    change(plan.routes, f"{path}/第一类/1", body="", post="")
    for key, committee in list(plan.committees.items()):
        if compound_of(plan, committee) == path:
            change(plan.committees, key, company="")


def firms(ledger: Ledger) -> None:
    """Y16: property firms without the Party organisation or instructor that their number of members asks for."""
    plan = ledger.plan
    for least, most, rule, why in (
        (3, 99, "P02", "未建党支部"),
        (1, 2, "P03", "未加入联合党支部"),
        (0, 0, "P22", "没有党建指导员"),
    ):
        pool = [
            name for name, row in plan.companies.items() if row.members is not None and least <= row.members <= most
        ]
        for name in ledger.pick(pool, 1):
            row = plan.companies[name]
            if rule == "P02":
                del plan.bodies[row.party_org]
            elif rule == "P03":
                leave_joint(plan, name, row.party_org)
            change(plan.companies, name, party_org="", instructor="")
            ledger.plant("Y16", name, f"党员{row.members}名，{why}", row.place)
            ledger.imply(rule, name, f"物业企业党员{row.members}名，{why}", row.place)


def routes(ledger: Ledger) -> None:
    """Y18: a step of the three classes of matters with nobody named."""
    plan = ledger.plan
    rows = (
        ("第三类/3", "居民代表未落实"),
        ("第三类/5", "没有共建单位党组织"),
        ("第三类/4", "网格员未落实"),
        ("第一类/1", "项目经理空缺"),
    )
    pool = [path for path in plan.compounds if f"{path}/第一类/1" in plan.routes]
    for (step, why), path in zip(rows, ledger.pick(pool, len(rows)), strict=True):
        kept = plan.compounds[path].company if step == "第一类/1" else ""
        change(plan.routes, f"{path}/{step}", body=kept, post="")
        if kept:
            change(plan.compounds, path, manager=None, manager_member=False)
        ledger.plant("Y18", path, why, plan.compounds[path].place)


STEPS = (missing, sizes, terms, members, service, firms, routes)
