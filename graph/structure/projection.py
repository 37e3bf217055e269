"""The two-mode network of persons and bodies seen from the bodies: how many persons each two of them share.

The projection of a two-mode network on one of its modes (Breiger 1974): two bodies are tied by the persons they share. By
networkx, or as the product of a sparse matrix with its transpose where the network is large.
"""

from __future__ import annotations

from collections.abc import Mapping

import networkx as nx

from graph.structure.dispatch import CSR_FROM

__all__ = ["by_matrix", "by_networkx", "library_for_projection", "shared_counts"]

Standing = Mapping[str, frozenset[str]]
Counts = dict[tuple[str, str], int]


def library_for_projection(standing: Standing) -> str:
    """The library that projects a network of this size."""
    return "scipy" if sum(map(len, standing.values())) >= CSR_FROM else "networkx"


def shared_counts(standing: Standing) -> Counts:
    """How many persons each two bodies share, for every two that share any; ids of a pair in order.

    >>> shared_counts({"p": frozenset({"a", "b"}), "q": frozenset({"a", "b", "c"})})[("a", "b")]
    2
    >>> shared_counts({})
    {}
    """
    if not any(standing.values()):
        return {}
    return by_matrix(standing) if library_for_projection(standing) == "scipy" else by_networkx(standing)


def by_networkx(standing: Standing) -> Counts:
    """The same by :func:`networkx.algorithms.bipartite.weighted_projected_graph`, the reference."""
    graph = nx.Graph((("person", person), body) for person, bodies in standing.items() for body in bodies)
    bodies = {body for found in standing.values() for body in found}
    if not bodies:
        return {}
    projected = nx.bipartite.weighted_projected_graph(graph, bodies)
    return {(min(a, b), max(a, b)): weight for a, b, weight in projected.edges(data="weight")}


def by_matrix(standing: Standing) -> Counts:
    """The same by sparse matrices: MᵀM counts shared persons, M having a row a person and a column a body."""
    import numpy as np
    from scipy.sparse import csr_array, triu

    bodies = sorted({body for found in standing.values() for body in found})
    places = {body: place for place, body in enumerate(bodies)}
    columns = np.fromiter((places[body] for found in standing.values() for body in found), dtype=np.int64)
    starts = np.cumsum([0, *map(len, standing.values())])
    ones = np.ones(len(columns), dtype=np.int64)
    matrix = csr_array((ones, columns, starts), shape=(len(standing), len(bodies)))
    found = triu(matrix.T @ matrix, k=1).tocoo()
    pairs = zip(found.row.tolist(), found.col.tolist(), found.data.tolist(), strict=True)
    return {(bodies[a], bodies[b]): count for a, b, count in pairs}
