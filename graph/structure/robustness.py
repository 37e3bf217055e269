"""How fast the network of bodies falls apart as bodies fall out: those with most ties first, or any at random.

After each loss, the share of all bodies that are still in the largest piece (Albert, Jeong and Barabási 2000). Its mean over
all losses is R (Schneider and others 2011), between 0 and 1/2: small where a few losses are enough. Bodies are put back in
the opposite order and pieces joined as they come (union-find; Newman and Ziff 2001), which costs hardly more than reading
the ties once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any, ClassVar

import networkx as nx

from graph.collector import collector_paused
from graph.store.snapshot import index_of
from graph.structure.bodies import body_network
from graph.structure.guard import BUDGET, sample_size
from graph.structure.method import SEED, Method, need_whole
from graph.structure.result import StructureResult, said_of

__all__ = ["CurvePoint", "RobustnessCurve", "largest_pieces", "robustness_curve"]

ORDERS = 20
POINTS = 100


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """After so many losses: the share of all bodies lost, and the share in the largest piece, by either order."""

    removed: int
    share_removed: float
    by_ties: float
    at_random: float


@dataclass(frozen=True, kw_only=True)
class RobustnessCurve(StructureResult):
    """The curve at up to 101 points; R for either order, and the share of losses that halves the largest piece."""

    analysis: ClassVar[str] = "robustness"
    columns: ClassVar[tuple[str, ...]] = ("removed", "share_removed", "by_ties", "at_random")

    points: tuple[CurvePoint, ...]
    r_by_ties: float
    r_at_random: float
    half_by_ties: float | None
    half_at_random: float | None

    def rows(self) -> Iterable[tuple[Any, ...]]:
        """One row a point of the curve."""
        for one in self.points:
            yield one.removed, one.share_removed, one.by_ties, one.at_random

    def summary(self) -> Mapping[str, Any]:
        """R and the half-way point of either order."""
        return {
            "rByTies": self.r_by_ties, "rAtRandom": self.r_at_random, "halfByTies": self.half_by_ties,
            "halfAtRandom": self.half_at_random,
        }  # fmt: skip


@collector_paused()
def robustness_curve(
    G: nx.MultiDiGraph, *, orders: int = ORDERS, seed: int = SEED, budget: float = BUDGET
) -> RobustnessCurve:
    """The curve for losing bodies by their ties, and at random (mean of ``orders`` random orders from ``seed``).

    Linear in bodies + ties, for each order. Where the budget (seconds) allows fewer random orders, fewer are drawn
    (``method.k`` says how many). Raises ``UsageError`` where it allows hardly any, or ``orders`` is no number above 0.

    >>> G = nx.MultiDiGraph()
    >>> G.add_nodes_from((body, {"label": "PartyOrganisation"}) for body in "abcd")
    >>> for body in "bcd":
    ...     _ = G.add_edge(body, "a", type="SUBORDINATE_TO")
    >>> [(point.removed, point.by_ties) for point in robustness_curve(G).points]
    [(0, 1.0), (1, 0.25), (2, 0.25), (3, 0.25), (4, 0.0)]
    """
    need_whole("orders", orders, 1)
    graph = body_network(index_of(G))
    nodes, edges = graph.number_of_nodes(), graph.number_of_edges()
    orders = sample_size("robustness", "union_find", nodes + edges, orders, budget)
    near = _numbered(graph)
    by_ties = largest_pieces(near, sorted(range(nodes), key=lambda node: (-len(near[node]), node)))
    random = Random(seed)
    drawn = [largest_pieces(near, random.sample(range(nodes), nodes)) for _ in range(orders)]
    at_random = [sum(sizes) / orders for sizes in zip(*drawn, strict=True)]
    return RobustnessCurve(
        **said_of(G),
        method=Method(
            "largest piece by reverse union-find",
            "Albert, Jeong & Barabási 2000; Newman & Ziff 2001; Schneider et al. 2011", "bodies", nodes, edges,
            "govgraph", seed=seed, k=orders,
        ),
        points=tuple(_points(by_ties, at_random)),
        r_by_ties=_r(by_ties), r_at_random=_r(at_random),
        half_by_ties=_half(by_ties), half_at_random=_half(at_random),
    )  # fmt: skip


def largest_pieces(near: Sequence[Sequence[int]], order: Sequence[int]) -> list[int]:
    """The size of the largest piece with all nodes, and after each loss in that order: one number more than nodes.

    ``near`` are the neighbours of each node by number.

    >>> largest_pieces([[1], [0, 2], [1]], [1, 0, 2])
    [3, 1, 1, 0]
    """
    root, sizes = list(range(len(near))), [0] * len(near)

    def find(node: int) -> int:
        while root[node] != node:
            root[node] = root[root[node]]
            node = root[node]
        return node

    largest, found = 0, [0]
    for node in reversed(order):
        sizes[node], at = 1, node
        for other in near[node]:
            if sizes[other] == 0:
                continue
            there = find(other)
            if there != at:
                if sizes[there] > sizes[at]:
                    at, there = there, at
                root[there] = at
                sizes[at] += sizes[there]
        largest = max(largest, sizes[at])
        found.append(largest)
    return found[::-1]


def _numbered(graph: nx.Graph) -> list[list[int]]:
    numbers = {node: number for number, node in enumerate(graph)}
    return [[numbers[other] for other in graph[node]] for node in graph]


def _points(by_ties: Sequence[float], at_random: Sequence[float]) -> Iterable[CurvePoint]:
    nodes = len(by_ties) - 1
    for removed in sorted({round(nodes * point / POINTS) for point in range(POINTS + 1)}) if nodes else ():
        yield CurvePoint(removed, removed / nodes, by_ties[removed] / nodes, at_random[removed] / nodes)


def _r(sizes: Sequence[float]) -> float:
    """R = 1/N · Σ S(Q) over all losses Q = 1 … N, S being the share in the largest piece."""
    nodes = len(sizes) - 1
    return sum(sizes[1:]) / nodes**2 if nodes else 0.0


def _half(sizes: Sequence[float]) -> float | None:
    """The smallest share of losses after which the largest piece is at most half of what it was."""
    nodes = len(sizes) - 1
    return next((lost / nodes for lost, size in enumerate(sizes) if lost and size <= sizes[0] / 2), None)
