"""Records of units, members, volunteers, merchants, services and numbers (see ``records`` for the others)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from loaders.reference.district.names import Person
from loaders.reference.district.records import Place

__all__ = [
    "ActivityHeld",
    "Adjacent",
    "CheckIn",
    "Hotline",
    "LegalPoint",
    "MassOrganisation",
    "Matter",
    "Mediation",
    "Merchant",
    "Pairing",
    "Population",
    "Project",
    "Reserve",
    "RouteStep",
    "Site",
    "SocialOrganisation",
    "Team",
    "Unit",
    "Wishes",
]


@dataclass(frozen=True)
class Unit:
    """A unit seated in a community, with its Party members and how many of them are due to check in."""

    place: Place
    name: str
    uscc: str
    kind: str
    members: int
    due: int
    checked_in: int
    active: int
    staff: int
    party_org: str
    instructor: str
    confirmed_on: date


@dataclass(frozen=True)
class CheckIn:
    """An in-service member checked in to a community; who it is never leaves the user's workbook."""

    place: Place
    person: Person
    unit: str
    grid: str
    on: date
    speciality: str
    post: str
    services: int
    willing: bool


@dataclass(frozen=True)
class Pairing:
    """A unit paired with a community in one of the six joints."""

    place: Place
    unit: str
    joint: str
    partner: str
    since: date


@dataclass(frozen=True)
class Reserve:
    """A listed reserve: for a post of a community or compound, in one of three tiers."""

    place: Place
    compound: str
    person: Person
    position: str
    tier: str
    talent: str
    listed_on: date
    unit: str


@dataclass(frozen=True)
class SocialOrganisation:
    """A social organisation; ``place`` is where it is seated, ``serves`` the communities it serves."""

    place: Place
    name: str
    uscc: str
    type: str
    registration: str
    supervisor: str
    head: Person | None
    staff: int | None
    members: int | None
    party_org: str
    instructor: str
    serves: tuple[str, ...]
    grade: str
    incubator: str
    incubated_on: date | None


@dataclass(frozen=True)
class Project:
    """A purchased service."""

    place: Place
    title: str
    year: int
    provider: str
    communities: tuple[str, ...]
    beneficiaries: int
    amount: float


@dataclass(frozen=True)
class Merchant:
    """A member of a 众享联盟."""

    place: Place
    grid: str
    name: str
    uscc: str
    category: str
    head: Person
    address: str
    joined_on: date
    offer: str
    is_party: bool
    wishes: int
    alliance: str


@dataclass(frozen=True)
class Wishes:
    """Micro-wishes of a community in a half-year, as counts."""

    place: Place
    period: str
    total: int
    claimed: int
    done: int
    open: int
    overdue: int


@dataclass(frozen=True)
class Site:
    """A site of couriers, riders or drivers."""

    place: Place
    name: str
    platform: str
    workers: int
    members: int
    party_org: str
    instructor: str


@dataclass(frozen=True)
class Team:
    """A volunteer team of one speciality."""

    place: Place
    name: str
    speciality: str
    leader: Person
    volunteers: int
    founded_on: date


@dataclass(frozen=True)
class MassOrganisation:
    """A trade union, youth league or women's body."""

    place: Place
    name: str
    kind: str
    superior: str
    head: Person | None
    members: int | None
    founded_on: date | None


@dataclass(frozen=True)
class Matter:
    """A matter for which a street may whistle, and the department that reports."""

    place: Place
    matter: str
    department: str
    post: str
    contact: Person | None
    streets: str


@dataclass(frozen=True)
class LegalPoint:
    """A legal-aid point at one of three levels."""

    place: Place
    level: str
    name: str
    adviser: Person
    opened_on: date


@dataclass(frozen=True)
class Mediation:
    """A people's mediation committee."""

    place: Place
    name: str
    brand: str
    director: Person
    mediators: int
    room: str
    founded_on: date


@dataclass(frozen=True)
class ActivityHeld:
    """Something held in a community: training, selection, deliberation."""

    place: Place
    kind: str
    name: str
    on: date
    attendance: int
    organiser: str


@dataclass(frozen=True)
class Hotline:
    """12345 totals of a receiving unit in a period: never a case."""

    place: Place
    unit: str
    total: int
    on_time: int
    overdue: int
    unfinished: int
    satisfied: float
    responded: float


@dataclass(frozen=True)
class Population:
    """Counts of residents of an area."""

    place: Place
    households: int
    persons: int
    urban: int


@dataclass(frozen=True)
class RouteStep:
    """One step of the route that a class of matters takes in a compound."""

    place: Place
    compound: str
    klass: str
    step: int
    participant: str
    body: str
    post: str


@dataclass(frozen=True)
class Adjacent:
    """Two areas that touch."""

    place: Place
    level: str
    a: str
    b: str
