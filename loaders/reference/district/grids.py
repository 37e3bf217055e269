"""Communities and their 1,529 grids: nine basic grids each, and one special grid in 134 of the 155.

Nine basic grids of 300–333 households keep a community within 1,000–3,000 households and every grid within
300–500 (rules G16 and G05 are silent together on no other division of 1,529 grids over 155 communities).
"""

from __future__ import annotations

from datetime import date

from loaders.reference.district.dates import day_between, years_after
from loaders.reference.district.plan import Plan
from loaders.reference.district.records import Community, Grid, Place
from loaders.reference.words import words

__all__ = ["SPECIAL", "add_communities", "add_grids", "recount"]

BASIC = 9
SPECIAL = 134
DIGITS = "零一二三四五六七八九十"


def add_grids(plan: Plan) -> None:
    """Nine basic grids a community, then the special ones: 155 · 9 + 134 = 1,529."""
    rng = plan.rng
    special = set(rng.sample([place.code for place in plan.community_places], SPECIAL))
    kinds = words("services")["special_grids"]
    for place in plan.community_places:
        for serial in range(1, BASIC + 1):
            _add(plan, place, serial, f"第{serial}网格", "基础")
        if place.code in special:
            _add(plan, place, BASIC + 1, f"{place.community.removesuffix('社区')}{rng.choice(kinds)}网格", "专属")


def _add(plan: Plan, place: Place, serial: int, name: str, kind: str) -> None:
    rng, names = plan.rng, plan.names
    basic = kind == "基础"
    households = rng.randint(300, 333) if basic else 0
    members = rng.randint(12, 30) if basic else rng.choice((3, 4, 5, 6, 8, 10, 12))
    workers = tuple(names.person() for _ in range(2 if rng.random() < 0.08 else 1))
    grid = Grid(
        place=place,
        serial=serial,
        name=name,
        code=f"{place.code}{serial:03d}",
        kind=kind,
        leader=names.person(),
        instructor=names.person(),
        instructor_unit=f"{place.street}办事处",
        red=names.person(),
        red_member=True,
        workers=workers,
        worker_kind="专职",
        micro=tuple(names.name() for _ in range(3 if basic else 1)),
        households=households,
        persons=round(households * rng.uniform(2.36, 2.44)),
        extent=rng.choice(words("services")["extents"]),
        since=day_between(rng, date(2021, 1, 1), date(2026, 6, 30)),
        compounds=(),
        scheme="全科网格",
        notice=(True,) * 5,
        registered=members,
        attached=members,
        confirmed_on=day_between(rng, date(2026, 3, 1), date(2026, 9, 30)),
    )
    plan.grids[grid.path] = grid


def add_communities(plan: Plan) -> None:
    """The sheet of each community; its households and persons are the sums of its grids."""
    rng = plan.rng
    for place in plan.community_places:
        households, persons = recount(plan, place)
        elected = day_between(rng, date(2024, 1, 10), date(2025, 3, 31))
        area = round(households * rng.uniform(0.38, 0.55))
        plan.communities[place.path] = Community(
            place=place,
            households=households,
            persons=persons,
            workers=-(-persons * 18 // 10_000) + rng.randint(0, 3),
            social_workers=rng.randint(1, 4),
            volunteers=rng.randint(120, 400),
            resources=rng.randint(2, 9),
            covenant=True,
            notice=True,
            facility_area=area,
            activity_area=round(area * rng.uniform(0.62, 0.75)),
            seats=6,
            elected_on=elected,
            term_end=years_after(elected, 5),
            confirmed_on=day_between(rng, date(2026, 3, 1), date(2026, 9, 30)),
        )


def recount(plan: Plan, place: Place) -> tuple[int, int]:
    """Households and persons of a community, summed over its grids."""
    own = [grid for grid in plan.grids.values() if grid.place == place]
    return sum(grid.households for grid in own), sum(grid.persons for grid in own)
