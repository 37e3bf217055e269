"""Faults of communities, villages and reserves (G13, G18–G24)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from loaders.reference.district.dates import years_after
from loaders.reference.district.plan import Plan
from loaders.reference.district.records import Place
from loaders.reference.district.reserves import add_reserve, listed_as
from loaders.reference.faults.change import change, seats_of
from loaders.reference.faults.ledger import Ledger
from loaders.reference.faults.officers import set_term

__all__ = ["STEPS"]


def communities(ledger: Ledger) -> None:
    """G13, G18: too few community workers; residents' committees outside five to nine."""
    plan = ledger.plan
    for place in ledger.pick_places(3):
        row = change(plan.communities, place.path, workers=9)
        ledger.plant("G13", place.path, f"社区工作者9名，常住{row.persons}人，不足每万人18名", place)
    for number, place in enumerate(ledger.pick_places(3)):
        own = {path: seat for path, seat in seats_of(plan, place).items() if seat.committee_post}
        ordinary = [path for path, seat in own.items() if not seat.party_post]
        if number < 2:
            for path in ordinary:
                del plan.seats[path]
        else:
            for _ in range(4):
                person = plan.names.person()
                plan.seats[f"{place.path}/{person.name}"] = replace(plan.seats[ordinary[0]], person=person)
        size = sum(bool(seat.committee_post) for seat in seats_of(plan, place).values())
        change(plan.communities, place.path, seats=size)
        ledger.plant("G18", f"{place.path}/{place.community}居民委员会", f"居委会{size}人，不在5—9人之内", place)


def villages(ledger: Ledger) -> None:
    """G19, G20, G21: village committees of the wrong make-up, and who may not sit together."""
    plan = ledger.plan
    small, men, long = ledger.pick_places(3, plan.village_places)
    for path, seat in seats_of(plan, small).items():
        if seat.committee_post == "委员" and seat.party_post:
            change(plan.village_seats, path, committee_post="")
        elif seat.committee_post == "委员":
            del plan.village_seats[path]
    ledger.plant("G19", _village_committee(small), "村委会2人，不足3人", small)
    for path, seat in seats_of(plan, men).items():
        if seat.committee_post:
            change(plan.village_seats, path, person=replace(seat.person, woman=False))
    ledger.plant("G19", _village_committee(men), "村委会没有女委员", men)
    elected = next(iter(seats_of(plan, long).values())).elected_on
    for path in seats_of(plan, long):
        change(plan.village_seats, path, term_end=years_after(elected, 6))
    change(plan.bodies, long.body, term_end=years_after(elected, 6))
    ledger.plant("G19", _village_committee(long), "任期六年", long)
    for place in ledger.pick_places(3, plan.village_places):
        path = next(path for path, seat in seats_of(plan, place).items() if seat.committee_post == "委员")
        change(plan.village_seats, path, relatives="是")
        ledger.plant("G20", _village_committee(place), "一名成员申报与其他成员有近亲属关系", place)
    for place in ledger.pick_places(3, plan.village_places):
        path = next(
            path
            for path, seat in seats_of(plan, place).items()
            if seat.committee_post == "委员" and not seat.party_post
        )
        seat = change(plan.village_seats, path, supervision_post="委员")
        target = f"{place.path}/{place.community}村务监督委员会"
        ledger.plant("G21", target, f"村委会委员{seat.person.name}兼村务监督委员会委员", place)


def _village_committee(place: Place) -> str:
    """What the lists call the villagers' committee: 永泰街道/新泉村/新泉村民委员会."""
    return f"{place.path}/{place.community.removesuffix('村')}村民委员会"


def reserves(ledger: Ledger) -> None:
    """G22, G24: one reserve or none for a community's secretary; the total of 334 stays."""
    plan = ledger.plan
    two = [place for place in plan.community_places if len(_listed(plan, place)) == 2]
    short, bare = ledger.pick_places(3, two), ledger.pick_places(3, two)
    for place in short:
        del plan.reserves[_listed(plan, place)[0]]
        ledger.plant("G22", place.path, "社区书记后备1名，应有2名", place)
    for place in bare:
        for path in _listed(plan, place):
            del plan.reserves[path]
        set_term(ledger, place, date(2022, 8, 10), date(2027, 8, 10))
        ledger.plant("G24", f"{place.path}/{place.body}/书记", "2027-08-10届满，没有后备人选", place)
        ledger.imply("G22", place.path, "社区书记后备0名，应有2名", place)
    others = [place for place in plan.community_places if place not in short and place not in bare]
    for place in ledger.rng.sample(others, 9):
        add_reserve(plan, place, "社区党组织书记", "社区书记")


def reserve_records(ledger: Ledger) -> None:
    """G23: reserves who hold the post already, stand in two tiers, or were listed long ago."""
    plan = ledger.plan
    for place in ledger.pick_places(1):
        leader = next(seat.person for seat in seats_of(plan, place).values() if seat.party_post == "书记")
        path = _listed(plan, place)[0]
        row = change(plan.reserves, path, person=leader)
        ledger.plant("G23", listed_as(row), f"{leader.name}已任社区党组织书记", place)
    committee = [path for path, row in plan.reserves.items() if row.tier == "两委"]
    for path in ledger.pick(committee, 1):
        row = plan.reserves[path]
        other = next(
            key
            for key, item in plan.reserves.items()
            if item.tier == "人才" and item.place == row.place and not item.compound
        )
        change(plan.reserves, other, person=row.person, unit=row.unit)
        ledger.taken.add(other)
        ledger.plant("G23", listed_as(row), f"{row.person.name}同时列在人才层级", row.place)
    for path in ledger.pick(committee, 2):
        row = change(plan.reserves, path, listed_on=date(2024, 6, 1))
        ledger.plant("G23", listed_as(row), "2024年6月入库，超过12个月未更新", row.place)


def _listed(plan: Plan, place: Place) -> list[str]:
    return [path for path, row in plan.reserves.items() if row.place == place and row.tier == "社区书记"]


STEPS = (communities, villages, reserves, reserve_records)
