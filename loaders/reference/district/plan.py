"""All records of a district by readable path, and the order in which they are built.

The records are frozen; the plan that holds them is not, so that a fault is one step: look a record up, put a
changed copy in its place. Keys are the paths by which the lists of faults name their targets.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, fields
from random import Random
from typing import Any

from loaders.reference.district import areas
from loaders.reference.district.names import NameMaker
from loaders.reference.district.posts import BranchSeat, Committee, CommitteeSeat, StreetPost
from loaders.reference.district.records import (
    Building,
    Community,
    Company,
    Compound,
    Exemption,
    Facility,
    Grid,
    PartyBody,
    Place,
)
from loaders.reference.district.social import (
    ActivityHeld,
    Adjacent,
    CheckIn,
    Hotline,
    LegalPoint,
    MassOrganisation,
    Matter,
    Mediation,
    Merchant,
    Pairing,
    Population,
    Project,
    Reserve,
    RouteStep,
    Site,
    SocialOrganisation,
    Team,
    Unit,
    Wishes,
)

__all__ = ["Plan", "build_plan"]


@dataclass
class Plan:
    """The district: a table of records for each roster, keyed by path."""

    rng: Random
    names: NameMaker
    streets: list[Place] = field(default_factory=areas.streets)
    community_places: list[Place] = field(default_factory=areas.communities)
    village_places: list[Place] = field(default_factory=areas.villages)
    communities: dict[str, Community] = field(default_factory=dict)
    grids: dict[str, Grid] = field(default_factory=dict)
    extra_grids: dict[str, Grid] = field(default_factory=dict)
    compounds: dict[str, Compound] = field(default_factory=dict)
    buildings: dict[str, Building] = field(default_factory=dict)
    bodies: dict[str, PartyBody] = field(default_factory=dict)
    branch_seats: dict[str, BranchSeat] = field(default_factory=dict)
    committees: dict[str, Committee] = field(default_factory=dict)
    street_posts: dict[str, StreetPost] = field(default_factory=dict)
    seats: dict[str, CommitteeSeat] = field(default_factory=dict)
    village_seats: dict[str, CommitteeSeat] = field(default_factory=dict)
    companies: dict[str, Company] = field(default_factory=dict)
    facilities: dict[str, Facility] = field(default_factory=dict)
    exemptions: dict[str, Exemption] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)
    check_ins: dict[str, CheckIn] = field(default_factory=dict)
    pairings: dict[str, Pairing] = field(default_factory=dict)
    reserves: dict[str, Reserve] = field(default_factory=dict)
    societies: dict[str, SocialOrganisation] = field(default_factory=dict)
    projects: dict[str, Project] = field(default_factory=dict)
    merchants: dict[str, Merchant] = field(default_factory=dict)
    wishes: dict[str, Wishes] = field(default_factory=dict)
    sites: dict[str, Site] = field(default_factory=dict)
    teams: dict[str, Team] = field(default_factory=dict)
    mass: dict[str, MassOrganisation] = field(default_factory=dict)
    matters: dict[str, Matter] = field(default_factory=dict)
    legal: dict[str, LegalPoint] = field(default_factory=dict)
    mediation: dict[str, Mediation] = field(default_factory=dict)
    activities: dict[str, ActivityHeld] = field(default_factory=dict)
    hotline: dict[str, Hotline] = field(default_factory=dict)
    population: dict[str, Population] = field(default_factory=dict)
    routes: dict[str, RouteStep] = field(default_factory=dict)
    adjacent: dict[str, Adjacent] = field(default_factory=dict)

    def only(self, codes: Collection[str]) -> Plan:
        """The same district with the records of these streets alone (what belongs to the whole district stays)."""
        kept: dict[str, Any] = {}
        for table in fields(self):
            value = getattr(self, table.name)
            if isinstance(value, dict):
                kept[table.name] = {key: row for key, row in value.items() if _inside(row.place, codes)}
            elif isinstance(value, list):
                kept[table.name] = [place for place in value if place.street_code in codes]
        return Plan(self.rng, self.names, **kept)


def build_plan(seed: int) -> Plan:
    """The district without a fault; the same seed gives the same district."""
    from loaders.reference.district.build import STEPS

    rng = Random(seed)
    plan = Plan(rng, NameMaker(rng))
    for step in STEPS:
        step(plan)
    return plan


def _inside(place: Place, codes: Collection[str]) -> bool:
    return not place.street_code or place.street_code in codes
