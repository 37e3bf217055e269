"""Faults of grids and the people at them (G01–G09, G12, G25, G26, P23)."""

from __future__ import annotations

from dataclasses import replace

from loaders.reference.district.plan import Plan
from loaders.reference.district.records import Grid, Place
from loaders.reference.faults.change import change, recount, unrouted_grids
from loaders.reference.faults.ledger import Ledger
from loaders.reference.rosters.grids import NUMERIC, coded

__all__ = ["STEPS"]


def vacant_posts(ledger: Ledger) -> None:
    """G01, G02, G03, G25, G26, P23: who is missing at a grid."""
    plan = ledger.plan
    basic = [path for path, grid in plan.grids.items() if grid.kind == "基础" and grid.serial >= 7]
    for path in ledger.pick(basic, 4):
        ledger.plant("G01", path, "网格长空缺", change(plan.grids, path, leader=None).place)
    for path in ledger.pick(unrouted_grids(plan), 3):
        grid = change(plan.grids, path, workers=(), worker_kind="")
        ledger.plant("G02", path, "没有网格员", grid.place)
        ledger.imply("G03", grid.place.path, "一个网格没有网格员，专职配备不足一格一人", grid.place)
    for path in ledger.pick(unrouted_grids(plan), 3):
        grid = change(plan.grids, path, worker_kind="兼职")
        ledger.plant("G03", grid.place.path, f"{grid.name}的网格员为兼职，专职配备不足一格一人", grid.place)
    for path in ledger.pick(basic, 4):
        ledger.plant("G25", path, "网格指导员空缺", change(plan.grids, path, instructor=None, instructor_unit="").place)
    for number, path in enumerate(ledger.pick(basic, 4)):
        changes = {"red": None} if number < 2 else {"red_member": False}
        why = "红色网格员空缺" if number < 2 else "红色网格员不是党员"
        ledger.plant("G26", path, why, change(plan.grids, path, **changes).place)
    for path in ledger.pick(plan.grids, 4):
        grid = plan.grids[path]
        change(plan.grids, path, attached=grid.registered - 3)
        ledger.plant("P23", path, f"在册{grid.registered}名，入格{grid.registered - 3}名", grid.place)


def shared_workers(ledger: Ledger) -> None:
    """G04: a full-time worker in two grids of a community, a part-time one in three."""
    plan = ledger.plan
    pool = [path for path in unrouted_grids(plan) if plan.grids[path].workers]
    for path in ledger.pick(pool, 2):
        grid = plan.grids[path]
        other = ledger.pick([key for key in pool if plan.grids[key].place == grid.place], 1)[0]
        change(plan.grids, other, workers=grid.workers)
        ledger.plant("G04", f"{path}/{grid.workers[0].name}", f"专职网格员同时在{plan.grids[other].name}", grid.place)
        ledger.imply("G03", grid.place.path, "按人数计：两个网格只有一名专职网格员", grid.place)
    for path in ledger.pick(pool, 1):
        grid = change(plan.grids, path, worker_kind="兼职")
        others = ledger.pick([key for key in pool if plan.grids[key].place == grid.place], 2)
        for other in others:
            change(plan.grids, other, workers=grid.workers, worker_kind="兼职")
        ledger.plant("G04", f"{path}/{grid.workers[0].name}", "兼职网格员同时在三个网格", grid.place)
        ledger.imply("N01", f"{path}/{grid.workers[0].name}", "离任则三个网格同时没有网格员", grid.place)
        ledger.imply("G03", grid.place.path, "三个网格的网格员为兼职", grid.place)


def sizes(ledger: Ledger) -> None:
    """G05, G16: grids and communities too large or too small."""
    plan = ledger.plan
    for number, place in enumerate(ledger.pick_places(4)):
        path = f"{place.path}/第{number + 2}网格"
        grid = plan.grids[path]
        changes = {"persons": 1340} if number < 2 else {"households": 610, "persons": 1180}
        change(plan.grids, path, **changes)
        recount(plan, place)
        ledger.taken.add(path)
        ledger.plant("G05", path, "人口1340人，超过1200人" if number < 2 else "610户，超过500户", grid.place)
        if plan.communities[place.path].households > 3000:
            ledger.imply(
                "G16", place.path, f"其中一个网格过大，全社区{plan.communities[place.path].households}户", place
            )
    for number, place in enumerate(ledger.pick_places(3)):
        households = 374 if number < 2 else 101
        for path, grid in list(plan.grids.items()):
            if grid.place == place and grid.kind == "基础":
                change(plan.grids, path, households=households, persons=round(households * 2.4))
        _shrink_compounds(plan, place.code, households)
        recount(plan, place)
        total = plan.communities[place.path].households
        ledger.plant("G16", place.path, f"{total}户，不在1000—3000户之内", place)


def _shrink_compounds(plan: Plan, code: str, households: int) -> None:
    for path, compound in list(plan.compounds.items()):
        if compound.place.code == code and households < 300:
            change(plan.compounds, path, households=round(households * len(compound.grids) * 0.9))


def codes(ledger: Ledger) -> None:
    """G06, G07, N07: a grid in two communities; a code used twice, of another community, of another district."""
    plan = ledger.plan
    places = [place for place in plan.community_places if coded(place) and place.street_code != NUMERIC]
    special = [
        path
        for path, grid in plan.grids.items()
        if grid.kind == "专属" and grid.place in places and len(grid.workers) == 1
    ]
    for path in ledger.pick(special, 3):
        grid = plan.grids[path]
        other = next(place for place in places if place.street_code == grid.place.street_code and place != grid.place)
        plan.extra_grids[f"{other.path}/{grid.name}"] = _moved(grid, other)
        ledger.plant("G06", path, f"同一编码又列在{other.community}", grid.place)
        ledger.imply("G07", f"{other.path}/{grid.name}", "编码前缀不是所在社区的代码", other)
        ledger.imply("N02", f"{path}/{grid.workers[0].name}", "同一网格列在两个社区，网格员岗位也在两处", grid.place)
    basic = [path for path, grid in plan.grids.items() if grid.kind == "基础" and grid.place in places]
    for number, path in enumerate(ledger.pick(basic, 3)):
        grid = plan.grids[path]
        prefix = (
            "140214101001"
            if number == 2
            else next(place.code for place in reversed(places) if place.code != grid.place.code)
        )
        _recode(plan, path, f"{prefix}9{number:02d}")
        ledger.plant("G07", path, "编码前缀不是所在社区的代码", grid.place)
        if number == 2:
            ledger.plant("N07", path, "网格编码属于外区140214", grid.place)
    for path in ledger.pick(basic, 1):
        grid = plan.grids[path]
        other_path = ledger.pick([key for key in basic if plan.grids[key].place == grid.place], 1)[0]
        _recode(plan, other_path, grid.code)
        for key in (path, other_path):
            _group_without_code(plan, key)
            ledger.plant("G07", key, f"编码{grid.code}用了两次", grid.place)


def _moved(grid: Grid, place: Place) -> Grid:
    return replace(grid, place=place)


def _recode(plan: Plan, path: str, code: str) -> None:
    change(plan.grids, path, code=code)
    _group_without_code(plan, path)


def _group_without_code(plan: Plan, path: str) -> None:
    """The group of a grid with a doubtful code is listed by the name of the grid alone."""
    grid = plan.grids[path]
    change(plan.bodies, f"{grid.place.community}{grid.name}党小组", grid_code="")


def schemes_and_notices(ledger: Ledger) -> None:
    """G08, G09, G12: a second scheme over the same compound, notices with gaps, grids without micro-leaders."""
    plan = ledger.plan
    covering = [path for path, grid in plan.grids.items() if grid.compounds]
    chosen = ledger.pick(covering, 3)
    for path in chosen:
        grid = change(plan.grids, path, scheme="综治网格")
        ledger.plant("G08", path, f"与同一小区（{grid.compounds[0]}）的其他网格不属同一网格体系", grid.place)
    for path in chosen:
        grid = plan.grids[path]
        for other, row in plan.grids.items():
            if other not in chosen and row.place == grid.place and set(row.compounds) & set(grid.compounds):
                ledger.imply("G08", other, f"同一小区（{grid.compounds[0]}）另有{grid.name}属综治网格", grid.place)
    for number, path in enumerate(ledger.pick(covering, 4)):
        notice = tuple(place != number for place in range(5))
        ledger.plant("G09", path, "公示五项缺一项", change(plan.grids, path, notice=notice).place)
    for path in ledger.pick(covering, 3):
        grid = change(plan.grids, path, micro=())
        for key, building in list(plan.buildings.items()):
            if building.place == grid.place and building.grid == grid.name:
                change(plan.buildings, key, leader="")
        ledger.plant("G12", path, "有楼栋，没有微网格长，也没有楼栋长", grid.place)


STEPS = (vacant_posts, shared_workers, sizes, codes, schemes_and_notices)
