"""The route of the three classes of matters (三类事) in each compound, step by step."""

from __future__ import annotations

from loaders.reference.district.plan import Plan
from loaders.reference.district.records import Compound
from loaders.reference.district.social import RouteStep

__all__ = ["CLASSES", "add_routes"]

CLASSES = ("第一类", "第二类", "第三类")


def add_routes(plan: Plan) -> None:
    """Class 1: the company. Class 2: the committee. Class 3: branch, committee, residents, grid, paired unit."""
    pairs = {row.place.code: row.unit for row in plan.pairings.values() if row.joint == "治理联商"}
    for path, compound in plan.compounds.items():
        if f"{path}/Y18" in plan.exemptions:
            continue
        for klass, step, participant, body, post in _steps(plan, compound, pairs[compound.place.code]):
            plan.routes[f"{path}/{klass}/{step}"] = RouteStep(
                compound.place, compound.name, klass, step, participant, body, post
            )


def _steps(plan: Plan, compound: Compound, unit: str) -> list[tuple[str, int, str, str, str]]:
    grid = plan.grids[f"{compound.place.path}/{compound.grids[0]}"]
    director = ("物管会/业委会", compound.committee, f"主任 {compound.director}")
    manager = compound.manager.name if compound.manager else ""
    return [
        (CLASSES[0], 1, "物业企业", compound.company, f"项目经理 {manager}"),
        (CLASSES[1], 1, *director),
        (CLASSES[2], 1, "小区党支部", compound.branch, f"书记 {compound.secretary}"),
        (CLASSES[2], 2, *director),
        (CLASSES[2], 3, "居民代表", f"{compound.place.community}居民委员会", f"居民代表 {plan.names.name()}"),
        (CLASSES[2], 4, "网格员", grid.name, f"网格员 {grid.workers[0].name}"),
        (CLASSES[2], 5, "共建单位党组织", plan.units[unit].party_org, ""),
    ]
