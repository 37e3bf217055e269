"""What stands alone on its layer, and where a chain of command breaks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import networkx as nx
import pytest

from graph.structure import dispatch
from graph.structure.isolates import Loose, find_isolates

TinyNetwork = Callable[..., nx.MultiDiGraph]


def loose(G: nx.MultiDiGraph, layer: str) -> list[tuple[str, str, int]]:
    """What was found on a layer: what, which node, how many bodies below."""
    return [(one.what, one.node.id, one.below) for one in find_isolates(G).loose if one.layer == layer]


@pytest.mark.parametrize(
    ("label", "tie", "layer", "alone"),
    [
        ("SocialOrganisation", ["n BASED_IN k"], "service", False),
        ("SocialOrganisation", [], "service", True),
        ("SocialOrganisation", ["n PAIRED_WITH k"], "service", True),
        ("Post", ["n RESPONSIBLE_FOR k"], "service", False),
        ("Grid", ["n WITHIN k"], "service", True),
        ("Grid", ["n COVERS c"], "service", False),
        ("Station", ["n LOCATED_IN k"], "reach", False),
        ("Station", [], "reach", True),
    ],
)
def test_a_node_is_alone_where_nothing_of_its_layer_ties_it(
    tiny_network: TinyNetwork, label: str, tie: list[str], layer: str, alone: bool
) -> None:
    G = tiny_network(
        {"n": label, "d": "District", "k": "Community", "c": "Compound"}, ["k WITHIN d", "c WITHIN k", *tie]
    )
    assert (("isolate", "n", 0) in loose(G, layer)) is alone


def test_party_organisation_without_any_command_is_alone_and_has_no_superior(tiny_network: TinyNetwork) -> None:
    nodes = {"top": "PartyOrganisation", "s": "PartyOrganisation", "n": "PartyOrganisation"}
    found = loose(tiny_network(nodes, ["s SUBORDINATE_TO top"]), "command")
    assert found == [("isolate", "n", 0), ("noSuperior", "n", 0)]


def test_chain_breaks_once_and_counts_what_hangs_below(chain_of_command: TinyNetwork) -> None:
    under = {"street": "top", "c": "street", "b1": "c", "b2": "c", "branch": "broken", "g1": "branch", "g2": "branch"}
    assert loose(chain_of_command(under), "command") == [("noSuperior", "broken", 3)]


def test_two_superiors_and_circles_are_told_apart(chain_of_command: TinyNetwork) -> None:
    under = [("a", "top"), ("b", "top"), ("two", "a"), ("two", "b"), ("x", "y"), ("y", "x"), ("g", "x")]
    assert loose(chain_of_command(under), "command") == [
        ("severalSuperiors", "two", 0), ("circle", "x", 1), ("circle", "y", 1),
    ]  # fmt: skip


def test_top_is_the_body_of_the_topmost_area(tiny_network: TinyNetwork) -> None:
    nodes = {"d": "District", "s": "Street", "top": "PartyOrganisation", "big": "PartyOrganisation"}
    small = {f"b{number}": "PartyOrganisation" for number in range(3)}
    edges = ["s WITHIN d", "top BASED_IN d", "big BASED_IN s", *(f"{body} SUBORDINATE_TO big" for body in small)]
    edges += [f"{body} BASED_IN s" for body in small]
    assert loose(tiny_network(nodes | small, edges), "command") == [("isolate", "top", 0), ("noSuperior", "big", 3)]


def test_rustworkx_says_what_networkx_says(chain_of_command: TinyNetwork, monkeypatch: pytest.MonkeyPatch) -> None:
    under = [("a", "b"), ("b", "a"), ("c", "a"), ("d", "e")]
    expected = find_isolates(chain_of_command(under)).loose
    monkeypatch.setattr(dispatch, "RUSTWORKX_FROM", 0)
    found = find_isolates(chain_of_command(under))
    assert found.loose == expected and found.method.library == "rustworkx"


def test_kinds_can_be_asked_for(tiny_network: TinyNetwork) -> None:
    found: Any = find_isolates(tiny_network({"n": "Merchant"}))
    assert found.of("isolate") == {"n"} and found.of("circle") == frozenset()
    assert all(isinstance(one, Loose) for one in found.loose)
