"""The layers of the graph as views: what counts as a tie depends on the question.

| layer | what is in it |
|---|---|
| areas | the area tree (WITHIN) |
| service | person, post, organisation and area without the area tree: who answers for what |
| command | the tree of command (SUBORDINATE_TO) |
| reach | facilities and compounds, merchants and communities: what reaches whom |
| people | persons and the organisations in which they hold posts, with what lies between |
"""

from __future__ import annotations

import networkx as nx

from graph.errors import UsageError

__all__ = ["LAYERS", "layer"]

LAYERS: dict[str, frozenset[str]] = {
    "areas": frozenset({"WITHIN"}),
    "service": frozenset(
        {"HOLDER", "OF_POST", "POST_IN", "RESPONSIBLE_FOR", "BASED_IN", "SERVES", "COVERS", "WORKS_AT", "LOCATED_IN"}
    ),
    "command": frozenset({"SUBORDINATE_TO"}),
    "reach": frozenset({"LOCATED_IN", "SERVES", "ADJACENT_TO", "COVERS"}),
    "people": frozenset({"HOLDER", "OF_POST", "POST_IN"}),
}
"""The types of relationship that belong to each layer."""


def layer(G: nx.MultiDiGraph, name: str) -> nx.MultiDiGraph:
    """A view (no copy) of one layer: the same nodes, only the relationships that belong to it.

    Raises ``UsageError`` for a name that is no layer.

    >>> G = nx.MultiDiGraph()
    >>> _ = G.add_edge("grid", "community", "WITHIN", type="WITHIN"), G.add_edge("a", "b", "SERVES", type="SERVES")
    >>> list(layer(G, "areas").edges())
    [('grid', 'community')]
    """
    types = LAYERS.get(name)
    if types is None:
        raise UsageError("coverage.no_layer", name=name, known="、".join(LAYERS))
    adjacency = G.adj
    return nx.subgraph_view(G, filter_edge=lambda start, end, key: adjacency[start][end][key]["type"] in types)
