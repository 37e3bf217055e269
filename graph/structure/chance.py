"""What chance alone would give: two-mode networks drawn at random in which every person stands in as many bodies, and every
body has as many persons, as they have in truth.

Places are matched at random (the configuration model: Newman, Strogatz and Watts 2001), so degrees are kept exactly; somebody
drawn into one body twice exchanges that place with a random other one until nobody is in a body twice. That makes networks
with many such clashes a little more likely than others (Fosdick and others 2018); here a clash is rare.

Only persons in two or more bodies tie bodies together, so only their places are drawn; all others take what is left.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from random import Random
from typing import TypeVar

__all__ = ["Chance", "Drawn", "RandomNetworks", "against_chance"]

TRIES = 1000
"""Exchanges after which a clash is left, which only a network of a handful of places can need."""

Standing = Mapping[str, frozenset[str]]
Drawn = Iterable[Sequence[str]]
Name = TypeVar("Name", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Chance:
    """What was counted, and what random networks give: mean, standard deviation, z = (observed − mean) ÷ deviation (None
    where there is none), and the share of networks with at least as many, the observed one counted in (Phipson and
    Smyth 2010)."""

    observed: int
    mean: float
    deviation: float
    z: float | None
    share: float


class RandomNetworks:
    """Random networks with the degrees of one network: all bodies by place, and whose places the first of them are.

    >>> networks = RandomNetworks({"p": frozenset("ab"), "q": frozenset("a"), "r": frozenset("b")})
    >>> [sorted(bodies) for bodies in networks.draw(Random(1))]
    [['a', 'b']]
    """

    def __init__(self, standing: Standing) -> None:
        self._places = sorted(body for bodies in standing.values() for body in bodies)
        self._spans: list[tuple[int, int]] = []
        self._owners: list[int] = []
        for size in sorted((len(bodies) for bodies in standing.values() if len(bodies) > 1), reverse=True):
            start = len(self._owners)
            self._owners += [len(self._spans)] * size
            self._spans.append((start, start + size))

    def draw(self, random: Random) -> Iterator[tuple[str, ...]]:
        """The bodies of each person in two or more, drawn at random."""
        places = self._places.copy()
        last = len(places)
        for at in range(len(self._owners)):
            other = at + int(random.random() * (last - at))
            places[at], places[other] = places[other], places[at]
        for start, end in self._spans:
            if len(set(places[start:end])) < end - start:
                self._settle(places, start, end, random)
        return (tuple(places[start:end]) for start, end in self._spans)

    def _settle(self, places: list[str], start: int, end: int, random: Random) -> None:
        """Exchanges somebody's repeated places with random others until they stand in no body twice."""
        for _ in range(TRIES):
            at = next((at for at in range(start, end) if places[at] in places[start:at]), None)
            if at is None:
                return
            other = random.randrange(len(places))
            if places[other] not in places[start:end] and places[at] not in self._beside(places, other):
                places[at], places[other] = places[other], places[at]

    def _beside(self, places: list[str], at: int) -> list[str]:
        """The places of whoever holds a place; none where that is somebody in one body."""
        if at >= len(self._owners):
            return []
        start, end = self._spans[self._owners[at]]
        return places[start:end]


def against_chance(
    standing: Standing, count: Callable[[Drawn], Mapping[Name, int]], samples: int, seed: int
) -> dict[Name, Chance]:
    """What ``count`` finds in the network beside what it finds in random ones, by the names that it counts under.

    ``count`` takes the bodies of each person in two or more of them.
    """
    observed = count([sorted(bodies) for bodies in standing.values() if len(bodies) > 1])
    networks, random = RandomNetworks(standing), Random(seed)
    drawn = [count(networks.draw(random)) for _ in range(samples)]
    return {name: _chance(number, [one.get(name, 0) for one in drawn]) for name, number in observed.items()}


def _chance(observed: int, drawn: Sequence[int]) -> Chance:
    mean = sum(drawn) / len(drawn)
    deviation = sqrt(sum((one - mean) ** 2 for one in drawn) / len(drawn))
    z = (observed - mean) / deviation if deviation else None
    return Chance(observed, mean, deviation, z, (1 + sum(one >= observed for one in drawn)) / (1 + len(drawn)))
