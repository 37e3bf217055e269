"""Clusters of bodies against administrative borders."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import networkx as nx
import pytest

from graph.errors import UsageError
from graph.structure.clusters import find_clusters

TinyNetwork = Callable[..., nx.MultiDiGraph]


@pytest.fixture
def two_streets(tiny_network: TinyNetwork) -> Callable[..., nx.MultiDiGraph]:
    """Four bodies in each of two streets, all tied to one another inside; more ties as named."""

    def build(*more: str) -> nx.MultiDiGraph:
        nodes: dict[str, Any] = {"d": "District"}
        nodes |= {street: {"label": "Street", "name": street, "code": street} for street in ("s1", "s2")}
        edges = ["s1 WITHIN d", "s2 WITHIN d"]
        for street in ("s1", "s2"):
            bodies = [f"{street}{letter}" for letter in "abcd"]
            nodes |= dict.fromkeys(bodies, "Unit")
            edges += [f"{body} BASED_IN {street}" for body in bodies]
            edges += [f"{a} PAIRED_WITH {b}" for a in bodies for b in bodies if a < b]
        return tiny_network(nodes, [*edges, *more])

    return build


def test_clusters_that_follow_the_borders_agree_fully(two_streets: Any) -> None:
    found = find_clusters(two_streets("s1a PAIRED_WITH s2a"))
    assert {cluster.bodies for cluster in found.clusters} == {
        frozenset({f"{street}{letter}" for letter in "abcd"}) for street in ("s1", "s2")
    }
    assert (found.rand, found.crossing, found.ties) == (1.0, 1, 13) and found.information == pytest.approx(1.0)
    assert found.modularity == pytest.approx(found.border_modularity)


def test_body_that_works_across_the_border_lowers_the_agreement(two_streets: Any) -> None:
    found = find_clusters(two_streets("out PAIRED_WITH s2a", "out PAIRED_WITH s2b", "out PAIRED_WITH s2c"))
    assert found.rand == 1.0  # a body that no file names is no node
    G = two_streets()
    G.add_node("out", label="Unit")
    G.add_edge("out", "s1", "BASED_IN", type="BASED_IN")
    for letter in "abc":
        G.add_edge("out", f"s2{letter}", "PAIRED_WITH", type="PAIRED_WITH")
    crossed = find_clusters(G)
    assert crossed.crossing == 3 and crossed.rand is not None and crossed.rand < 1
    assert {(cluster.area, cluster.size, cluster.inside, cluster.areas) for cluster in crossed.clusters} == {
        ("s1", 4, 4, 1), ("s2", 5, 4, 2),
    }  # fmt: skip


def test_area_tree_is_no_tie(tiny_network: TinyNetwork) -> None:
    G = tiny_network({"k": "Community", "a": "Unit", "b": "Unit"}, ["a BASED_IN k", "b BASED_IN k"])
    assert find_clusters(G).clusters == ()


def test_higher_resolution_gives_more_clusters(two_streets: Any) -> None:
    G = two_streets("s1a PAIRED_WITH s2a")
    assert len(find_clusters(G, resolution=8.0).clusters) > len(find_clusters(G).clusters)


def test_unknown_level_is_refused(two_streets: Any) -> None:
    with pytest.raises(UsageError, match="community"):
        find_clusters(two_streets(), level="planet")


SCRIPT = """
import networkx as nx
from graph.structure.clusters import find_clusters
G = nx.MultiDiGraph()
G.add_nodes_from((f"b{n}", {"label": "Unit"}) for n in range(60))
for a, b in nx.gnm_random_graph(60, 110, seed=3).edges():
    G.add_edge(f"b{a}", f"b{b}", type="PAIRED_WITH")
print([sorted(cluster.bodies) for cluster in find_clusters(G, seed=5).clusters])
"""


def test_seed_gives_the_same_clusters_in_another_process() -> None:
    said = {
        subprocess.run(
            [sys.executable, "-c", SCRIPT],
            env={**os.environ, "PYTHONHASHSEED": salt},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for salt in ("1", "2", "3")
    }
    assert len(said) == 1 and "b1" in said.pop()
