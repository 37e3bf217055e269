"""Records of posts and of who holds them (see ``records`` for areas and bodies)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from loaders.reference.district.names import Person
from loaders.reference.district.records import Place

__all__ = ["BranchSeat", "Committee", "CommitteeSeat", "OwnersSeat", "StreetPost"]


@dataclass(frozen=True)
class BranchSeat:
    """The secretary of a compound branch, as the roster of secretaries has it."""

    place: Place
    compound: str
    body: str
    person: Person
    members: int
    kind: str
    concurrent: str
    since: date
    elected_on: date
    term_end: date
    approval: str
    mode: str
    status: str
    confirmed_on: date


@dataclass(frozen=True)
class OwnersSeat:
    """A seat in an owners' or management committee; the phone is text as written (full, masked or none)."""

    person: Person
    position: str
    is_owner: bool
    is_party: bool
    is_secretary: str
    party_post: str
    unit: str
    recusal: str = "否"


@dataclass(frozen=True)
class Committee:
    """An owners' committee (业委会) or a management committee formed by the street (物管会)."""

    place: Place
    compound: str
    kind: str
    ordinal: int
    elected_on: date
    filed_on: date | None
    number: str
    term_start: date
    term_end: date
    approved: int
    company: str
    linked: bool
    seats: tuple[OwnersSeat, ...]

    @property
    def path(self) -> str:
        return f"{self.place.path}/{self.compound}/{self.kind}"

    @property
    def director(self) -> OwnersSeat:
        """The seat of the director, first in every list."""
        return self.seats[0]


@dataclass(frozen=True)
class StreetPost:
    """A post on a street's Party working committee, or a co-opted seat on the extended one."""

    place: Place
    person: Person
    position: str
    unit: str
    since: date
    approval: str


@dataclass(frozen=True)
class CommitteeSeat:
    """A row of the two committees of a community or village: one person, up to three posts."""

    place: Place
    person: Person
    party_post: str
    committee_post: str
    elected_on: date
    term_end: date
    status: str
    approval: str
    filed_on: date | None
    unit: str = ""
    supervision_post: str = ""
    relatives: str = "否"
