"""Burt's constraint: how far a node's ties lead back to one another (Burt 1992, chapter 2; 2004).

With p(i, j) the share of i's ties that go to j, the constraint of i is the sum over its neighbours j of
(p(i, j) + Σ p(i, q) · p(q, j))², q being whoever is tied to both. A node with one tie has 1; one whose n neighbours have no
ties to one another 1/n. The same as :func:`networkx.constraint`, which works out every node where some are asked for.
"""

from __future__ import annotations

from collections.abc import Sequence

import networkx as nx

__all__ = ["constraint_of"]


def constraint_of(graph: nx.Graph, nodes: Sequence[str]) -> dict[str, float]:
    """The constraint of some nodes that have ties, every tie weighing the same.

    >>> constraint_of(nx.star_graph(4), [0, 1])
    {0: 0.25, 1: 1.0}
    """
    import numpy as np
    from scipy.sparse import diags_array

    if not nodes:
        return {}
    places = {node: place for place, node in enumerate(graph)}
    ties = nx.to_scipy_sparse_array(graph, weight=None, dtype=float, format="csr")
    shares = diags_array(1.0 / np.maximum(ties.sum(axis=1), 1.0)) @ ties
    own = shares.tocsr()[[places[node] for node in nodes]]
    local = (own + own @ shares).multiply(own > 0)
    found = local.multiply(local).sum(axis=1)
    return dict(zip(nodes, found.tolist(), strict=True))
