"""Burt's constraint of some nodes is what networkx says."""

from __future__ import annotations

from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.structure.constraint import constraint_of

UNTIMED = settings(deadline=None)


@UNTIMED
@given(edges=st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), min_size=1, max_size=20))
def test_constraint_is_what_networkx_says(edges: Any) -> None:
    graph = nx.Graph([(a, b) for a, b in edges if a != b])
    asked = list(graph)[::2]
    expected = nx.constraint(graph, nodes=asked)
    assert constraint_of(graph, asked) == pytest.approx(expected)


def test_nothing_asked_is_nothing_told() -> None:
    assert constraint_of(nx.path_graph(3), []) == {}
