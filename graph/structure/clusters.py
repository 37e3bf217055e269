"""Clusters against borders: which bodies work together more than with others, and whether that follows the areas.

Clusters are groups of the network of bodies with many ties inside and few between, found by Louvain's method (Blondel and
others 2008) at modularity (Newman 2006). Leiden's is better in theory, but networkx only lends its name to other libraries
before 3.7, and from 3.7 on maximises by default a measure under which every body is a cluster of its own.

The area tree is no part of the network: it would put the answer into the question.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import networkx as nx

from graph.collector import collector_paused
from graph.errors import UsageError
from graph.store.snapshot import Index, index_of
from graph.structure.agreement import adjusted_rand_index, normalised_mutual_information
from graph.structure.bodies import body_network
from graph.structure.guard import BUDGET, need_affordable
from graph.structure.method import SEED, Method
from graph.structure.result import StructureResult, said_of

__all__ = ["Cluster", "Clusters", "find_clusters"]

LEVELS = ("street", "community")


@dataclass(frozen=True, slots=True)
class Cluster:
    """A group of bodies: the area in which most of them lie, how many do, and over how many areas all are spread.

    Bodies that lie in no area of the level (the district's own) count in ``size`` only.
    """

    bodies: frozenset[str]
    area_code: str | None
    area: str | None
    inside: int
    areas: int

    @property
    def size(self) -> int:
        """How many bodies it has."""
        return len(self.bodies)


@dataclass(frozen=True, kw_only=True)
class Clusters(StructureResult):
    """Clusters, the largest first; how far they agree with the areas of a level, and the ties that cross its borders.

    ``modularity`` is that of the clusters, ``border_modularity`` that of the areas taken as clusters.
    """

    analysis: ClassVar[str] = "clusters"
    columns: ClassVar[tuple[str, ...]] = ("cluster", "size", "area_code", "area", "inside", "share_inside", "areas")

    level: str
    clusters: tuple[Cluster, ...]
    modularity: float | None
    border_modularity: float | None
    rand: float | None
    information: float | None
    ties: int
    crossing: int

    def rows(self) -> Iterable[tuple[Any, ...]]:
        """One row a cluster."""
        for number, one in enumerate(self.clusters, 1):
            yield number, one.size, one.area_code, one.area, one.inside, one.inside / one.size, one.areas

    def summary(self) -> Mapping[str, Any]:
        """How many clusters, how well they agree with the borders, how many ties cross them."""
        return {
            "level": self.level, "clusters": len(self.clusters), "modularity": self.modularity,
            "borderModularity": self.border_modularity, "adjustedRand": self.rand, "mutualInformation": self.information,
            "ties": self.ties, "crossing": self.crossing,
        }  # fmt: skip


@collector_paused()
def find_clusters(
    G: nx.MultiDiGraph, *, level: str = "street", resolution: float = 1.0, seed: int = SEED, budget: float = BUDGET
) -> Clusters:
    """Clusters of the network of bodies against the borders of streets, or of communities (``level``).

    ``resolution`` above 1 gives more and smaller clusters. Nearly linear in ties. Raises ``UsageError`` for another level
    and where the graph is too large for the budget (seconds).

    >>> G = nx.MultiDiGraph()
    >>> G.add_nodes_from((body, {"label": "PartyOrganisation"}) for body in "abcd")
    >>> _ = G.add_edge("a", "b", type="SUBORDINATE_TO"), G.add_edge("c", "d", type="SUBORDINATE_TO")
    >>> [sorted(cluster.bodies) for cluster in find_clusters(G).clusters]
    [['a', 'b'], ['c', 'd']]
    """
    if level not in LEVELS:
        raise UsageError("structure.no_level", level=level, known=" ".join(LEVELS))
    index = index_of(G)
    graph = body_network(index)
    nodes, edges = graph.number_of_nodes(), graph.number_of_edges()
    need_affordable("clusters", "louvain", nodes + edges, budget)
    bodies = list(graph)
    numbered = nx.convert_node_labels_to_integers(graph)  # sets of text would be gone through in another order each run
    groups = nx.community.louvain_communities(numbered, resolution=resolution, seed=seed) if edges else []
    named = [[bodies[number] for number in group] for group in groups]
    group_of = {number: at for at, group in enumerate(groups) for number in group}
    homes = [index.areas.at_level(body, level) for body in bodies]
    placed = [number for number, home in enumerate(homes) if home is not None]
    borders = [homes[number] for number in placed]
    apart = ((homes[a], homes[b]) for a, b in numbered.edges())
    return Clusters(
        **said_of(G),
        method=Method(
            "Louvain at modularity", "Blondel et al. 2008; Newman 2006", "bodies", nodes, edges, seed=seed,
        ),
        level=level,
        clusters=_clusters(index, named, dict(zip(bodies, homes, strict=True))),
        modularity=nx.community.modularity(numbered, groups, resolution=resolution) if groups else None,
        border_modularity=_border_modularity(numbered, homes, resolution) if groups else None,
        rand=adjusted_rand_index([group_of[number] for number in placed], borders) if placed else None,
        information=normalised_mutual_information([group_of[number] for number in placed], borders) if placed else None,
        ties=edges,
        crossing=sum(a is not None and b is not None and a != b for a, b in apart),
    )  # fmt: skip


def _clusters(index: Index, groups: Sequence[Sequence[str]], homes: Mapping[str, str | None]) -> tuple[Cluster, ...]:
    found = []
    for group in groups:
        counts = Counter(home for body in group if (home := homes[body]) is not None)
        area, inside = max(counts.items(), key=lambda pair: (pair[1], pair[0]), default=(None, 0))
        node = index.nodes[area] if area is not None else {}
        found.append(Cluster(frozenset(group), node.get("code"), node.get("name"), inside, len(counts)))
    return tuple(sorted(found, key=lambda cluster: (-cluster.size, cluster.area_code or "", min(cluster.bodies))))


def _border_modularity(graph: nx.Graph, homes: Sequence[str | None], resolution: float) -> float:
    """Modularity of the areas taken as clusters, each body that lies in none being one by itself."""
    groups: dict[str | int, set[int]] = {}
    for number, home in enumerate(homes):
        groups.setdefault(number if home is None else home, set()).add(number)
    found: float = nx.community.modularity(graph, groups.values(), resolution=resolution)
    return found
