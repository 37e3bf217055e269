"""Sampled betweenness by matrices is what networkx says for the same pivots."""

from __future__ import annotations

from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.structure import betweenness

UNTIMED = settings(deadline=None)


@UNTIMED
@given(
    edges=st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11)), max_size=25),
    k=st.integers(2, 12),
    seed=st.integers(0, 9),
)
def test_matrix_says_what_networkx_says(edges: Any, k: int, seed: int) -> None:
    graph = nx.Graph([(a, b) for a, b in edges if a != b])
    assert betweenness.by_matrix(graph, k, seed) == pytest.approx(betweenness.by_networkx(graph, k, seed), abs=1e-9)


def test_batches_add_up(monkeypatch: pytest.MonkeyPatch) -> None:
    graph = nx.random_labeled_tree(60, seed=2)
    whole = betweenness.by_matrix(graph, 30, 1)
    monkeypatch.setattr(betweenness, "CELLS", 100)
    assert betweenness.by_matrix(graph, 30, 1) == pytest.approx(whole)


def test_all_nodes_as_pivots_give_the_exact_numbers() -> None:
    graph = nx.krackhardt_kite_graph()
    assert betweenness.by_matrix(graph, 99, 1) == pytest.approx(nx.betweenness_centrality(graph))


def test_pivots_are_those_of_networkx_and_follow_the_seed() -> None:
    graph = nx.path_graph(50)
    assert betweenness.choose_pivots(graph, 5, 1) == betweenness.choose_pivots(graph, 5, 1)
    assert betweenness.choose_pivots(graph, 5, 1) != betweenness.choose_pivots(graph, 5, 2)
