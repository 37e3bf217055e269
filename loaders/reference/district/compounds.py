"""The 487 compounds: three in every community and a fourth in 22, each covered by grids of its community.

425 are due a station (487 less 62 that are exempt); 325 have one, so that 100 have none.
"""

from __future__ import annotations

from datetime import date, timedelta

from loaders.reference.district.dates import day_between
from loaders.reference.district.plan import Plan
from loaders.reference.district.records import Building, Compound, Exemption, Place
from loaders.reference.words import words

__all__ = ["BUILDINGS", "add_buildings", "add_compounds", "place_stations"]

COMPOUNDS = 487
STATIONS = 325
EXEMPT = 62
BUILDINGS = 6012
COMMERCIAL = 10
LON, LAT = 113.22, 40.02
STREET_STEP = 0.04
COMMUNITY_STEP = 0.0055
CRS = {"140213053000": "GCJ-02", "140213058000": "GCJ-02", "140213062000": "BD-09"}
"""Streets whose ledgers give coordinates in another system than CGCS2000, as map vendors do."""


def add_compounds(plan: Plan) -> None:
    """Compounds with names of their own; who serves and leads them comes later."""
    rng = plan.rng
    lists = words("places")["compounds"]
    names = [first + last for first in lists["first"] for last in lists["last"]]
    rng.shuffle(names)
    fourth = set(
        rng.sample([place.code for place in plan.community_places], COMPOUNDS - 3 * len(plan.community_places))
    )
    for place in plan.community_places:
        count = 4 if place.code in fourth else 3
        lon, lat = _centre(plan, place)
        for serial in range(count):
            own = tuple(f"第{grid}网格" for grid in _grids(count, serial))
            compound = Compound(
                place=place,
                name=names.pop(),
                grids=own,
                buildings=0,
                households=0,
                built_in=rng.randint(1985, 2022),
                is_old=False,
                use="住宅" if rng.random() < 0.8 else "商住",
                company="",
                uscc="",
                manager=None,
                manager_member=False,
                mode="企业",
                contract_on=None,
                filed_on=None,
                branch="",
                secretary="",
                committee="",
                director="",
                meets=True,
                station=False,
                exempt="",
                lon=round(lon + rng.uniform(-0.002, 0.002), 6),
                lat=round(lat + rng.uniform(-0.0015, 0.0015), 6),
                crs=CRS.get(place.street_code, "CGCS2000"),
            )
            plan.compounds[compound.path] = _aged(compound)
    _cover(plan)
    for path in rng.sample(list(plan.compounds), COMMERCIAL):
        plan.compounds[path] = _with(plan.compounds[path], use="商业")


def place_stations(plan: Plan) -> None:
    """325 stations, at least one in every community, and the 62 exemptions with their reasons (no end date)."""
    rng = plan.rng
    first = {compound.place.code: path for path, compound in reversed(plan.compounds.items()) if compound.use != "商业"}
    chosen = set(first.values())
    rest = [path for path in plan.compounds if path not in chosen]
    commercial = [path for path in rest if plan.compounds[path].use == "商业"]
    others = [path for path in rest if plan.compounds[path].use != "商业"]
    rng.shuffle(others)
    chosen |= set(others[: STATIONS - len(chosen)])
    exempt = commercial + [path for path in others if path not in chosen][: EXEMPT - len(commercial)]
    reasons = words("services")["station_exempt"]
    for path in chosen:
        plan.compounds[path] = _with(plan.compounds[path], station=True)
    for path in sorted(exempt):
        compound = plan.compounds[path]
        reason = (
            "商业公寓，无常住居民"
            if compound.use == "商业"
            else rng.choice([text for text in reasons if "商业" not in text])
        )
        plan.compounds[path] = _with(compound, exempt=reason)
        plan.exemptions[f"{path}/S02"] = Exemption(
            "S02", "小区服务站覆盖", compound.place, compound.name, "", reason, f"{compound.place.street}党工委"
        )


def add_buildings(plan: Plan) -> None:
    """6,012 buildings shared out over the compounds, each in one of the grids that cover its compound."""
    rng, names = plan.rng, plan.names
    paths = list(plan.compounds)
    counts = dict.fromkeys(paths, 6)
    for path in rng.choices(paths, [rng.uniform(0.4, 2) for _ in paths], k=BUILDINGS - 6 * len(paths)):
        counts[path] += 1
    for path, count in counts.items():
        compound = plan.compounds[path]
        plan.compounds[path] = _with(compound, buildings=count)
        for serial in range(1, count + 1):
            members = rng.choices((0, 1, 2, 3, 4, 5, 6), (1, 3, 3, 4, 3, 2, 1))[0]
            plan.buildings[f"{path}/{serial}号楼"] = Building(
                place=compound.place,
                compound=compound.name,
                name=f"{serial}号楼",
                use="商业楼宇" if compound.use == "商业" else "住宅",
                units=rng.randint(1, 6),
                floors=rng.choice((5, 6, 6, 11, 18, 26)),
                members=members,
                group_leader=names.name() if members >= 3 else "",
                hub=names.name() if 1 <= members <= 2 else "",
                leader=names.name(),
                grid=compound.grids[serial % len(compound.grids)],
            )


def _grids(count: int, serial: int) -> range:
    """The grids of one compound among three or four, so that each of the nine basic grids is covered once."""
    if count == 3:
        return range(3 * serial + 1, 3 * serial + 4)
    return range(2 * serial + 1, 2 * serial + 3 + (serial == 3))


def _cover(plan: Plan) -> None:
    from dataclasses import replace

    for compound in plan.compounds.values():
        for name in compound.grids:
            key = f"{compound.place.path}/{name}"
            plan.grids[key] = replace(plan.grids[key], compounds=(*plan.grids[key].compounds, compound.name))
    rng = plan.rng
    for path, compound in plan.compounds.items():
        own = [plan.grids[f"{compound.place.path}/{name}"].households for name in compound.grids]
        plan.compounds[path] = _with(compound, households=round(sum(own) * rng.uniform(0.82, 0.98)))


def _aged(compound: Compound) -> Compound:
    return _with(compound, is_old=compound.built_in < 2000)


def _with(compound: Compound, **changes: object) -> Compound:
    from dataclasses import replace

    return replace(compound, **changes)  # type: ignore[arg-type]


def _centre(plan: Plan, place: Place) -> tuple[float, float]:
    """The centre of a community: streets stand in rows of five, their communities in rows of five inside."""
    street = int(place.street_code[6:9]) - 50
    serial = int(place.code[9:]) - 1
    lon = LON + street % 5 * STREET_STEP + serial % 5 * COMMUNITY_STEP
    lat = LAT + street // 5 * STREET_STEP * 0.75 + serial // 5 * COMMUNITY_STEP * 0.8
    return lon, lat


def contract_dates(plan: Plan) -> tuple[date, date]:
    """A property contract and its filing within fifteen days."""
    signed = day_between(plan.rng, date(2023, 1, 5), date(2026, 8, 20))
    return signed, signed + timedelta(days=plan.rng.randint(3, 14))
