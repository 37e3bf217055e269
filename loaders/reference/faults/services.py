"""Faults of facilities, units and volunteers (S03–S10)."""

from __future__ import annotations

from dataclasses import replace

from loaders.reference.district.plan import Plan
from loaders.reference.district.records import Place
from loaders.reference.faults.change import change
from loaders.reference.faults.ledger import Ledger

__all__ = ["STEPS", "in_large_streets"]

FAR_LAT = 39.93
"""South of every station by more than five kilometres."""


def in_large_streets(plan: Plan) -> list[Place]:
    """Communities of streets with seven communities or more, where one that fails changes nothing for the others."""
    codes = [place.street_code for place in plan.community_places]
    return [place for place in plan.community_places if codes.count(place.street_code) >= 7]


def distance(ledger: Ledger) -> None:
    """S03, S04: compounds far from every station; floor space below the standard."""
    plan = ledger.plan
    pool = [path for path, row in plan.compounds.items() if not row.station and not row.exempt]
    for number, path in enumerate(ledger.pick(pool, 3)):
        row = change(plan.compounds, path, lat=round(FAR_LAT - number / 100, 6))
        ledger.plant("S03", path, "最近的服务站在一公里以外", row.place)
    for number, place in enumerate(ledger.pick_places(4)):
        community = plan.communities[place.path]
        if number < 2:
            area = round(community.households * 0.2)
            change(plan.communities, place.path, facility_area=area, activity_area=round(area * 0.7))
            ledger.plant("S04", place.path, "综合服务设施每百户20平方米，不足30", place)
        else:
            change(plan.communities, place.path, activity_area=round(community.facility_area * 0.4))
            ledger.plant("S04", place.path, "居民活动面积占40%，不足60%", place)


def units(ledger: Ledger) -> None:
    """S05, S06: units whose members have not all checked in, or checked in and did nothing."""
    plan = ledger.plan
    large = [name for name, unit in plan.units.items() if unit.checked_in >= 15]
    for name in ledger.pick(large, 4):
        unit = plan.units[name]
        change(plan.units, name, due=unit.due + 6, members=max(unit.members, unit.due + 6))
        change(plan.bodies, unit.party_org, full=max(unit.members, unit.due + 6))
        ledger.plant(
            "S05", f"{unit.place.path}/{name}", f"应报到{unit.due + 6}名，已报到{unit.checked_in}名", unit.place
        )
    for name in ledger.pick(large, 3):
        unit = change(plan.units, name, active=1)
        rows = [path for path, row in plan.check_ins.items() if row.unit == name]
        for path in rows[1:]:
            change(plan.check_ins, path, services=0)
        ledger.plant("S06", f"{unit.place.path}/{name}", f"已报到{unit.checked_in}名，参加服务1名", unit.place)


def volunteers(ledger: Ledger) -> None:
    """S07: communities with hardly anybody checked in; the 13,400 stay, elsewhere in the same street."""
    plan = ledger.plan
    for number, place in zip((0, 12, 25), ledger.pick_places(3, in_large_streets(plan)), strict=True):
        own = [path for path, row in plan.check_ins.items() if row.place == place]
        others = [
            row
            for row in plan.community_places
            if row.street_code == place.street_code and row != place and row.path not in ledger.taken
        ]
        for serial, path in enumerate(own[number:]):
            other = others[serial % len(others)]
            plan.check_ins[f"{other.path}/转{serial + 1}/{place.community}"] = replace(
                plan.check_ins.pop(path), place=other
            )
        ledger.plant("S07", place.path, f"报到党员{number}名，不足全区均值的一半", place)


def partners(ledger: Ledger) -> None:
    """S08, S09, S10, S18: communities without pairs, with few merchants, with wishes nobody claims."""
    plan = ledger.plan
    for place in ledger.pick_places(3):
        for path in [path for path, row in plan.pairings.items() if row.place == place]:
            del plan.pairings[path]
        ledger.plant("S08", place.path, "没有共建单位", place)
        ledger.imply("S18", place.path, "六联一类也没有", place)
    for number, place in enumerate(ledger.pick_places(3)):
        own = [path for path, row in plan.pairings.items() if row.place == place]
        for path in own[: number + 1]:
            del plan.pairings[path]
        ledger.plant("S18", place.path, f"六联只有{6 - number - 1}类", place)
    for place in ledger.pick_places(3, in_large_streets(plan)):
        own = [path for path, row in plan.merchants.items() if row.place == place]
        for path in own[3:]:
            del plan.merchants[path]
        ledger.plant("S09", place.path, "联盟商户3家，不足5家", place)
    for place in ledger.pick_places(3):
        change(plan.wishes, place.path, total=80, claimed=58, done=55, open=22, overdue=18)
        ledger.plant("S10", place.path, "80个微心愿中18个超过30天无人认领", place)


STEPS = (distance, units, volunteers, partners)
