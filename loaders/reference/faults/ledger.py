"""What was planted and what follows from it, written down as it happens."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from random import Random

from loaders.reference.district.plan import Plan
from loaders.reference.district.records import DISTRICT, Place

__all__ = ["Ledger", "Note"]


@dataclass(frozen=True)
class Note:
    """A rule that must find this target, and why."""

    rule: str
    target: str
    why: str
    place: Place = DISTRICT


@dataclass
class Ledger:
    """The plan in which faults are planted, with the notes about them and the targets that are taken."""

    plan: Plan
    rng: Random
    planted: list[Note] = field(default_factory=list)
    implied: list[Note] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)

    def plant(self, rule: str, target: str, why: str, place: Place) -> None:
        """A fault was put there for this rule."""
        self.planted.append(Note(rule, target, why, place))

    def imply(self, rule: str, target: str, why: str, place: Place) -> None:
        """This rule finds the target too, because of a figure or of another fault."""
        self.implied.append(Note(rule, target, why, place))

    def pick(self, paths: Collection[str], count: int) -> list[str]:
        """So many of these paths that no other fault has touched; they are taken from now on."""
        free = [path for path in paths if path not in self.taken]
        chosen = self.rng.sample(free, count)
        self.taken.update(chosen)
        return chosen

    def pick_places(self, count: int, places: Collection[Place] | None = None) -> list[Place]:
        """So many communities that no other fault has touched."""
        pool = {place.path: place for place in (self.plan.community_places if places is None else places)}
        return [pool[path] for path in self.pick(pool, count)]

    def only(self, codes: Collection[str]) -> Ledger:
        """The notes about these streets (and about the whole district)."""
        planted = [note for note in self.planted if not note.place.street_code or note.place.street_code in codes]
        implied = [note for note in self.implied if not note.place.street_code or note.place.street_code in codes]
        return Ledger(self.plan, self.rng, planted, implied)
