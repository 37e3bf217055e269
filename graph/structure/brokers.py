"""Brokers: posts and bodies that stand between others who have no tie of their own.

*Constraint* (Burt 1992, 2004) is how far a node's ties lead back to one another: near 0 where they reach into parts that
are apart (structural holes), 1 and more where all know each other. *Betweenness* (Freeman 1977) is how often a node lies
on the shortest way between others, from sampled pivots. A broker has much betweenness and little constraint.

Nodes are posts and bodies only; a person ties the posts that they hold and is neither node nor measured.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

import networkx as nx

from graph.collector import collector_paused
from graph.store.snapshot import index_of
from graph.structure import betweenness
from graph.structure.bodies import post_network
from graph.structure.constraint import constraint_of
from graph.structure.guard import BUDGET, estimate, sample_size
from graph.structure.method import SEED, Method, need_whole
from graph.structure.result import StructureResult, said_of
from graph.structure.shown import Shown, show_node

__all__ = ["Broker", "Brokers", "find_brokers"]

PIVOTS = 100
MOST = 50
SHORT = 1.0
"""Seconds up to which networkx does the work: sparse matrices save nothing there."""


@dataclass(frozen=True, slots=True)
class Broker:
    """A post or body with its ties, its betweenness (0 to 1, estimated) and its constraint."""

    node: Shown
    ties: int
    betweenness: float
    constraint: float


@dataclass(frozen=True, kw_only=True)
class Brokers(StructureResult):
    """The posts and bodies with most betweenness, most first."""

    analysis: ClassVar[str] = "brokers"
    columns: ClassVar[tuple[str, ...]] = (
        "node", "label", "name", "area_code", "area", "ties", "betweenness", "constraint",
    )  # fmt: skip

    brokers: tuple[Broker, ...]

    def rows(self) -> Iterable[tuple[Any, ...]]:
        """One row a post or body."""
        for one in self.brokers:
            node = one.node
            yield (
                node.id, node.label, node.name, node.area_code, node.area, one.ties, one.betweenness, one.constraint,
            )  # fmt: skip

    def summary(self) -> Mapping[str, Any]:
        """How many are shown, by posts and bodies."""
        posts = sum(one.node.label == "Post" for one in self.brokers)
        return {"posts": posts, "bodies": len(self.brokers) - posts}


@collector_paused()
def find_brokers(
    G: nx.MultiDiGraph, *, k: int = PIVOTS, seed: int = SEED, top: int = MOST, budget: float = BUDGET
) -> Brokers:
    """The ``top`` posts and ``top`` bodies that lie between others: betweenness from ``k`` pivots, Burt's constraint beside.

    Nodes on no way between others are left out. Cost grows with k × (nodes + ties); where the budget (seconds) allows less
    than ``k`` pivots fewer are used (``method.k`` says how many), and ``UsageError`` is raised where it allows hardly any,
    or where ``k`` (at least 2) or ``top`` is no such number.

    >>> G = nx.MultiDiGraph()
    >>> G.add_nodes_from((body, {"label": "PartyOrganisation"}) for body in "abcd")
    >>> for body in "bcd":
    ...     _ = G.add_edge(body, "a", type="SUBORDINATE_TO")
    >>> [(one.node.id, one.betweenness, round(one.constraint, 2)) for one in find_brokers(G).brokers]
    [('a', 1.0, 0.33)]
    """
    need_whole("k", k, 2)
    need_whole("top", top, 1)
    index = index_of(G)
    graph = post_network(index)
    nodes, edges = graph.number_of_nodes(), graph.number_of_edges()
    quick = estimate("betweenness.networkx", k * (nodes + edges)) <= min(SHORT, budget)
    library = "networkx" if quick else "scipy"
    k = sample_size("brokers", f"betweenness.{library}", nodes + edges, min(k, max(nodes, 2)), budget)
    between = (betweenness.by_networkx if quick else betweenness.by_matrix)(graph, k, seed) if nodes else {}
    order = sorted((node for node in between if between[node] > 0), key=lambda node: (-between[node], node))
    posts = {node for node in order if index.is_a(node, ("Post",))}
    shown = {*[node for node in order if node in posts][:top], *[node for node in order if node not in posts][:top]}
    chosen = [node for node in order if node in shown]
    constraint = constraint_of(graph, chosen)
    return Brokers(
        **said_of(G),
        method=Method(
            "betweenness from sampled pivots; Burt's constraint",
            "Freeman 1977; Brandes 2001; Brandes & Pich 2007; Burt 1992, 2004", "posts and bodies", nodes, edges,
            library, seed=seed, k=k,
        ),
        brokers=tuple(
            Broker(show_node(index, one), graph.degree(one), between[one], constraint[one]) for one in chosen
        ),
    )  # fmt: skip
