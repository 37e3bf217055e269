"""One step of a fault: take a record out, or put a changed copy in its place."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, TypeVar

from loaders.reference.district.plan import Plan
from loaders.reference.district.posts import Committee, CommitteeSeat
from loaders.reference.district.records import Compound, Grid, PartyBody, Place

__all__ = ["change", "compound_of", "drop_body", "free_committees", "recount", "seats_of", "unrouted_grids"]

Record = TypeVar("Record")


def change(table: dict[str, Record], path: str, **changes: Any) -> Record:
    """Put a copy of the record at this path that differs in these fields; returns the copy."""
    table[path] = replace(table[path], **changes)  # type: ignore[type-var]
    return table[path]


def drop_body(plan: Plan, name: str) -> PartyBody:
    """Take a Party organisation out of the roster; joint branches keep their name in other units' rows."""
    return plan.bodies.pop(name)


def seats_of(plan: Plan, place: Place) -> dict[str, CommitteeSeat]:
    """The rows of the two committees of this community or village."""
    table = plan.village_seats if place.village else plan.seats
    return {path: seat for path, seat in table.items() if seat.place == place}


def free_committees(plan: Plan, kind: str) -> list[str]:
    """Committees of that kind whose director is not the branch secretary too, with a company that serves there."""
    return [path for path, row in plan.committees.items() if row.kind == kind and _is_free(plan, row)]


def unrouted_grids(plan: Plan) -> list[str]:
    """Basic grids whose only worker no route of matters names, in communities with one full-time worker a grid.

    (Routes name the worker of the first grid of a compound; a second worker elsewhere would make up for a vacancy.)
    """
    first = {f"{row.place.path}/{row.grids[0]}" for row in plan.compounds.values()}
    ample = {grid.place for grid in plan.grids.values() if len(grid.workers) > 1}
    return [
        path
        for path, grid in plan.grids.items()
        if grid.kind == "基础" and path not in first and grid.place not in ample and grid.workers
    ]


def recount(plan: Plan, place: Place) -> None:
    """Bring the numbers of a community into line with its grids: households, persons, workers, floor space."""
    grids: list[Grid] = [grid for grid in plan.grids.values() if grid.place == place]
    households = sum(grid.households for grid in grids)
    persons = sum(grid.persons for grid in grids)
    old = plan.communities[place.path]
    workers = max(old.workers, -(-persons * 18 // 10_000))
    area = max(old.facility_area, round(households * 0.36))
    change(
        plan.communities,
        place.path,
        households=households,
        persons=persons,
        workers=workers,
        facility_area=area,
        activity_area=max(old.activity_area, round(area * 0.63)),
    )
    change(plan.population, place.path, households=households, persons=persons, urban=persons)


def compound_of(plan: Plan, committee: Committee) -> str:
    """The path of the compound of a committee."""
    return f"{committee.place.path}/{committee.compound}"


def _is_free(plan: Plan, row: Committee) -> bool:
    compound: Compound = plan.compounds[compound_of(plan, row)]
    return row.director.person.name != compound.secretary and bool(compound.company)
