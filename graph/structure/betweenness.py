"""Betweenness from sampled pivots: how often a node lies on shortest ways from some nodes to all others.

The betweenness of a node is the share of shortest ways between two other nodes that lead over it (Freeman 1977), summed
over all pairs and divided by their number. Ways are followed from ``k`` pivots drawn at random only (Brandes and Pich 2007),
level by level for many pivots at once, by sparse matrices (Brandes 2001 says what to add up). The same pivots give the same
numbers as :func:`networkx.betweenness_centrality`, which is the reference and does the work on small graphs.
"""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Any, TypeAlias

import networkx as nx

if TYPE_CHECKING:
    import numpy as np

    Numbers: TypeAlias = np.ndarray[Any, Any]

__all__ = ["by_matrix", "by_networkx", "choose_pivots"]

CELLS = 4_000_000
"""Numbers in one of the four tables that a batch of pivots needs; 32 MB each."""


def choose_pivots(graph: nx.Graph, k: int, seed: int) -> list[str]:
    """The pivots that networkx draws from that seed, ``k`` of them or all nodes where there are no more."""
    nodes = list(graph)
    return nodes if k >= len(nodes) else Random(seed).sample(nodes, k)


def by_networkx(graph: nx.Graph, k: int, seed: int) -> dict[str, float]:
    """Betweenness from ``k`` pivots drawn from that seed, between 0 and 1, by networkx."""
    wanted = None if k >= len(graph) else k
    found: dict[str, float] = nx.betweenness_centrality(graph, k=wanted, seed=seed, normalized=True)
    return found


def by_matrix(graph: nx.Graph, k: int, seed: int) -> dict[str, float]:
    """The same by sparse matrices; needs memory for some four tables of :data:`CELLS` numbers.

    A node with one tie lies on no way. Such nodes are taken out and counted where they hang, which leaves a quarter of the
    network of posts and bodies.
    """
    import numpy as np

    pivots = choose_pivots(graph, k, seed)
    inner = [node for node in graph if graph.degree(node) > 1]
    places = {node: place for place, node in enumerate(inner)}
    hanging = np.array([sum(other not in places for other in graph[node]) for node in inner], dtype=float)
    own, hung = np.zeros(len(inner)), np.zeros(len(inner))
    for pivot in pivots:
        root = pivot if pivot in places else next(iter(graph[pivot]), None)
        if root in places:
            (own if root == pivot else hung)[places[root]] += 1
    matrix = nx.to_scipy_sparse_array(graph, nodelist=inner, weight=None, dtype=float, format="csr") if inner else None
    total = np.zeros(len(inner))
    roots = np.flatnonzero(own + hung)
    batch = max(1, CELLS // max(len(inner), 1))
    for start in range(0, len(roots), batch):
        some = roots[start : start + batch]
        over, reach = _from_roots(matrix, some, hanging)
        total += over @ (own[some] + hung[some])
        total[some] += hung[some] * (reach - 2)
    found = dict.fromkeys(graph, 0.0) | dict(zip(inner, total.tolist(), strict=True))
    return _scaled(found, frozenset(pivots))


def _from_roots(matrix: Any, roots: Numbers, hanging: Numbers) -> tuple[Numbers, Numbers]:
    """For each node and root: the shortest ways from the root that lead over the node, each pair counting 1 in all. And for
    each root, how many nodes it reaches, itself and what hangs on any of them counted."""
    import numpy as np

    columns = np.arange(len(roots))
    ways = np.zeros((matrix.shape[0], len(roots)))
    ways[roots, columns] = 1.0
    depth = np.full(ways.shape, -1, dtype=np.int16)
    depth[roots, columns] = 0
    reached, level = ways.copy(), 0
    while True:
        reached = matrix @ reached
        reached[depth >= 0] = 0.0
        if not reached.any():
            break
        level += 1
        depth[reached > 0] = level
        ways += reached
    here = 1.0 + hanging[:, np.newaxis]
    over = np.zeros_like(ways)
    for at in range(level, 0, -1):
        share = np.where(depth == at, (here + over) / np.where(ways > 0, ways, 1.0), 0.0)
        over += np.where(depth == at - 1, ways * (matrix @ share), 0.0)
    over += np.where(depth >= 0, hanging[:, np.newaxis], 0.0)
    over[roots, columns] = 0.0
    return over, np.where(depth >= 0, here, 0.0).sum(axis=0)


def _scaled(total: dict[str, float], pivots: frozenset[str]) -> dict[str, float]:
    """Divided by the pairs that could lead over a node; a pivot is no way to itself, so it has one source less."""
    nodes, sources = len(total), len(pivots)
    if nodes < 3:
        return total
    return {node: found / (max(sources - (node in pivots), 1) * (nodes - 2)) for node, found in total.items()}
