"""The graph that is filled directly equals the one that networkx's own calls build."""

from __future__ import annotations

from datetime import date
from typing import Any

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from graph.model import alive
from graph.store.snapshot import DatedFacts, Edge, Fact, network_on

ON = date(2026, 11, 1)
IDS = [f"n{number}" for number in range(7)]
days = st.none() | st.dates(date(2026, 10, 30), date(2026, 11, 3))
told = st.fixed_dictionaries({"validFrom": days, "validTo": days, "termEnd": days}).map(
    lambda row: {name: value for name, value in row.items() if value is not None}
)
nodes = st.dictionaries(st.sampled_from(IDS), st.tuples(st.sampled_from(["Post", "Tenure", "Grid"]), told))
ends = st.sampled_from(IDS)
edges = st.lists(st.tuples(ends, ends, st.sampled_from(["OF_POST", "SERVES"]), told), max_size=20)


def built(facts: DatedFacts, *, assume_terms_end: bool) -> nx.MultiDiGraph:
    G = nx.MultiDiGraph(as_of=ON, synthetic=False, version="", assume_terms_end=assume_terms_end)
    over: dict[str, date] = {}
    for node in facts.nodes:
        terms = assume_terms_end and node.label == "Tenure"
        if alive(node.properties, ON, assume_terms_end=terms):
            G.add_node(node.id, label=node.label, **node.properties)
        elif node.label == "Tenure":
            last = [node.properties.get("validTo"), node.properties.get("termEnd") if terms else None]
            over[node.id] = min((day for day in last if day is not None and day <= ON), default=date.max)
    for start, end, kind, properties in facts.edges:
        if start in G and end in G and alive(properties, ON):
            number = sum(key.partition("#")[0] == kind for key in G.get_edge_data(start, end, default={}))
            G.add_edge(start, end, f"{kind}#{number + 1}" if number else kind, type=kind, **properties)
    for id in G:
        held = any(kind == "OF_POST" for _, _, kind in G.in_edges(id, data="type"))
        left = [
            over[edge.start] for edge in facts.edges if edge.type == "OF_POST" and edge.end == id and edge.start in over
        ]
        if not held and any(day < date.max for day in left):
            G.nodes[id]["vacantSince"] = max(day for day in left if day < date.max)
    return G


@given(nodes, edges, st.booleans())
def test_graph_equals_what_networkx_builds(
    nodes: dict[str, tuple[str, dict[str, Any]]], edges: list[tuple[str, str, str, dict[str, Any]]], assumed: bool
) -> None:
    facts = DatedFacts([Fact(id, *row) for id, row in nodes.items()], [Edge(*row) for row in edges])
    G, expected = network_on(facts, ON, assume_terms_end=assumed), built(facts, assume_terms_end=assumed)
    assert (dict(G.nodes(data=True)), G.graph) == (dict(expected.nodes(data=True)), expected.graph)
    assert list(G.edges(keys=True, data=True)) == list(expected.edges(keys=True, data=True))
    assert list(G.in_edges(keys=True, data=True)) == list(expected.in_edges(keys=True, data=True))


def test_graph_may_be_changed_by_networkx_and_leaves_the_facts_as_they_are() -> None:
    facts = DatedFacts([Fact("a", "Grid", {}), Fact("b", "Grid", {})], [Edge("a", "b", "ADJACENT_TO", {})])
    G = network_on(facts, ON)
    G.nodes["a"]["name"] = "改"
    G.remove_edge("a", "b")
    G.remove_node("b")
    assert facts.nodes[0].properties == {}
    assert list(network_on(facts, ON).edges()) == [("a", "b")]
