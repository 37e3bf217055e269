"""What is asked of a graph again and again: labels with those above them, neighbours by type, values, and all of it anew
after a change."""

from __future__ import annotations

from collections.abc import Callable

import networkx as nx
import pytest

from graph.store.snapshot import index_of

TinyNetwork = Callable[..., nx.MultiDiGraph]

NODES = {
    "d": "District", "s": "Street", "c": "Community",
    "g": {"label": "Grid", "kind": "basic", "aliases": ["甲格"]}, "h": {"label": "Grid", "kind": "special"}, "i": "Grid",
    "b": {"label": "PartyOrganisation", "kind": "branch"}, "p": {"label": "Post", "role": "gridLeader"},
}  # fmt: skip
EDGES = ["s WITHIN d", "c WITHIN s", "g WITHIN c", "h WITHIN c", "i WITHIN c", "p RESPONSIBLE_FOR g", "p POST_IN b"]


@pytest.fixture
def small(tiny_network: TinyNetwork) -> nx.MultiDiGraph:
    """A community with three grids, one of which has a leader."""
    return tiny_network(NODES, EDGES, {"甲": ["p"]})


@pytest.mark.parametrize(
    ("labels", "found"),
    [
        (("Grid",), ["g", "h", "i"]),
        (("Area",), ["d", "s", "c", "g", "h", "i"]),
        (("Organisation",), ["b"]),
        (("Community", "Street"), ["c", "s"]),
        (("Village",), []),
        ((), []),
    ],
)
def test_nodes_are_found_by_label_and_the_label_above(
    small: nx.MultiDiGraph, labels: tuple[str, ...], found: list[str]
) -> None:
    assert list(index_of(small).of_label(*labels)) == found


@pytest.mark.parametrize(
    ("id", "labels", "is_one"),
    [
        ("g", ["Grid"], True),
        ("g", ["Area"], True),
        ("g", ["Street", "Grid"], True),
        ("b", ["Area"], False),
        ("b", [], False),
    ],
)
def test_node_is_what_it_is_called_and_what_stands_above(
    small: nx.MultiDiGraph, id: str, labels: list[str], is_one: bool
) -> None:
    assert index_of(small).is_a(id, labels) is is_one


def test_neighbours_are_found_by_type_and_direction(small: nx.MultiDiGraph) -> None:
    index = index_of(small)
    assert [other for other, _ in index.out("g", "WITHIN")] == ["c"]
    assert [other for other, _ in index.into("c", "WITHIN")] == ["g", "h", "i"]
    assert [other for other, _ in index.out("p", "POST_IN")] == ["b"]
    assert (
        list(index.out("c", "SERVES")) == list(index.into("d", "POST_IN")) == list(index.out("nobody", "WITHIN")) == []
    )
    assert {id: [other for other, _ in near] for id, near in index.table("WITHIN", inward=True).items()} == {
        "d": ["s"], "s": ["c"], "c": ["g", "h", "i"],
    }  # fmt: skip


def test_doubled_relationship_is_a_neighbour_twice(small: nx.MultiDiGraph) -> None:
    small.add_edge("g", "c", "WITHIN#2", type="WITHIN", confirmedOn=None)
    near = list(index_of(small).out("g", "WITHIN"))
    assert [(other, "confirmedOn" in attributes) for other, attributes in near] == [("c", False), ("c", True)]


@pytest.mark.parametrize(
    ("label", "name", "found"),
    [
        ("Grid", "kind", {"basic": ["g"], "special": ["h"], None: ["i"]}),
        ("Area", "kind", {"basic": ["g"], "special": ["h"], None: ["d", "s", "c", "i"]}),
        ("Grid", "aliases", {None: ["h", "i"]}),
        ("Village", "kind", {}),
    ],
)
def test_nodes_are_looked_up_by_value(
    small: nx.MultiDiGraph, label: str, name: str, found: dict[str | None, list[str]]
) -> None:
    assert index_of(small).having(label, name) == found


def test_index_is_kept_until_the_graph_changes(small: nx.MultiDiGraph) -> None:
    first = index_of(small)
    assert index_of(small) is first
    small.add_node("j", label="Grid", kind="basic")
    small.add_edge("j", "c", "WITHIN", type="WITHIN")
    second = index_of(small)
    assert second is not first
    assert (list(second.of_label("Grid"))[-1], second.having("Grid", "kind")["basic"]) == ("j", ["g", "j"])
    small.remove_edge("g", "c")
    assert [other for other, _ in index_of(small).into("c", "WITHIN")] == ["h", "i", "j"]


def test_homes_and_loaded_rosters_are_worked_out_once(small: nx.MultiDiGraph) -> None:
    index = index_of(small)
    assert index.areas is index.areas
    assert index.loaded is index.loaded
    assert (index.areas.home("甲@p"), index.loaded.kinds_of("g")) == ("g", "")
