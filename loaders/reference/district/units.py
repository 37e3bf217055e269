"""Units seated in the communities, the 13,400 members checked in, and what units are paired with."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

from loaders.reference.district.dates import day_between
from loaders.reference.district.formation import JointQueue
from loaders.reference.district.plan import Plan
from loaders.reference.district.records import Place
from loaders.reference.district.social import CheckIn, Pairing, Unit
from loaders.reference.district.uscc import make_uscc
from loaders.reference.words import words

__all__ = ["CHECK_INS", "add_check_ins", "add_pairings", "add_unit_bodies", "add_units"]

CHECK_INS = 13_400
PUBLIC = ("机关", "事业", "学校", "企业")
PREFIX = {"机关": "11", "事业": "12", "学校": "12", "企业": "91", "两新": "91"}


def add_units(plan: Plan) -> None:
    """Three units with a branch and one small new-economy unit in each community."""
    rng = plan.rng
    lists = words("places")["units"]
    pools = {
        kind: rng.sample(
            [f"{word}{ending}" for word in lists["words"] for ending in endings], len(lists["words"]) * len(endings)
        )
        for kind, endings in lists["kinds"].items()
    }
    serial = 20_000
    for place in plan.community_places:
        for kind in (*rng.sample(PUBLIC, 3), "两新"):
            name = pools[kind].pop()
            serial += 1
            plan.units[name] = Unit(
                place,
                name,
                make_uscc(PREFIX[kind], serial),
                kind,
                0 if kind != "两新" else rng.choice((0, 0, 1, 2)),
                0,
                0,
                0,
                rng.randint(12, 90),
                "",
                "",
                day_between(rng, date(2026, 3, 1), date(2026, 9, 30)),
            )


def add_check_ins(plan: Plan) -> None:
    """13,400 members: about 86 a community, two thirds of them from its own units, all active."""
    rng = plan.rng
    quota = {place.code: 86 for place in plan.community_places}
    for code in rng.sample(list(quota), CHECK_INS - 86 * len(quota)):
        quota[code] += 1
    for first, second in zip(*[iter(rng.sample(list(quota), 154))] * 2, strict=True):
        shift = rng.randint(0, 22)
        quota[first] += shift
        quota[second] -= shift
    lists = words("services")
    public = [unit for unit in plan.units.values() if unit.kind != "两新"]
    near: dict[str, list[Unit]] = {}
    for unit in public:
        near.setdefault(unit.place.code, []).append(unit)
        near.setdefault(unit.place.street_code, []).append(unit)
    for place in plan.community_places:
        for serial in range(quota[place.code]):
            unit = near[place.code][serial % 3] if rng.random() < 0.7 else rng.choice(near[place.street_code])
            plan.check_ins[f"{place.path}/{serial + 1}"] = CheckIn(
                place,
                plan.names.member(),
                unit.name,
                f"第{rng.randint(1, 9)}网格",
                day_between(rng, date(2021, 3, 1), date(2026, 8, 31)),
                rng.choice(lists["skills"]),
                rng.choice(lists["posts"]),
                rng.randint(4, 14),
                rng.random() < 0.3,
            )
    counted = Counter(row.unit for row in plan.check_ins.values())
    for name, number in counted.items():
        unit = plan.units[name]
        plan.units[name] = replace(
            unit,
            members=number + rng.randint(0, 4),
            due=number,
            checked_in=number,
            active=number,
            staff=unit.staff + 2 * number,
        )


def add_unit_bodies(plan: Plan, queue: JointQueue) -> None:
    """The Party organisation of each unit: its own, a joint one, or an instructor."""
    for name, unit in plan.units.items():
        party, instructor = queue.attach(unit.place, name, unit.members)
        plan.units[name] = replace(unit, party_org=party, instructor=instructor)


def add_pairings(plan: Plan) -> None:
    """Every community is paired in each of the six joints, by units of its own street."""
    rng = plan.rng
    joints = words("services")["joints"]
    compounds: dict[str, list[str]] = {}
    for compound in plan.compounds.values():
        compounds.setdefault(compound.place.code, []).append(compound.name)
    for place in plan.community_places:
        own = [unit.name for unit in plan.units.values() if unit.place == place and unit.members >= 3]
        for joint in joints:
            unit = rng.choice(own)
            partner = _partner(joint, place, rng.choice(compounds[place.code]))
            plan.pairings[f"{place.path}/{joint}"] = Pairing(
                place, unit, joint, partner, day_between(rng, date(2022, 1, 1), date(2026, 6, 30))
            )


def _partner(joint: str, place: Place, compound: str) -> str:
    return {"物业联管": compound, "阵地联用": f"{place.community}党群服务中心"}.get(joint, place.body)
