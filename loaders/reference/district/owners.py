"""Owners' committees (业委会) and management committees (物管会), and the 127 directors who are secretaries too.

97 of them can be joined by name and full phone, equal in both rosters; for 30 the row itself says so and gives no
phone, or a masked one.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from loaders.reference.district.dates import day_between, years_after
from loaders.reference.district.names import Person
from loaders.reference.district.plan import Plan
from loaders.reference.district.posts import Committee, OwnersSeat
from loaders.reference.district.records import Compound, Exemption
from loaders.reference.words import words

__all__ = ["BY_PHONE", "BY_STATEMENT", "add_owners", "masked", "new_committee"]

BY_PHONE = 97
BY_STATEMENT = 30
UNDUE = 18
OWNERS = 190
TITLES = ("主任", "副主任", "委员")


def masked(phone: str) -> str:
    """199****1234."""
    return f"{phone[:3]}****{phone[7:]}"


def add_owners(plan: Plan) -> None:
    """A committee in each residential compound but 18 that are exempt; directors who are secretaries among them."""
    rng = plan.rng
    homes = [path for path, compound in plan.compounds.items() if compound.use != "商业"]
    undue = set(rng.sample([path for path in homes if plan.compounds[path].mode == "企业"], UNDUE))
    due = [path for path in homes if path not in undue]
    elected = set(rng.sample(due, OWNERS))
    both = rng.sample(due, BY_PHONE + BY_STATEMENT)
    how = dict.fromkeys(both[:BY_PHONE], "phone") | dict.fromkeys(both[BY_PHONE:], "statement")
    units: dict[str, list[str]] = {}
    for unit in plan.units.values():
        units.setdefault(unit.place.street_code, []).append(unit.name)
    for path in due:
        compound = plan.compounds[path]
        committee = new_committee(plan, compound, units[compound.place.street_code], owners=path in elected)
        if path in how:
            committee = replace(committee, seats=(_concurrent(plan, path, committee, how[path]), *committee.seats[1:]))
        plan.committees[committee.path] = committee
        title = f"{compound.name}{committee.kind}"
        plan.compounds[path] = replace(compound, committee=title, director=committee.director.person.name)
    _exempt(plan, [path for path in plan.compounds if path not in set(due)])
    for path in due:
        if plan.compounds[path].mode != "企业":
            _without_route(plan, path, "社区代管或业主自治，没有物业企业这一环节")


def new_committee(plan: Plan, compound: Compound, units: list[str], *, owners: bool) -> Committee:
    """A committee in order: odd, filed, owners and Party members enough, its term not over for a year."""
    rng = plan.rng
    size = rng.choice((5, 5, 7, 7, 9)) if owners else rng.choice((7, 7, 9))
    first = date(2022, 12, 20) if owners else date(2024, 12, 20)
    elected = day_between(rng, first, date(2026, 8, 15))
    party, own = -(-size * 3 // 5), size if owners else -(-size * 2 // 3)
    seats = tuple(
        OwnersSeat(
            person=plan.names.person(),
            position=TITLES[min(serial, 2)],
            is_owner=serial < own,
            is_party=serial < party,
            is_secretary="否" if rng.random() < 0.4 else "",
            party_post="",
            unit=rng.choice(units),
        )
        for serial in range(size)
    )
    return Committee(
        place=compound.place,
        compound=compound.name,
        kind="业委会" if owners else "物管会",
        ordinal=rng.randint(1, 3),
        elected_on=elected,
        filed_on=elected + timedelta(days=rng.randint(4, 27)),
        number=f"{compound.place.street}备〔{elected.year}〕{rng.randint(1, 60)}号",
        term_start=elected,
        term_end=years_after(elected, 5 if owners else 3),
        approved=size,
        company=compound.company,
        linked=True,
        seats=seats,
    )


def _concurrent(plan: Plan, path: str, committee: Committee, how: str) -> OwnersSeat:
    secretary = plan.branch_seats[path].person
    seat = replace(committee.director, is_owner=True, is_party=True, is_secretary="", person=secretary)
    if how == "phone":
        return seat
    phone = masked(secretary.phone) if plan.rng.random() < 0.4 else ""
    person = Person(secretary.name, phone, secretary.woman)
    if plan.rng.random() < 0.6:
        return replace(seat, person=person, is_secretary="是")
    return replace(seat, person=person, party_post="小区党支部书记")


def _exempt(plan: Plan, paths: list[str]) -> None:
    """Compounds that no committee is due in: they cannot have the whole route of three classes of matters either."""
    reasons = words("services")["committee_exempt"]
    for path in paths:
        compound = plan.compounds[path]
        reason = "商业用途，无住宅业主" if compound.use == "商业" else plan.rng.choice(reasons)
        by = f"{compound.place.street}办事处"
        plan.exemptions[f"{path}/Y01"] = Exemption(
            "Y01", "业委会（物管会）组建", compound.place, compound.name, "", reason, by
        )
        _without_route(plan, path, reason)


def _without_route(plan: Plan, path: str, reason: str) -> None:
    compound = plan.compounds[path]
    by = f"{compound.place.street}办事处"
    plan.exemptions[f"{path}/Y18"] = Exemption("Y18", "三类事链条完整", compound.place, compound.name, "", reason, by)
