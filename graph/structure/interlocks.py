"""Interlocks: bodies that are tied because somebody holds posts in both, and whether that is more than chance.

The layer is persons and bodies (two-mode), seen from the bodies. How many pairs of bodies of two kinds are tied is held
against random networks in which every person stands in as many bodies and every body has as many persons.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any, ClassVar

import networkx as nx

from graph.collector import collector_paused
from graph.store.snapshot import index_of
from graph.structure.bodies import shared_persons
from graph.structure.chance import Chance, Drawn, against_chance
from graph.structure.guard import BUDGET, need_affordable, sample_size
from graph.structure.method import SEED, Method, need_whole
from graph.structure.projection import library_for_projection, shared_counts
from graph.structure.result import StructureResult, said_of
from graph.structure.shown import Shown, show_node
from graph.structure.ties import bodies_of_persons

__all__ = ["Interlock", "InterlockedKinds", "Interlocks", "find_interlocks"]

Kinds = tuple[str, str]

SAMPLES = 100
ALL: Kinds = ("*", "*")


@dataclass(frozen=True, slots=True)
class Interlock:
    """Two bodies that share persons: how many, and who (a set without order)."""

    a: Shown
    b: Shown
    shared: int
    persons: frozenset[str]


@dataclass(frozen=True, slots=True)
class InterlockedKinds:
    """How many pairs of bodies of two kinds share somebody, beside what random networks give."""

    a: str
    b: str
    pairs: Chance

    def document(self) -> dict[str, Any]:
        """The JSON of it."""
        pairs = self.pairs
        return {
            "a": self.a, "b": self.b, "pairs": pairs.observed, "expected": pairs.mean, "deviation": pairs.deviation,
            "z": pairs.z, "share": pairs.share,
        }  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Interlocks(StructureResult):
    """Interlocks, those that share most first; ``kinds`` hold the numbers against chance, ``all_kinds`` those of all pairs."""

    analysis: ClassVar[str] = "interlocks"
    columns: ClassVar[tuple[str, ...]] = (
        "a", "label_a", "name_a", "area_code_a", "b", "label_b", "name_b", "area_code_b", "shared",
    )  # fmt: skip

    interlocks: tuple[Interlock, ...]
    kinds: tuple[InterlockedKinds, ...]
    all_kinds: Chance
    persons: frozenset[str]

    def rows(self) -> Iterable[tuple[Any, ...]]:
        """One row a pair of bodies."""
        for one in self.interlocks:
            a, b = one.a, one.b
            yield a.id, a.label, a.name, a.area_code, b.id, b.label, b.name, b.area_code, one.shared

    def summary(self) -> Mapping[str, Any]:
        """How many pairs and persons tie bodies, and how many pairs chance gives."""
        chance = self.all_kinds
        return {
            "pairs": chance.observed, "persons": len(self.persons), "expected": chance.mean,
            "deviation": chance.deviation, "z": chance.z, "share": chance.share,
        }  # fmt: skip

    def document(self) -> dict[str, Any]:
        """The JSON of it, with the numbers against chance by kind of body."""
        return {**super().document(), "kinds": [kind.document() for kind in self.kinds]}


@collector_paused()
def find_interlocks(
    G: nx.MultiDiGraph, *, samples: int = SAMPLES, seed: int = SEED, budget: float = BUDGET
) -> Interlocks:
    """The pairs of bodies that share persons, and what chance would give (``samples`` random networks from ``seed``).

    Linear in tenures, and for each random network in the pairs that persons make. Raises ``UsageError`` where the graph
    is too large for the budget (seconds), or ``samples`` is no whole number above 0.

    >>> G = nx.MultiDiGraph()
    >>> G.add_node("p", label="Person")
    >>> for body in "ab":
    ...     for id, label in ((body, "Organisation"), (f"{body}1", "Post"), (f"{body}2", "Tenure")):
    ...         G.add_node(id, label=label)
    ...     for tie in ((f"{body}1", body, "POST_IN"), (f"{body}2", f"{body}1", "OF_POST"), (f"{body}2", "p", "HOLDER")):
    ...         _ = G.add_edge(*tie, type=tie[2])
    >>> [(one.a.id, one.b.id, one.shared) for one in find_interlocks(G).interlocks]
    [('a', 'b', 1)]
    """
    need_whole("samples", samples, 1)
    index = index_of(G)
    standing = bodies_of_persons(index)
    places = sum(map(len, standing.values()))
    pairs = sum(len(bodies) * (len(bodies) - 1) // 2 for bodies in standing.values())
    need_affordable("interlocks", "projection", places + pairs, budget / 2)
    samples = sample_size("interlocks", "random_graph", places / 10 + pairs, samples, budget / 2)
    several = {person: bodies for person, bodies in standing.items() if len(bodies) > 1}
    shared, persons = shared_counts(several), shared_persons(several)
    labels = {body: str(index.nodes[body]["label"]) for bodies in standing.values() for body in bodies}
    chance = against_chance(standing, lambda drawn: _count(labels, drawn), samples, seed)
    kinds = [InterlockedKinds(*names, found) for names, found in chance.items() if names != ALL]
    found = [
        Interlock(show_node(index, a), show_node(index, b), count, persons[a, b]) for (a, b), count in shared.items()
    ]
    return Interlocks(
        **said_of(G),
        method=Method(
            "two-mode projection; random two-mode networks with the same degrees",
            "Breiger 1974; Fosdick et al. 2018", "people", len(standing), places,
            library_for_projection(several), seed=seed, k=samples,
        ),
        interlocks=tuple(sorted(found, key=lambda one: (-one.shared, one.a.order, one.b.order))),
        kinds=tuple(sorted(kinds, key=lambda kind: (-kind.pairs.observed, kind.a, kind.b))),
        all_kinds=chance[ALL],
        persons=frozenset(person for some in persons.values() for person in some),
    )  # fmt: skip


def _count(labels: Mapping[str, str], drawn: Drawn) -> Mapping[Kinds, int]:
    """How many pairs of bodies of each two kinds share somebody, and how many in all."""
    pairs = {(a, b) if a < b else (b, a) for bodies in drawn for a, b in combinations(bodies, 2) if a != b}
    found = Counter((labels[a], labels[b]) for a, b in pairs)
    counts: Counter[Kinds] = Counter({ALL: len(pairs)})
    for (a, b), number in found.items():
        counts[(a, b) if a < b else (b, a)] += number
    return counts
