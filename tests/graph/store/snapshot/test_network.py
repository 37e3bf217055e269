"""What is alive on a day, what a vacancy says, and that the graph that is filled directly equals the one that networkx's own
calls build."""

from __future__ import annotations

from datetime import date
from typing import Any

import networkx as nx
import pytest
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


HELD = [Fact("p", "Post", {"role": "gridLeader"}), Fact("x", "Person", {}), Fact("y", "Person", {})]


def _post(*tenures: dict[str, Any], assume_terms_end: bool = False) -> nx.MultiDiGraph:
    """A post with tenures of these dates."""
    nodes = [Fact(f"t{n}", "Tenure", row) for n, row in enumerate(tenures)]
    return network_on(
        DatedFacts([*HELD, *nodes], [Edge(node.id, "p", "OF_POST", {}) for node in nodes]),
        ON,
        assume_terms_end=assume_terms_end,
    )


@pytest.mark.parametrize(
    ("start", "end", "alive_then"),
    [
        (None, None, True),
        (date(2026, 11, 1), None, True),
        (date(2026, 11, 2), None, False),
        (None, date(2026, 11, 2), True),
        (None, date(2026, 11, 1), False),
        (date(2026, 11, 1), date(2026, 11, 2), True),
        (date(2026, 11, 1), date(2026, 11, 1), False),
    ],
)
def test_first_day_counts_and_last_does_not(start: date | None, end: date | None, alive_then: bool) -> None:
    told = {name: day for name, day in (("validFrom", start), ("validTo", end)) if day}
    facts = DatedFacts([Fact("a", "Grid", told), Fact("b", "Street", {})], [Edge("a", "b", "WITHIN", {})])
    assert (list(network_on(facts, ON)), network_on(facts, ON).size()) == (
        (["a", "b"], 1) if alive_then else (["b"], 0)
    )
    nodes = [Fact("a", "Grid", {}), Fact("b", "Street", {})]
    tied = network_on(DatedFacts(nodes, [Edge("a", "b", "WITHIN", told)]), ON)
    assert (list(tied), tied.size()) == (["a", "b"], int(alive_then))


@pytest.mark.parametrize(
    ("term_end", "assumed", "held"),
    [
        (date(2026, 11, 1), False, True),
        (date(2026, 11, 1), True, False),
        (date(2026, 11, 2), True, True),
        (None, True, True),
    ],
)
def test_term_ends_a_tenure_only_where_that_is_assumed(term_end: date | None, assumed: bool, held: bool) -> None:
    G = _post({"termEnd": term_end} if term_end else {}, assume_terms_end=assumed)
    assert ("t0" in G) is held
    assert G.nodes["p"].get("vacantSince") == (None if held else term_end)
    assert G.graph["assume_terms_end"] is assumed


def test_term_of_a_body_ends_nothing() -> None:
    facts = DatedFacts([Fact("o", "OwnersCommittee", {"termEnd": date(2020, 1, 1)})], [])
    assert "o" in network_on(facts, ON, assume_terms_end=True)


@pytest.mark.parametrize(
    ("tenures", "since"),
    [
        ([], None),
        ([{"validTo": date(2026, 9, 1)}], date(2026, 9, 1)),
        ([{"validTo": date(2026, 9, 1)}, {"validTo": date(2026, 10, 1)}], date(2026, 10, 1)),
        ([{"validTo": date(2026, 9, 1)}, {}], None),
        ([{"validTo": date(2026, 9, 1)}, {"validTo": date(2026, 12, 1)}], None),
        ([{"validFrom": date(2026, 12, 1)}], None),
        ([{"validTo": date(2026, 9, 1)}, {"validFrom": date(2026, 12, 1)}], date(2026, 9, 1)),
    ],
)
def test_post_is_vacant_since_its_last_holder_left(tenures: list[dict[str, Any]], since: date | None) -> None:
    assert _post(*tenures).nodes["p"].get("vacantSince") == since


def test_relationships_of_one_type_between_two_nodes_are_numbered() -> None:
    ties = [Edge("a", "b", "SERVES", {"mode": mode}) for mode in ("企业", "代管", "自治")] + [
        Edge("a", "b", "BASED_IN", {})
    ]
    G = network_on(DatedFacts([Fact("a", "Unit", {}), Fact("b", "Community", {})], ties), ON)
    assert [(key, kind) for _, _, key, kind in G.edges(keys=True, data="type")] == [
        ("SERVES", "SERVES"), ("SERVES#2", "SERVES"), ("SERVES#3", "SERVES"), ("BASED_IN", "BASED_IN"),
    ]  # fmt: skip


def test_relationship_to_what_is_not_there_is_not_there() -> None:
    facts = DatedFacts([Fact("a", "Grid", {})], [Edge("a", "gone", "WITHIN", {}), Edge("gone", "a", "COVERS", {})])
    assert network_on(facts, ON).size() == 0


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
