"""108 incubated social organisations, 386 purchased services, merchants of the alliances, wishes, volunteer teams."""

from __future__ import annotations

from datetime import date

from loaders.reference.district.dates import day_between
from loaders.reference.district.formation import JointQueue
from loaders.reference.district.plan import Plan
from loaders.reference.district.records import Place
from loaders.reference.district.social import (
    MassOrganisation,
    Merchant,
    Project,
    Site,
    SocialOrganisation,
    Team,
    Wishes,
)
from loaders.reference.district.uscc import make_uscc
from loaders.reference.words import words

__all__ = ["INCUBATED", "PROJECTS", "add_merchants", "add_projects", "add_sites", "add_societies", "add_teams"]

INCUBATED = 108
PROJECTS = 386
SITES = 46
PERIOD = "2026年上半年"
ENDINGS = ("社会工作服务中心", "公益服务中心", "文化艺术协会", "志愿者协会", "为老服务中心", "邻里互助会")
MASS = (("工会", "联合工会"), ("共青团", "团支部"), ("妇联", "妇女联合会"))


def add_societies(plan: Plan, queue: JointQueue) -> None:
    """108 organisations that serve communities of their street, so that each community is served."""
    rng, names = plan.rng, plan.names
    stems = words("places")["society"]
    by_street = {
        street.street_code: [row for row in plan.community_places if row.street_code == street.street_code]
        for street in plan.streets
    }
    seats = [code for code, rows in by_street.items() if rows]
    homes = [seats[serial % len(seats)] for serial in range(INCUBATED)]
    for serial, code in enumerate(homes):
        rows = by_street[code]
        place = rows[serial // len(seats) % len(rows)]
        share = homes.count(code)
        turn = homes[:serial].count(code)
        served = [row.community for number, row in enumerate(rows) if number % share == turn] or [
            rng.choice(rows).community
        ]
        name = f"平城区{stems[serial % len(stems)]}{ENDINGS[serial // len(stems)]}"
        members = rng.choice((0, 1, 2, 3, 3, 4, 5, 6))
        party, instructor = queue.attach(place, name, members)
        plan.societies[name] = SocialOrganisation(
            place,
            name,
            make_uscc("52", 40_000 + serial),
            "社会团体" if name[-2:] in {"协会", "助会"} else "民办非企业",
            "登记" if rng.random() < 0.7 else "备案",
            "区民政局",
            names.person(),
            rng.randint(3, 25),
            members,
            party,
            instructor,
            tuple(served),
            rng.choice(("3A", "4A", "2A", "未评")),
            f"{place.community}党群服务中心",
            day_between(rng, date(2020, 5, 1), date(2026, 6, 30)),
        )


def add_projects(plan: Plan) -> None:
    """386 services purchased from these organisations, each in one or two communities that they serve."""
    rng = plan.rng
    kinds = words("services")["projects"]
    providers = list(plan.societies.values())
    for serial in range(PROJECTS):
        provider = providers[serial % len(providers)]
        place = provider.place
        year = 2021 + serial % 6
        title = f"{provider.serves[0]}{rng.choice(kinds)}项目（{year}年第{serial + 1}号）"
        plan.projects[title] = Project(
            place,
            title,
            year,
            provider.name,
            provider.serves[: rng.randint(1, 2)],
            rng.randint(300, 2800),
            rng.randint(30, 260) / 10,
        )


def add_merchants(plan: Plan) -> None:
    """Six to eight merchants a community; those of a street are in one alliance, in which every trade is found."""
    rng = plan.rng
    trades = words("trades")
    stems = words("places")["shops"]
    turn: dict[str, int] = {}
    for place in plan.community_places:
        for _ in range(rng.randint(6, 8)):
            serial = turn.get(place.street_code, 0)
            turn[place.street_code] = serial + 1
            trade = trades[serial % len(trades)]
            name = f"{place.community.removesuffix('社区')}{rng.choice(stems)}{trade['noun']}"
            while name in plan.merchants:
                name = f"{name[: -len(trade['noun'])]}{rng.choice('一二三四五六七八九')}{trade['noun']}"
            plan.merchants[name] = Merchant(
                place,
                f"第{rng.randint(1, 9)}网格",
                name,
                make_uscc("92", 60_000 + len(plan.merchants)),
                trade["category"],
                plan.names.person(),
                f"{place.street}示例巷{rng.randint(1, 80)}号",
                day_between(rng, date(2021, 5, 1), date(2026, 8, 1)),
                trade["offer"],
                rng.random() < 0.25,
                rng.randint(0, 12),
                f"{place.street}众享联盟",
            )
        total = rng.randint(30, 120)
        late = rng.randint(0, total // 20)
        waiting = late + rng.randint(0, 4)
        plan.wishes[place.path] = Wishes(
            place, PERIOD, total, total - waiting, total - waiting - rng.randint(0, 5), waiting, late
        )


def add_sites(plan: Plan, queue: JointQueue) -> None:
    """Sites of couriers and riders, each in a community and with a Party organisation or an instructor."""
    rng = plan.rng
    platforms = words("places")["platforms"]
    for serial, place in enumerate(rng.sample(plan.community_places, SITES)):
        platform = platforms[serial % len(platforms)]
        name = f"{platform}{place.community.removesuffix('社区')}站"
        members = rng.choice((0, 1, 2, 3, 4, 6))
        party, instructor = queue.attach(place, name, members)
        plan.sites[name] = Site(place, name, platform, rng.randint(12, 70), members, party, instructor)


def add_teams(plan: Plan) -> None:
    """A volunteer team of each speciality, and three mass organisations, in every community."""
    rng = plan.rng
    for place in plan.community_places:
        for speciality in words("services")["specialities"]:
            name = f"{place.community}{speciality}志愿服务队"
            plan.teams[name] = Team(
                place,
                name,
                speciality,
                plan.names.person(),
                rng.randint(8, 45),
                day_between(rng, date(2019, 3, 5), date(2025, 12, 5)),
            )
        for kind, ending in MASS:
            name = f"{place.community}{ending}"
            plan.mass[name] = _mass(
                plan,
                place,
                name,
                kind,
                f"{place.street}{ending.replace('联合工会', '总工会').replace('团支部', '团工委')}",
            )
    for street in plan.streets:
        for kind, ending in (("工会", "总工会"), ("共青团", "团工委"), ("妇联", "妇女联合会")):
            plan.mass[f"{street.street}{ending}"] = _mass(plan, street, f"{street.street}{ending}", kind, "")


def _mass(plan: Plan, place: Place, name: str, kind: str, superior: str) -> MassOrganisation:
    founded = day_between(plan.rng, date(2012, 1, 1), date(2024, 12, 31))
    return MassOrganisation(place, name, kind, superior, plan.names.person(), plan.rng.randint(20, 600), founded)
