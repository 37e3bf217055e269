"""What cuts the command tree, held against taking out every body and every tie in turn."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.structure import dispatch
from graph.structure.cut import find_articulation, find_bridges

UNTIMED = settings(deadline=None)

TinyNetwork = Callable[..., nx.MultiDiGraph]

TREE = {"community": "street", "branch1": "community", "branch2": "community", "group": "branch1"}

commands = st.lists(st.tuples(st.sampled_from("abcdefgh"), st.sampled_from("abcdefgh")), max_size=14)
"""Who is under whom, circles, several superiors and ties of a body to itself included."""


def chains_of(under: Any) -> nx.DiGraph:
    """Superior → subordinate."""
    return nx.DiGraph((high, low) for low, high in under if low != high)


def without_chain(chains: nx.DiGraph, tops: list[str]) -> set[str]:
    """The bodies that no chain from a top reaches."""
    reached = {body for top in tops if top in chains for body in {top} | nx.descendants(chains, top)}
    return set(chains) - reached


def test_inner_bodies_of_a_tree_cut_it(chain_of_command: TinyNetwork) -> None:
    found = find_articulation(chain_of_command(TREE)).bodies
    assert [(one.body.id, one.cut_off) for one in found] == [("community", 3), ("branch1", 1)]


def test_every_tie_of_a_tree_is_a_bridge(chain_of_command: TinyNetwork) -> None:
    found = find_bridges(chain_of_command(TREE)).ties
    assert [(tie.subordinate.id, tie.superior.id, tie.cut_off) for tie in found] == [
        ("community", "street", 4), ("branch1", "community", 2), ("branch2", "community", 1), ("group", "branch1", 1),
    ]  # fmt: skip


def test_second_superior_takes_bridge_and_articulation_away(chain_of_command: TinyNetwork) -> None:
    G = chain_of_command([("a", "top"), ("b", "top"), ("c", "a"), ("c", "b")])
    assert find_articulation(G).bodies == () and find_bridges(G).ties == ()


def test_area_tree_hides_no_cut(tiny_network: TinyNetwork) -> None:
    nodes = {"s": "PartyOrganisation", "c": "PartyOrganisation", "b": "PartyOrganisation", "area": "Community"}
    based = [f"{body} BASED_IN area" for body in ("s", "c", "b")]
    G = tiny_network(nodes, ["c SUBORDINATE_TO s", "b SUBORDINATE_TO c", *based])
    assert [one.body.id for one in find_articulation(G).bodies] == ["c"]


def test_persons_are_those_who_stand_alone_in_a_cutting_body(chain_of_command: TinyNetwork) -> None:
    G = chain_of_command(TREE, {"community": ["甲", "乙"], "branch1": ["丙"], "branch2": ["丁"]})
    assert find_articulation(G).persons == frozenset({"丙"})


@UNTIMED
@given(under=commands)
def test_articulation_is_what_taking_each_body_out_shows(chain_of_command: TinyNetwork, under: Any) -> None:
    found = {one.body.id: one.cut_off for one in find_articulation(chain_of_command(under)).bodies}
    chains = chains_of(under)
    plain, tops = chains.to_undirected(), [body for body, above in chains.in_degree() if above == 0]
    lost_already = without_chain(chains, tops)
    expected = {}
    for body in chains:
        left = nx.restricted_view(plain, [body], [])
        if nx.number_connected_components(left) > nx.number_connected_components(plain) - (plain.degree(body) == 0):
            cut = without_chain(nx.restricted_view(chains, [body], []), [top for top in tops if top != body])
            expected[body] = len(cut - lost_already)
    assert found == expected


@UNTIMED
@given(under=commands)
def test_bridges_are_what_taking_each_tie_out_shows(chain_of_command: TinyNetwork, under: Any) -> None:
    found = {(tie.superior.id, tie.subordinate.id): tie.cut_off for tie in find_bridges(chain_of_command(under)).ties}
    chains = chains_of(under)
    plain, tops = chains.to_undirected(), [body for body, above in chains.in_degree() if above == 0]
    lost_already, pieces = without_chain(chains, tops), nx.number_connected_components(plain)
    for a, b in plain.edges():
        cuts = nx.number_connected_components(nx.restricted_view(plain, [], [(a, b)])) > pieces
        assert cuts is bool({(a, b), (b, a)} & set(found))
    for (high, low), cut_off in found.items():
        cut = without_chain(nx.restricted_view(chains, [], [(high, low), (low, high)]), tops)
        assert cut_off == len(cut - lost_already)


@UNTIMED
@given(under=commands)
def test_rustworkx_says_what_networkx_says(chain_of_command: TinyNetwork, under: Any) -> None:
    by_networkx = chain_of_command(under)
    expected = find_articulation(by_networkx).bodies, find_bridges(by_networkx).ties
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dispatch, "RUSTWORKX_FROM", 0)
        G = chain_of_command(under)
        articulation, bridges = find_articulation(G), find_bridges(G)
    assert (articulation.bodies, bridges.ties) == expected
    assert articulation.method.library == bridges.method.library == "rustworkx"
