"""The whistle list, legal aid, mediation, activities, hotline totals, population and adjacency."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from loaders.reference.district.dates import day_between
from loaders.reference.district.plan import Plan
from loaders.reference.district.records import DISTRICT, Place
from loaders.reference.district.social import ActivityHeld, Adjacent, Hotline, LegalPoint, Matter, Mediation, Population
from loaders.reference.words import words

__all__ = ["add_activities", "add_adjacency", "add_justice", "add_matters", "add_numbers"]

BRANDS = ("老张说和", "知心大姐", "邻里一家亲", "三顾茅庐", "法润平城", "和为贵", "")


def add_matters(plan: Plan) -> None:
    """24 matters with the department that reports, and the post and person that answer the whistle."""
    contacts: dict[tuple[str, str], Matter] = {}
    for matter, department, office in words("services")["matters"]:
        known = contacts.get((department, office))
        person = known.contact if known else plan.names.person()
        row = Matter(DISTRICT, matter, department, f"{office}负责人", person, "全部")
        contacts[department, office] = row
        plan.matters[matter] = row


def add_justice(plan: Plan) -> None:
    """Legal aid at three levels, and a mediation committee in each street, community and village."""
    rng = plan.rng
    rows = [("区级", DISTRICT, "平城区法律援助中心")]
    rows += [("街道", street, f"{street.street}法律援助工作站") for street in plan.streets]
    rows += [("社区", place, f"{place.community}法律援助联络点") for place in plan.community_places]
    rows += [("村", place, f"{place.community}法律援助联络点") for place in plan.village_places]
    for level, place, name in rows:
        opened = day_between(rng, date(2016, 1, 1), date(2025, 6, 30))
        plan.legal[name] = LegalPoint(place, level, name, plan.names.person(), opened)
        if place is DISTRICT:
            continue
        title = f"{place.community or place.street}人民调解委员会"
        plan.mediation[title] = Mediation(
            place,
            title,
            rng.choice(BRANDS),
            plan.names.person(),
            rng.randint(3, 9),
            f"{place.community or place.street}调解室",
            opened,
        )


def add_activities(plan: Plan) -> None:
    """At least three of the 五个一 in each community this year, and deliberations."""
    rng = plan.rng
    kinds = words("services")["activities"]
    for place in plan.community_places:
        held = [*rng.sample(kinds[:5], 3), *["协商议事"] * rng.randint(1, 3)]
        for serial, kind in enumerate(held, start=1):
            on = day_between(rng, date(2026, 1, 10), date(2026, 10, 20))
            plan.activities[f"{place.path}/{kind}/{serial}"] = ActivityHeld(
                place,
                kind,
                f"{place.community}{kind}（{on.month}月第{serial}场）",
                on,
                rng.randint(15, 160),
                f"{place.community}居委会",
            )


def add_numbers(plan: Plan) -> None:
    """Hotline totals of streets and communities, and their population; residents appear nowhere but as counts."""
    rng = plan.rng
    for place in [*plan.streets, *plan.community_places]:
        unit = f"{place.community}居民委员会" if place.community else f"{place.street}办事处"
        total = rng.randint(60, 260) if place.community else rng.randint(500, 2600)
        late, waiting = rng.randint(0, total // 20), rng.randint(0, total // 25)
        plan.hotline[place.path] = Hotline(
            place,
            unit,
            total,
            total - late - waiting,
            late,
            waiting,
            rng.randint(880, 990) / 10,
            rng.randint(970, 1000) / 10,
        )
    for path, community in plan.communities.items():
        plan.population[path] = Population(community.place, community.households, community.persons, community.persons)
    for place in plan.village_places:
        households = rng.randint(180, 900)
        plan.population[place.path] = Population(place, households, round(households * 2.7), 0)


def add_adjacency(plan: Plan) -> None:
    """Neighbours: communities inside one street, compounds inside one community, and streets."""
    for first, second in pairwise(plan.community_places):
        if first.street_code == second.street_code:
            _touch(plan, first, "社区", first.community, second.community)
    compounds = list(plan.compounds.values())
    for one, two in pairwise(compounds):
        if one.place.code == two.place.code:
            _touch(plan, one.place, "小区", one.name, two.name)
    for left, right in pairwise(plan.streets):
        _touch(plan, left, "街道", left.street, right.street)


def _touch(plan: Plan, place: Place, level: str, a: str, b: str) -> None:
    plan.adjacent[f"{level}/{a}/{b}"] = Adjacent(place, level, a, b)
