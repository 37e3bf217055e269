"""Layers: views of one graph, each with the relationships that a question is about."""

from __future__ import annotations

from collections.abc import Callable

import networkx as nx
import pytest

from graph.errors import UsageError
from graph.model import load_model
from graph.store.snapshot import layer
from graph.store.snapshot.layers import LAYERS

TinyNetwork = Callable[..., nx.MultiDiGraph]

NODES = {
    "c": "Community",
    "k": "Compound",
    "a": "PartyOrganisation",
    "b": "PartyOrganisation",
    "f": "Station",
    "p": "Post",
}
EDGES = ["k WITHIN c", "b SUBORDINATE_TO a", "f LOCATED_IN k", "f SERVES c", "p POST_IN b", "p RESPONSIBLE_FOR k"]


@pytest.fixture
def small(tiny_network: TinyNetwork) -> nx.MultiDiGraph:
    """A compound with a station, a branch and its secretary."""
    return tiny_network(NODES, EDGES, {"甲": ["p"]})


@pytest.mark.parametrize(
    ("name", "types"),
    [
        ("areas", {"WITHIN"}),
        ("service", {"LOCATED_IN", "SERVES", "POST_IN", "RESPONSIBLE_FOR", "OF_POST", "HOLDER"}),
        ("command", {"SUBORDINATE_TO"}),
        ("reach", {"LOCATED_IN", "SERVES"}),
        ("people", {"POST_IN", "OF_POST", "HOLDER"}),
    ],
)
def test_layer_has_its_relationships_and_all_nodes(small: nx.MultiDiGraph, name: str, types: set[str]) -> None:
    view = layer(small, name)
    assert {kind for _, _, kind in view.edges(data="type")} == types
    assert set(view) == set(small)


def test_layer_is_a_view_and_no_copy(small: nx.MultiDiGraph) -> None:
    view = layer(small, "command")
    small.add_edge("a", "b", "SUBORDINATE_TO", type="SUBORDINATE_TO")
    assert list(view.edges()) == [("a", "b"), ("b", "a")]
    with pytest.raises(nx.NetworkXError):
        view.add_edge("b", "c")


def test_doubled_relationship_is_in_its_layer_twice(small: nx.MultiDiGraph) -> None:
    small.add_edge("f", "k", "LOCATED_IN#2", type="LOCATED_IN")
    assert layer(small, "reach").number_of_edges("f", "k") == 2
    assert layer(small, "command").number_of_edges("f", "k") == 0


def test_area_tree_is_in_no_other_layer() -> None:
    assert [name for name, types in LAYERS.items() if "WITHIN" in types] == ["areas"]


def test_layers_name_relationships_that_the_model_has() -> None:
    assert set().union(*LAYERS.values()) <= set(load_model().relationships)


def test_unknown_layer_is_told_with_those_there_are(small: nx.MultiDiGraph) -> None:
    with pytest.raises(UsageError, match="command"):
        layer(small, "streets")
