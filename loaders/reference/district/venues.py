"""Places of service: 221 Party-mass centres, 325 stations, and the three other centres of each community."""

from __future__ import annotations

from datetime import date

from loaders.reference.district.compounds import CRS
from loaders.reference.district.dates import day_between
from loaders.reference.district.plan import Plan
from loaders.reference.district.records import DISTRICT, Facility, Place

__all__ = ["OTHER_CENTRES", "add_facilities"]

OTHER_CENTRES = ("便民服务中心", "综治服务中心", "文体活动中心")
FUNCTIONS = ("协商议事", "幸福餐厅", "休闲娱乐")
FUNDING = ("财政投", "党费补", "集体筹")


def add_facilities(plan: Plan) -> None:
    """18 + 155 + 47 + 1 centres, a station in each compound that has one, three more centres a community."""
    _add(plan, DISTRICT, "平城区党群服务中心", "党群服务中心", (2600, 4200))
    for place in [*plan.streets, *plan.community_places, *plan.village_places]:
        _add(plan, place, f"{place.community or place.street}党群服务中心", "党群服务中心", (300, 1200))
    for place in plan.community_places:
        for kind in OTHER_CENTRES:
            _add(plan, place, f"{place.community}{kind}", kind, (60, 400))
    for compound in plan.compounds.values():
        if compound.station:
            spot = {"lon": round(compound.lon + 0.0003, 6), "lat": round(compound.lat - 0.0002, 6)}
            _add(
                plan,
                compound.place,
                f"{compound.name}党群服务站",
                "党群服务站",
                (40, 180),
                compound=compound.name,
                **spot,
            )


def _add(
    plan: Plan, place: Place, name: str, kind: str, area: tuple[int, int], compound: str = "", **spot: float
) -> None:
    rng = plan.rng
    station = kind == "党群服务站"
    key = f"{place.path}/{name}"
    plan.facilities[key] = Facility(
        place=place,
        compound=compound,
        name=name,
        kind=kind,
        area=rng.randint(*area),
        address=f"{place.street or '示例大街'}示例路{rng.randint(1, 200)}号",
        head=plan.names.person(),
        opened_on=day_between(rng, date(2019, 3, 1), date(2026, 6, 30)),
        lon=spot.get("lon"),
        lat=spot.get("lat"),
        crs=CRS.get(place.street_code, "CGCS2000") if spot else "",
        functions=tuple(rng.sample(FUNCTIONS, rng.randint(1, 3))) if station else (),
        funding=tuple(rng.sample(FUNDING, rng.randint(1, 2))) if station else (),
        confirmed_on=day_between(rng, date(2026, 3, 1), date(2026, 9, 30)),
    )
