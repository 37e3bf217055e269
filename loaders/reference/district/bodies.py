"""The chain of command: district committee, 18 working committees, 155 general branches, 47 village
organisations, 487 compound branches, 1,529 grid groups, and the branches of the special grids."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from loaders.reference.district.dates import day_between, years_after
from loaders.reference.district.formation import approval, branch_terms, committee_of, own_branch
from loaders.reference.district.plan import Plan
from loaders.reference.district.posts import BranchSeat
from loaders.reference.district.records import DISTRICT, PartyBody, Place

__all__ = ["ROOT", "add_branches", "add_committees", "add_groups", "add_special_branches"]

ROOT = "中共大同市平城区委员会"
RETIRED = ("社区网格长", "退休干部", "小区志愿服务队队员", "")


def add_committees(plan: Plan) -> None:
    """The root, the working committees with their extended committees, the general branches and the villages."""
    plan.bodies[ROOT] = PartyBody(DISTRICT, ROOT, "党委", (), secretary=plan.names.name(), founded_on=date(1970, 5, 1))
    for street in plan.streets:
        body = PartyBody(street, street.working_committee, "党工委", (ROOT,), founded_on=date(2018, 12, 1), seats=6)
        plan.bodies[body.name] = body
        wide = f"{street.street}大工委"
        plan.bodies[wide] = PartyBody(
            street, wide, "大工委", (body.name,), formation="区域联建", founded_on=date(2021, 7, 1)
        )
    for place in plan.community_places:
        elected = plan.communities[place.path].elected_on
        _base(plan, place, "党总支", plan.rng.randint(51, 96), elected)
        wide = f"{place.community}大党委"
        plan.bodies[wide] = PartyBody(
            place, wide, "大党委", (place.body,), formation="区域联建", founded_on=date(2021, 7, 1)
        )
    for place in plan.village_places:
        _base(
            plan, place, "党支部", plan.rng.randint(18, 48), day_between(plan.rng, date(2024, 1, 10), date(2025, 3, 31))
        )


def _base(plan: Plan, place: Place, kind: str, full: int, elected: date) -> None:
    plan.bodies[place.body] = PartyBody(
        place=place,
        name=place.body,
        kind=kind,
        superiors=(place.working_committee,),
        founded_on=day_between(plan.rng, date(2001, 1, 1), date(2019, 12, 31)),
        full=full,
        probationary=plan.rng.randint(0, 3),
        approval=approval(plan.rng, 2024),
        term_start=elected,
        term_end=years_after(elected, 5),
        seats=5,
    )


def add_branches(plan: Plan) -> None:
    """One branch in each compound and its secretary, alive on the reference date."""
    rng, names = plan.rng, plan.names
    for path, compound in plan.compounds.items():
        full = rng.randint(3, 6) if rng.random() < 0.12 else rng.randint(8, 46)
        name = f"{compound.place.community}{compound.name}党支部"
        terms = branch_terms(rng)
        person = names.person()
        plan.bodies[name] = PartyBody(
            place=compound.place,
            name=name,
            kind="党支部",
            superiors=(compound.place.body,),
            compound=compound.name,
            formation="区域联建" if rng.random() < 0.2 else "单独组建",
            founded_on=day_between(rng, date(2015, 1, 1), date(2024, 6, 30)),
            full=full,
            probationary=rng.choice((0, 0, 1)),
            approval=approval(rng, 2025),
            secretary=person.name,
            **terms,
            **committee_of(names, full),
        )
        plan.branch_seats[path] = BranchSeat(
            place=compound.place,
            compound=compound.name,
            body=name,
            person=person,
            members=full,
            kind="单独",
            concurrent=rng.choice(RETIRED),
            since=terms["term_start"],
            elected_on=terms["term_start"],
            term_end=terms["term_end"],
            approval=approval(rng, terms["term_start"].year),
            mode=rng.choice(("选举", "选举", "选举", "指派")),
            status="中共党员",
            confirmed_on=day_between(rng, date(2026, 3, 1), date(2026, 9, 30)),
        )
        plan.compounds[path] = replace(compound, branch=name, secretary=person.name)


def add_groups(plan: Plan) -> None:
    """One Party group in each of the 1,529 grids, under the branch of a compound that the grid covers."""
    rng = plan.rng
    branches: dict[str, list[str]] = {}
    for compound in plan.compounds.values():
        branches.setdefault(compound.place.code, []).append(compound.branch)
    for grid in plan.grids.values():
        covering = [f"{grid.place.community}{name}党支部" for name in grid.compounds]
        superior = covering[0] if covering else rng.choice(branches[grid.place.code])
        name = f"{grid.place.community}{grid.name}党小组" if grid.kind == "基础" else f"{grid.name}党小组"
        plan.bodies[name] = PartyBody(
            grid.place,
            name,
            "党小组",
            (superior,),
            grid=grid.name,
            grid_code=grid.code,
            founded_on=day_between(rng, date(2019, 1, 1), date(2024, 6, 30)),
            full=grid.registered,
        )


def add_special_branches(plan: Plan) -> None:
    """A branch of its own in each special grid (its members are three at least)."""
    for grid in plan.grids.values():
        if grid.kind == "专属":
            place = Place(grid.place.street_code, grid.place.street, grid.place.code, grid.place.community)
            own_branch(plan, place, grid.name, grid.registered, grid=grid.name, grid_code=grid.code)
