"""Who sits where: street leaders with the 18 extra deputies, the two committees of communities, the villages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from loaders.reference.district.dates import day_between, years_after
from loaders.reference.district.formation import approval
from loaders.reference.district.plan import Plan
from loaders.reference.district.posts import CommitteeSeat, StreetPost
from loaders.reference.district.records import Place

__all__ = ["add_community_seats", "add_street_posts", "add_village_seats", "seat_key"]

STREET = ("书记", "副书记", "副书记（增设）", "委员", "委员", "委员")

COMMUNITY = (
    ("书记", "主任"),
    ("副书记", "副主任"),
    ("委员", "委员"),
    ("委员", "委员"),
    ("委员", ""),
    ("", "委员"),
    ("", "委员"),
)
"""Party post and committee post of each row: five seats in the one, six in the other."""

VILLAGE = (
    ("书记", "主任", ""),
    ("副书记", "副主任", ""),
    ("委员", "委员", ""),
    ("委员", "", ""),
    ("委员", "", "主任"),
    ("", "委员", ""),
    ("", "委员", ""),
    ("", "", "委员"),
    ("", "", "委员"),
)


def seat_key(place: Place, name: str) -> str:
    """Where a seat is found in the plan."""
    return f"{place.path}/{name}"


def add_street_posts(plan: Plan) -> None:
    """Six seats on each working committee and two co-opted seats from units of the street."""
    rng = plan.rng
    for street in plan.streets:
        large = [unit for unit in plan.units.values() if unit.members >= 10]
        units = [unit.name for unit in large if unit.place.street_code == street.street_code] or [
            unit.name for unit in large
        ]
        posts = [(position, "") for position in STREET] + [("兼职委员", name) for name in rng.sample(units, 2)]
        for position, unit in posts:
            person = plan.names.person()
            since = day_between(rng, date(2021, 6, 1), date(2026, 6, 30))
            plan.street_posts[seat_key(street, person.name)] = StreetPost(
                street, person, position, unit, since, approval(rng, since.year)
            )
        body = street.working_committee
        leader = next(post for post in plan.street_posts.values() if post.place == street and post.position == "书记")
        plan.bodies[body] = replace(plan.bodies[body], secretary=leader.person.name)


def add_community_seats(plan: Plan) -> None:
    """Seven members of the two committees and two co-opted ones: a property manager and somebody from a unit."""
    rng = plan.rng
    managers: dict[str, str] = {}
    for path, compound in plan.compounds.items():
        if compound.manager is not None:
            managers.setdefault(compound.place.code, path)
    leaders: dict[str, list[str]] = {}
    for path, grid in plan.grids.items():
        leaders.setdefault(grid.place.code, []).append(path)
    for place in plan.community_places:
        community = plan.communities[place.path]
        terms: dict[str, Any] = {"elected_on": community.elected_on, "term_end": community.term_end}
        for serial, (party, committee) in enumerate(COMMUNITY):
            person = plan.names.person(woman=serial in {1, 4} or rng.random() < 0.5)
            _add(
                plan,
                place,
                CommitteeSeat(
                    place,
                    person,
                    party,
                    committee,
                    **terms,
                    status="中共党员" if party else rng.choice(("群众", "中共党员")),
                    approval=approval(rng, community.elected_on.year) if party in {"书记", "副书记"} else "",
                    filed_on=community.elected_on + timedelta(days=rng.randint(3, 20)),
                ),
            )
            if serial in {2, 3, 4, 5}:  # members of the two committees lead a grid each
                path = leaders[place.code][serial]
                plan.grids[path] = replace(plan.grids[path], leader=person)
            if party == "书记":
                plan.bodies[place.body] = replace(plan.bodies[place.body], secretary=person.name)
        units = [unit.name for unit in plan.units.values() if unit.place == place and unit.members >= 3]
        _coopt(plan, place, managers.get(place.code), rng.choice(units), terms)


def _coopt(plan: Plan, place: Place, manager: str | None, unit: str, terms: dict[str, Any]) -> None:
    since = {**terms, "status": "中共党员", "approval": "", "filed_on": terms["elected_on"]}
    _add(plan, place, CommitteeSeat(place, plan.names.person(), "兼职委员", "", unit=unit, **since))
    if manager:
        compound = plan.compounds[manager]
        plan.compounds[manager] = replace(compound, manager_member=True)
        assert compound.manager is not None
        _add(plan, place, CommitteeSeat(place, compound.manager, "兼职委员", "", unit=compound.company, **since))


def _add(plan: Plan, place: Place, seat: CommitteeSeat) -> None:
    plan.seats[seat_key(place, seat.person.name)] = seat


def add_village_seats(plan: Plan) -> None:
    """Five in the Party organisation, five on the villagers' committee, three on its supervision committee."""
    rng = plan.rng
    for place in plan.village_places:
        elected = plan.bodies[place.body].term_start
        assert elected is not None
        for serial, (party, committee, supervision) in enumerate(VILLAGE):
            person = plan.names.person(woman=serial == 1 or rng.random() < 0.35)
            plan.village_seats[seat_key(place, person.name)] = CommitteeSeat(
                place,
                person,
                party,
                committee,
                elected,
                years_after(elected, 5),
                "中共党员" if party else "群众",
                approval(rng, elected.year) if party in {"书记", "副书记"} else "",
                elected + timedelta(days=9),
                supervision_post=supervision,
            )
            if party == "书记":
                plan.bodies[place.body] = replace(plan.bodies[place.body], secretary=person.name)
