"""Listed reserves: 334 for community secretaries, 614 for the two committees, 2,884 of twelve kinds of talent."""

from __future__ import annotations

from datetime import date

from loaders.reference.district.dates import day_between
from loaders.reference.district.plan import Plan
from loaders.reference.district.records import Place
from loaders.reference.district.social import Reserve
from loaders.reference.words import words

__all__ = ["COMMITTEE", "SECRETARY", "TALENT", "add_reserve", "add_reserves", "listed_as"]

SECRETARY, COMMITTEE, TALENT = 334, 614, 2884
JOBS = ("社区工作者", "网格员", "物业服务中心员工", "退役军人", "个体经营者", "志愿服务队骨干", "返乡大学生")


def add_reserves(plan: Plan) -> None:
    """Two a community for its secretary, four for the committees, one a compound for its branch, the rest by talent."""
    rng = plan.rng
    places = plan.community_places
    for place in [*places, *places, *rng.sample(places, SECRETARY - 2 * len(places))]:
        add_reserve(plan, place, "社区党组织书记", "社区书记")
    for place in [*places, *places, *places, *rng.sample(places, COMMITTEE - 3 * len(places))]:
        add_reserve(plan, place, rng.choice(("居委会副主任", "居委会委员", "社区党组织委员")), "两委")
    talents = words("services")["talents"]
    for compound in plan.compounds.values():
        add_reserve(plan, compound.place, "小区党支部书记", "人才", compound=compound.name, talent=talents[0])
    for serial in range(TALENT - len(plan.compounds)):
        add_reserve(
            plan,
            rng.choice(places),
            rng.choice(("网格长", "红色网格员", "网格员")),
            "人才",
            talent=talents[serial % 12],
        )


def add_reserve(plan: Plan, place: Place, position: str, tier: str, *, compound: str = "", talent: str = "") -> str:
    """List somebody new; returns the path of the record."""
    rng = plan.rng
    last = next(reversed(plan.reserves), "0")
    path = f"{place.path}/后备/{int(last.rpartition('/')[2]) + 1}"
    plan.reserves[path] = Reserve(
        place,
        compound,
        plan.names.person(),
        position,
        tier,
        talent,
        day_between(rng, date(2026, 1, 5), date(2026, 9, 30)),
        rng.choice(JOBS),
    )
    return path


def listed_as(row: Reserve) -> str:
    """What the lists of faults call a reserve: 街道/社区/后备/姓名 (its serial in the plan is in no roster)."""
    return f"{row.place.path}/后备/{row.person.name}"
