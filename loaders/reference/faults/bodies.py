"""Faults of Party organisations: formation, size, chain of command (P02–P09, P13, P24)."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from loaders.reference.district.formation import committee_of
from loaders.reference.district.plan import Plan
from loaders.reference.district.records import Company, PartyBody
from loaders.reference.district.social import Site, SocialOrganisation, Unit
from loaders.reference.faults.change import change
from loaders.reference.faults.ledger import Ledger

Member = TypeVar("Member", Unit, Company, SocialOrganisation, Site)

__all__ = ["STEPS", "compound_branches", "leave_joint"]


def compound_branches(ledger: Ledger, least: int = 0, most: int = 99) -> list[str]:
    """Names of compound branches of that size."""
    bodies = ledger.plan.bodies.values()
    return [row.name for row in bodies if row.compound and row.full is not None and least <= row.full <= most]


def _target(body: PartyBody) -> str:
    return f"{body.place.path}/{body.name}"


def unformed(ledger: Ledger) -> None:
    """P02, P03, P22: units and special grids with members but no branch, or with nobody."""
    plan = ledger.plan
    routed = {row.body for row in plan.routes.values()}
    large = [name for name, unit in plan.units.items() if unit.members >= 3 and unit.party_org not in routed]
    for name in ledger.pick(large, 2):
        unit = plan.units[name]
        del plan.bodies[unit.party_org]
        change(plan.units, name, party_org="")
        ledger.plant("P02", f"{unit.place.path}/{name}", f"正式党员{unit.members}名，未建党支部", unit.place)
    special = [path for path, grid in plan.grids.items() if grid.kind == "专属" and grid.registered >= 3]
    for path in ledger.pick(special, 2):
        grid = plan.grids[path]
        del plan.bodies[f"{grid.name}党支部"]
        ledger.plant("P02", path, f"专属网格正式党员{grid.registered}名，只有党小组，未单独建支部", grid.place)
    small = [
        name
        for name, unit in plan.units.items()
        if 1 <= unit.members <= 2 and len(plan.bodies[unit.party_org].joined) > 1
    ]
    for name in ledger.pick(small, 3):
        unit = plan.units[name]
        leave_joint(plan, name, unit.party_org)
        change(plan.units, name, party_org="")
        ledger.plant("P03", f"{unit.place.path}/{name}", f"正式党员{unit.members}名，未加入联合党支部", unit.place)
    for name in ledger.pick([name for name, unit in plan.units.items() if unit.members == 0], 3):
        unit = change(plan.units, name, instructor="")
        ledger.plant("P22", f"{unit.place.path}/{name}", "没有党员、没有党组织，也没有党建指导员", unit.place)


def leave_joint(plan: Plan, subject: str, joint: str) -> None:
    """Take a unit off the list of its joint branch."""
    change(plan.bodies, joint, joined=tuple(name for name in plan.bodies[joint].joined if name != subject))


def _rename_party(table: dict[str, Member], old: str, new: str) -> None:
    for key, row in list(table.items()):
        if row.party_org == old:
            table[key] = replace(row, party_org=new)


def too_wide(ledger: Ledger) -> None:
    """P04: a joint branch that has swallowed the next one of its street."""
    plan = ledger.plan
    full = {name: row for name, row in plan.bodies.items() if row.kind == "联合党支部" and len(row.joined) >= 3}
    pairs = [name for name, row in full.items() if "第1联合" in name and name.replace("第1", "第2") in full]
    for name in ledger.pick(pairs, 3):
        other = plan.bodies.pop(name.replace("第1", "第2"))
        own = plan.bodies[name]
        members = (own.full or 0) + (other.full or 0)
        officers = committee_of(plan.names, members)
        body = change(plan.bodies, name, joined=own.joined + other.joined, full=members, **officers)
        _rename_party(plan.units, other.name, name)
        _rename_party(plan.companies, other.name, name)
        _rename_party(plan.societies, other.name, name)
        _rename_party(plan.sites, other.name, name)
        ledger.plant("P04", _target(body), f"覆盖{len(body.joined)}个单位，超过5个", body.place)


def wrong_size(ledger: Ledger) -> None:
    """P05, P06, P07, P08: too large, no committee, a committee too many, the wrong tier."""
    plan = ledger.plan
    for name in ledger.pick(compound_branches(ledger, 20), 3):
        body = change(plan.bodies, name, full=56)
        change(plan.branch_seats, f"{body.place.path}/{body.compound}", members=56)
        ledger.plant("P05", _target(body), "正式党员56名，超过50名", body.place)
        ledger.imply("P08", _target(body), "党员50名以上仍为党支部", body.place)
    for name in ledger.pick(compound_branches(ledger, 8, 46), 3):
        body = change(plan.bodies, name, seats=None, deputies=(), members=())
        ledger.plant("P06", _target(body), f"正式党员{body.full}名，未设支委会", body.place)
    for name in ledger.pick(compound_branches(ledger, 20, 46), 1):
        body = change(plan.bodies, name, seats=9, members=tuple(plan.names.name() for _ in range(7)))
        ledger.plant("P06", _target(body), "支委会9人，超过7人", body.place)
    for name in ledger.pick(compound_branches(ledger, 3, 6), 3):
        body = change(plan.bodies, name, seats=3, deputies=(plan.names.name(),), members=(plan.names.name(),))
        ledger.plant("P07", _target(body), f"正式党员{body.full}名，却设了委员", body.place)
    for number, place in enumerate(ledger.pick_places(4)):
        if number < 2:
            body = change(plan.bodies, place.body, full=36, approval="")
            ledger.plant("P08", _target(body), "党员36名设党总支，没有批复文号", place)
        else:
            body = change(plan.bodies, place.body, full=118)
            ledger.plant("P08", _target(body), "党员118名，未设党委", place)


def broken_chain(ledger: Ledger) -> None:
    """P09: no superior, two, one that nobody knows, and two branches that name each other."""
    plan = ledger.plan
    groups = ledger.pick([row.name for row in plan.bodies.values() if row.kind == "党小组"], 3)
    branches = [row.name for row in plan.bodies.values() if row.compound]
    body = change(plan.bodies, groups[0], superiors=())
    ledger.plant("P09", _target(body), "没有上级党组织", body.place)
    other = next(
        name
        for name in branches
        if plan.bodies[name].place == plan.bodies[groups[1]].place and name not in plan.bodies[groups[1]].superiors
    )
    body = change(plan.bodies, groups[1], superiors=(*plan.bodies[groups[1]].superiors, other))
    ledger.plant("P09", _target(body), "两个上级党组织", body.place)
    body = change(plan.bodies, groups[2], superiors=("中共示例不存在支部委员会",))
    ledger.plant("P09", _target(body), "上级党组织不在名册中", body.place)
    first = ledger.pick(branches, 1)[0]
    second = ledger.pick([name for name in branches if plan.bodies[name].place == plan.bodies[first].place], 1)[0]
    for name, superior in ((first, second), (second, first)):
        body = change(plan.bodies, name, superiors=(superior,))
        ledger.plant("P09", _target(body), f"与{superior}互为上级，到不了街道党工委", body.place)


def unrecorded(ledger: Ledger) -> None:
    """P13 and P24: buildings without group leader or hub household; a formation that nobody wrote down."""
    plan = ledger.plan
    for path in ledger.pick([path for path, row in plan.buildings.items() if row.members >= 3], 3):
        row = change(plan.buildings, path, group_leader="")
        ledger.plant("P13", path, f"党员{row.members}名，没有楼栋党小组长", row.place)
    for path in ledger.pick([path for path, row in plan.buildings.items() if 1 <= row.members <= 2], 2):
        row = change(plan.buildings, path, hub="")
        ledger.plant("P13", path, f"党员{row.members}名，没有党员中心户", row.place)
    for name in ledger.pick(compound_branches(ledger), 4):
        body = change(plan.bodies, name, formation="")
        ledger.plant("P24", _target(body), "组建方式未记载", body.place)


STEPS = (unformed, too_wide, wrong_size, broken_chain, unrecorded)
