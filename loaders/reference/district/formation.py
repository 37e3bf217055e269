"""How a Party organisation comes out for a number of members: its kind, officers and committee.

Fewer than 7 full members: a secretary alone. From 7: a committee of 3 or 5. From 50: a general branch. Bodies with
1–2 members join others of their street (five at most); those with none get an instructor.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any

from loaders.reference.district.dates import day_between, years_after
from loaders.reference.district.names import NameMaker
from loaders.reference.district.plan import Plan
from loaders.reference.district.records import PartyBody, Place

__all__ = ["JointQueue", "approval", "branch_terms", "committee_of", "own_branch"]


def approval(rng: Random, year: int) -> str:
    """The number of an approval, as it stands on the paper."""
    return f"平组批〔{year}〕{rng.randint(3, 380)}号"


def branch_terms(rng: Random, years: int = 3) -> dict[str, Any]:
    """A term that is in order: it ends more than a year after the reference date."""
    start = day_between(rng, date(2024, 12, 20), date(2026, 8, 30))
    return {"term_start": start, "term_end": years_after(start, years)}


def committee_of(names: NameMaker, full: int) -> dict[str, Any]:
    """Deputies, members and approved seats for a branch of that size (the secretary is a seat too)."""
    if full < 7:
        return {"seats": 1}
    seats = 3 if full < 20 else 5
    return {"seats": seats, "deputies": (names.name(),), "members": tuple(names.name() for _ in range(seats - 2))}


def own_branch(plan: Plan, place: Place, subject: str, full: int, **more: Any) -> str:
    """A branch of one unit, firm, site or special grid, under the street's working committee; returns its name."""
    rng, names = plan.rng, plan.names
    name = f"{subject}{'党总支' if full >= 50 else '党支部'}"
    plan.bodies[name] = PartyBody(
        place=place,
        name=name,
        kind=name[-3:],
        superiors=(place.working_committee,),
        formation="行业统建" if rng.random() < 0.3 else "单独组建",
        founded_on=day_between(rng, date(2008, 1, 1), date(2024, 6, 30)),
        full=full,
        probationary=rng.choice((0, 0, 1, 2)),
        approval=approval(rng, 2025),
        secretary=names.name(),
        **branch_terms(rng),
        **committee_of(names, full),
        **more,
    )
    return name


@dataclass
class JointQueue:
    """Small bodies by street, waiting to be joined; ``close`` forms the joint branches."""

    plan: Plan
    waiting: dict[Place, list[tuple[str, int]]] = field(default_factory=lambda: defaultdict(list))
    joined: dict[str, str] = field(default_factory=dict)

    def attach(self, place: Place, subject: str, full: int) -> tuple[str, str]:
        """Party organisation and instructor of a body with this many full members ("" where there is none)."""
        if full >= 3:
            return own_branch(self.plan, place, subject, full, unit=subject), ""
        if full == 0:
            return "", self.plan.names.name()
        street = Place(place.street_code, place.street)
        self.waiting[street].append((subject, full))
        number = (len(self.waiting[street]) - 1) // 4 + 1
        return f"{street.street}第{number}联合党支部", ""

    def close(self) -> None:
        """One joint branch for each four waiting bodies (one body left over is joined with residents' units)."""
        for street, bodies in self.waiting.items():
            for number, group in enumerate(_chunks(bodies, 4), start=1):
                self._joint(street, f"{street.street}第{number}联合党支部", group)

    def _joint(self, street: Place, name: str, group: list[tuple[str, int]]) -> None:
        plan = self.plan
        full = max(3, sum(members for _, members in group))
        plan.bodies[name] = PartyBody(
            place=street,
            name=name,
            kind="联合党支部",
            superiors=(street.working_committee,),
            formation="区域联建",
            founded_on=day_between(plan.rng, date(2018, 1, 1), date(2024, 6, 30)),
            full=full,
            probationary=0,
            approval=approval(plan.rng, 2025),
            joined=tuple(subject for subject, _ in group),
            secretary=plan.names.name(),
            **branch_terms(plan.rng),
            **committee_of(plan.names, full),
        )


def _chunks(rows: list[tuple[str, int]], size: int) -> Iterable[list[tuple[str, int]]]:
    return (rows[start : start + size] for start in range(0, len(rows), size))
