"""One frozen record for each thing that a roster tells.

Areas, bodies and seats carry a ``Place``; a street-wide record has a place without a community, a district-wide
one has ``DISTRICT``. Names and phones stand as the rosters have them: there is no number of a person anywhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from loaders.reference.district.names import Person

__all__ = [
    "DISTRICT",
    "Building",
    "Community",
    "Company",
    "Compound",
    "Exemption",
    "Facility",
    "Grid",
    "PartyBody",
    "Place",
]


@dataclass(frozen=True)
class Place:
    """Where a record belongs: codes and names of its street and of its community or village."""

    street_code: str = ""
    street: str = ""
    code: str = ""
    community: str = ""
    village: bool = False

    @property
    def path(self) -> str:
        """Street and community as one readable path."""
        return "/".join(part for part in (self.street, self.community) if part) or "平城区"

    @property
    def committee(self) -> str:
        """What the self-governing committee is called: 居委会 or 村委会."""
        return "村委会" if self.village else "居委会"

    @property
    def body(self) -> str:
        """The Party organisation of the community (a general branch) or village."""
        return f"中共{self.street}{self.community}{'支部委员会' if self.village else '总支部委员会'}"

    @property
    def working_committee(self) -> str:
        """The street's Party working committee."""
        return f"中共平城区{self.street}工作委员会"


DISTRICT = Place()


@dataclass(frozen=True)
class Community:
    """A community with the numbers that its own sheet states."""

    place: Place
    households: int
    persons: int
    workers: int
    social_workers: int
    volunteers: int
    resources: int
    covenant: bool
    notice: bool
    facility_area: int
    activity_area: int
    seats: int
    elected_on: date
    term_end: date
    confirmed_on: date


@dataclass(frozen=True)
class Grid:
    """A grid with the people at it. ``compounds`` are the names of the compounds that it covers."""

    place: Place
    serial: int
    name: str
    code: str
    kind: str
    leader: Person | None
    instructor: Person | None
    instructor_unit: str
    red: Person | None
    red_member: bool
    workers: tuple[Person, ...]
    worker_kind: str
    micro: tuple[str, ...]
    households: int
    persons: int
    extent: str
    since: date
    compounds: tuple[str, ...]
    scheme: str
    notice: tuple[bool, bool, bool, bool, bool]
    registered: int
    attached: int
    confirmed_on: date

    @property
    def path(self) -> str:
        return f"{self.place.path}/{self.name}"


@dataclass(frozen=True)
class Compound:
    """A compound and how it is served; station and exemption are what its coverage comes from."""

    place: Place
    name: str
    grids: tuple[str, ...]
    buildings: int
    households: int
    built_in: int
    is_old: bool
    use: str
    company: str
    uscc: str
    manager: Person | None
    manager_member: bool
    mode: str
    contract_on: date | None
    filed_on: date | None
    branch: str
    secretary: str
    committee: str
    director: str
    meets: bool
    station: bool
    exempt: str
    lon: float
    lat: float
    crs: str

    @property
    def path(self) -> str:
        return f"{self.place.path}/{self.name}"


@dataclass(frozen=True)
class Building:
    """One building; a hub household and a building leader are posts at it, never an address."""

    place: Place
    compound: str
    name: str
    use: str
    units: int
    floors: int
    members: int
    group_leader: str
    hub: str
    leader: str
    grid: str


@dataclass(frozen=True)
class PartyBody:
    """A Party organisation as the roster of organisations lists it."""

    place: Place
    name: str
    kind: str
    superiors: tuple[str, ...]
    compound: str = ""
    grid: str = ""
    grid_code: str = ""
    formation: str = "单独组建"
    founded_on: date | None = None
    dissolved_on: date | None = None
    full: int | None = None
    probationary: int | None = None
    approval: str = ""
    term_start: date | None = None
    term_end: date | None = None
    extension_until: date | None = None
    seats: int | None = None
    joined: tuple[str, ...] = ()
    unit: str = ""
    secretary: str = ""
    deputies: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    instructor: str = ""


@dataclass(frozen=True)
class Facility:
    """A place of service."""

    place: Place
    compound: str
    name: str
    kind: str
    area: int
    address: str
    head: Person | None
    opened_on: date
    lon: float | None = None
    lat: float | None = None
    crs: str = ""
    shared: str = ""
    functions: tuple[str, ...] = ()
    funding: tuple[str, ...] = ()
    confirmed_on: date | None = None


@dataclass(frozen=True)
class Exemption:
    """A rule that does not apply to one thing, and why."""

    rule: str
    title: str
    place: Place
    compound: str
    grid: str
    reason: str
    by: str


@dataclass(frozen=True)
class Company:
    """A property company; ``serves`` names the compounds it claims in its own list."""

    place: Place
    name: str
    uscc: str
    staff: int | None
    members: int | None
    party_org: str
    instructor: str
    serves: tuple[str, ...]
    address: str
