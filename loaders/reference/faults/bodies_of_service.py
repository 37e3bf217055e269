"""Faults of social organisations, legal services, hotline, centres and activities (S11–S24)."""

from __future__ import annotations

from loaders.reference.district.plan import Plan
from loaders.reference.district.venues import OTHER_CENTRES
from loaders.reference.faults.bodies import leave_joint
from loaders.reference.faults.change import change
from loaders.reference.faults.ledger import Ledger
from loaders.reference.faults.services import in_large_streets

__all__ = ["STEPS"]


def societies(ledger: Ledger) -> None:
    """S11, S12, S13: communities that no organisation serves, organisations without a Party organisation."""
    plan = ledger.plan
    single = {row.serves[0] for row in plan.societies.values() if len(row.serves) == 1}
    for place in ledger.pick_places(3, [place for place in plan.community_places if place.community not in single]):
        for name, row in list(plan.societies.items()):
            if place.community in row.serves:
                change(plan.societies, name, serves=tuple(other for other in row.serves if other != place.community))
        ledger.plant("S11", place.path, "没有社会组织服务", place)
        ledger.imply("S13", place.path, "五社缺社会组织", place)
    for least, most, rule, why in (
        (3, 99, "P02", "未建党支部"),
        (1, 2, "P03", "未加入联合党支部"),
        (0, 0, "P22", "没有党建指导员"),
    ):
        pool = [
            name for name, row in plan.societies.items() if row.members is not None and least <= row.members <= most
        ]
        for name in ledger.pick(pool, 1):
            row = plan.societies[name]
            if rule == "P02":
                del plan.bodies[row.party_org]
            elif rule == "P03":
                leave_joint(plan, name, row.party_org)
            change(plan.societies, name, party_org="", instructor="")
            ledger.plant("S12", name, f"党员{row.members}名，{why}", row.place)
            ledger.imply(rule, name, f"社会组织党员{row.members}名，{why}", row.place)
    for number, place in enumerate(ledger.pick_places(3)):
        changes = {"social_workers": 0} if number < 2 else {"resources": 0}
        change(plan.communities, place.path, **changes)
        ledger.plant("S13", place.path, "五社缺社工" if number < 2 else "五社缺社会资源", place)
    for name in ledger.pick(plan.sites, 3):
        site = plan.sites[name]
        _dissolve(plan, name, site.members, site.party_org)
        change(plan.sites, name, party_org="", instructor="")
        ledger.plant("S14", f"{site.place.path}/{name}", "没有党组织，也没有党建指导员", site.place)


def _dissolve(plan: Plan, name: str, members: int, party: str) -> None:
    if members >= 3:
        del plan.bodies[party]
    elif members:
        leave_joint(plan, name, party)


def justice(ledger: Ledger) -> None:
    """S15, S16, S17, S20: no legal aid, nobody who answers, a low rate, no mediation."""
    plan = ledger.plan
    for street in ledger.pick_places(1, [place for place in plan.streets if place.path not in ledger.taken]):
        del plan.legal[f"{street.street}法律援助工作站"]
        ledger.plant("S15", street.path, "没有法律援助工作站", street)
    for place in ledger.pick_places(3):
        del plan.legal[f"{place.community}法律援助联络点"]
        ledger.plant("S15", place.path, "没有联络点或法律顾问", place)
    for matter in ledger.pick(plan.matters, 3):
        row = change(plan.matters, matter, post="", contact=None)
        ledger.plant("S16", matter, f"{row.department}没有联系岗位和联系人", row.place)
    for place in ledger.pick_places(3):
        change(plan.hotline, place.path, satisfied=78.4)
        ledger.plant("S17", place.path, "满意率78.4%，低于85%", place)
    for place in ledger.pick_places(1):
        del plan.hotline[place.path]
        ledger.plant("S17", place.path, "没有承接单位", place)
    for place in ledger.pick_places(3):
        del plan.mediation[f"{place.community}人民调解委员会"]
        ledger.plant("S20", place.path, "没有人民调解委员会", place)


def centres(ledger: Ledger) -> None:
    """S19, S21, S22, S23: a centre, an activity, a covenant or a team that is not there."""
    plan = ledger.plan
    for kind, place in zip(OTHER_CENTRES, ledger.pick_places(3), strict=True):
        del plan.facilities[f"{place.path}/{place.community}{kind}"]
        ledger.plant("S19", place.path, f"没有{kind}", place)
    for place in ledger.pick_places(3):
        for path in [path for path, row in plan.activities.items() if row.place == place and row.kind != "协商议事"]:
            del plan.activities[path]
        ledger.plant("S21", place.path, "本年没有五个一活动", place)
    for number, place in enumerate(ledger.pick_places(4)):
        change(plan.communities, place.path, **({"covenant": False} if number < 2 else {"notice": False}))
        ledger.plant("S22", place.path, "没有居民公约" if number < 2 else "没有公示", place)
    for speciality, place in zip(("法律", "卫生计生", "纠纷调解"), ledger.pick_places(3), strict=True):
        del plan.teams[f"{place.community}{speciality}志愿服务队"]
        ledger.plant("S23", place.path, f"没有{speciality}志愿服务队", place)


def alliances(ledger: Ledger) -> None:
    """S24: alliances without an essential trade, and neighbours that share none."""
    plan = ledger.plan
    streets = ledger.pick(
        [place.path for place in plan.streets if any(row.street == place.street for row in plan.community_places)], 2
    )
    for street, lacking, instead in zip(streets, ("理发", "维修"), ("洗衣", "文印"), strict=True):
        for name, row in list(plan.merchants.items()):
            if row.place.street == street and row.category == lacking:
                change(plan.merchants, name, category=instead)
        place = next(place for place in plan.streets if place.street == street)
        ledger.plant("S24", f"{street}/{street}众享联盟", f"没有{lacking}类商户", place)
    for place in ledger.pick_places(1, [row for row in in_large_streets(plan) if row.street not in streets]):
        alliance = f"{place.community}众享联盟"
        own = [name for name, row in plan.merchants.items() if row.place == place]
        for name in own:
            change(plan.merchants, name, alliance=alliance)
        ledger.plant("S24", place.path, "与相邻社区没有共同的联盟", place)
        kinds = {plan.merchants[name].category for name in own}
        absent = [kind for kind in ("餐饮", "超市便利", "药店", "家政", "维修", "理发") if kind not in kinds]
        if absent:
            ledger.imply("S24", f"{place.path}/{alliance}", f"没有{'、'.join(absent)}类商户", place)


STEPS = (societies, justice, centres, alliances)
