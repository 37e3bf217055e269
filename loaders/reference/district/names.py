"""Fictional persons: names made of common characters, phones of one number range set aside for this.

A name is given once in the whole district, so that equal names are homonyms planted on purpose and nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from loaders.reference.words import words

__all__ = ["NameMaker", "Person"]

PHONES = 100_000
PHONE = "199000{:05d}"


@dataclass(frozen=True)
class Person:
    """Someone a roster names; ``phone`` is "" where rosters give none."""

    name: str
    phone: str = ""
    woman: bool = False


class NameMaker:
    """Draws persons who share neither name nor phone with anyone drawn before."""

    def __init__(self, rng: Random) -> None:
        lists = words("names")
        self._rng = rng
        self._surnames = list(lists["surnames"])
        self._given = {False: list(lists["men"]), True: list(lists["women"])}
        self._weights = [2 / (1 + place / 8) + 0.1 for place in range(len(self._surnames))]
        self._names: set[str] = set()
        self._phones = iter(rng.sample(range(PHONES), PHONES))

    def person(self, *, phone: bool = True, woman: bool | None = None) -> Person:
        """A new person, with a phone unless told otherwise."""
        chosen = self._rng.random() < 0.45 if woman is None else woman
        return Person(self._name(chosen), self.phone() if phone else "", chosen)

    def name(self) -> str:
        """A new name alone, for rosters that give no phone."""
        return self.person(phone=False).name

    def member(self) -> Person:
        """Someone listed only to be counted: the name may be anybody's, the phone is new."""
        woman = self._rng.random() < 0.45
        return Person(self._draw(woman), self.phone(), woman)

    def phone(self) -> str:
        """A number not given out before."""
        return PHONE.format(next(self._phones))

    def _name(self, woman: bool) -> str:
        while (name := self._draw(woman)) in self._names:
            pass
        self._names.add(name)
        return name

    def _draw(self, woman: bool) -> str:
        rng, given = self._rng, self._given[woman]
        surname: str = rng.choices(self._surnames, self._weights)[0]
        length = 1 if rng.random() < 0.12 else 2
        return surname + "".join(rng.sample(given, length))
