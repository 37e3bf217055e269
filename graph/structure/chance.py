"""What chance alone would give: two-mode networks drawn at random in which every person stands in as many bodies, and every
body has as many persons, as they have in truth.

Two persons exchange a place each, over and over, unless one of them would then stand in a body twice (the switching chain:
Rao, Jana and Bandyopadhyay 1996; Fosdick and others 2018). Every network with these degrees is as likely as any other once
enough places have been exchanged; each network drawn is one round over all places of persons in two or more bodies after
the last, and the first comes after some rounds that are thrown away.

Only persons in two or more bodies tie bodies together, so only their places are gone over; all others take what is left.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from random import Random
from typing import TypeVar

__all__ = ["Chance", "Drawn", "RandomNetworks", "against_chance"]

FIRST = 10
"""Rounds before the first network, until nothing of the true one is left."""

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
    """Random networks with the degrees of one network, drawn one after another.

    >>> networks = RandomNetworks({"p": frozenset("ab"), "q": frozenset("a"), "r": frozenset("b")}, seed=1)
    >>> [sorted(bodies) for bodies in networks.draw()]
    [['a', 'b']]
    """

    def __init__(self, standing: Standing, seed: int) -> None:
        self._random = Random(seed)
        rows = sorted((sorted(bodies) for bodies in standing.values()), key=lambda row: (-len(row), row))
        self._places = [body for row in rows for body in row]
        self._spans: list[tuple[int, int]] = []
        self._mine: list[tuple[int, int]] = []
        for row in rows:
            start = len(self._mine)
            self._mine += [(start, start + len(row))] * len(row)
            if len(row) > 1:
                self._spans.append((start, start + len(row)))
        for _ in range(FIRST):
            self._round()

    def draw(self) -> Drawn:
        """The bodies of each person in two or more, in the next network."""
        self._round()
        return [tuple(self._places[start:end]) for start, end in self._spans]

    def _round(self) -> None:
        """Offers every place of persons in two or more bodies for an exchange with a random place."""
        places, mine, random = self._places, self._mine, self._random.random
        last = len(places)
        for at in range(self._spans[-1][1] if self._spans else 0):
            other = int(random() * last)
            here, there = places[at], places[other]
            if here == there:
                continue
            (start, end), (begin, stop) = mine[at], mine[other]
            if start == begin or (there not in places[start:end] and here not in places[begin:stop]):
                places[at], places[other] = there, here


def against_chance(
    standing: Standing, count: Callable[[Drawn], Mapping[Name, int]], samples: int, seed: int
) -> dict[Name, Chance]:
    """What ``count`` finds in the network beside what it finds in random ones, by the names that it counts under.

    ``count`` takes the bodies of each person in two or more of them.
    """
    observed = count([sorted(bodies) for bodies in standing.values() if len(bodies) > 1])
    networks = RandomNetworks(standing, seed)
    drawn = [count(networks.draw()) for _ in range(samples)]
    return {name: _chance(number, [one.get(name, 0) for one in drawn]) for name, number in observed.items()}


def _chance(observed: int, drawn: Sequence[int]) -> Chance:
    mean = sum(drawn) / len(drawn)
    deviation = sqrt(sum((one - mean) ** 2 for one in drawn) / len(drawn))
    z = (observed - mean) / deviation if deviation else None
    return Chance(observed, mean, deviation, z, (1 + sum(one >= observed for one in drawn)) / (1 + len(drawn)))
