from __future__ import annotations

from collections.abc import Callable
from datetime import date

import networkx as nx
import pytest

from graph.errors import UsageError
from graph.store.connection import Store
from graph.store.snapshot import facts_of_store, index_of
from graph.store.snapshot.recent import MOST_GRAPHS

ON = "2026-11-01"


def test_same_graph_is_handed_out_again(corner: Store) -> None:
    G = corner.network(ON)
    index_of(G)
    assert corner.network(date(2026, 11, 1)) is G
    assert facts_of_store(corner) is facts_of_store(corner)
    assert G.graph["as_of"] == date(2026, 11, 1)


@pytest.mark.parametrize(
    "change",
    [
        lambda G: G.remove_node("p"),
        lambda G: G.add_node("x", label="Grid"),
        lambda G: G.add_edge("g", "d", "WITHIN", type="WITHIN"),
        lambda G: G.remove_edge("g", "s"),
        lambda G: G.graph.update(not_loaded=["grids"]),
    ],
    ids=["node removed", "node added", "edge added", "edge removed", "graph attribute"],
)
def test_changed_graph_is_not_handed_out_again(corner: Store, change: Callable[[nx.MultiDiGraph], None]) -> None:
    G = corner.network(ON)
    before = list(nx.to_edgelist(G))
    change(G)
    again = corner.network(ON)
    assert again is not G
    assert list(nx.to_edgelist(again)) == list(before)


def test_new_batch_is_seen_at_once(corner: Store, next_batch: Callable[[str], None]) -> None:
    assert "new" not in corner.network(ON)
    next_batch("MATCH (s:Street {id: 's'}) CREATE (:Area:Grid {id: 'new'})-[:WITHIN {id: 'w9'}]->(s)")
    assert corner.network(ON).has_edge("new", "s")


def test_few_graphs_are_kept(corner: Store) -> None:
    first = corner.network("2026-01-01")
    for month in range(2, 3 + MOST_GRAPHS):
        corner.network(date(2026, month, 1))
    assert corner.network("2026-01-01") is not first


def test_day_and_assumption_are_part_of_what_is_kept(corner: Store) -> None:
    assert "h" in corner.network("2026-05-01")
    assert "h" not in corner.network(ON)
    assert "n" in corner.network("2027-07-01")
    G = corner.network("2027-07-01", assume_terms_end=True)
    assert "n" not in G
    assert G.nodes["p"]["vacantSince"] == date(2027, 1, 1)


def test_part_is_a_copy_and_kept(corner: Store) -> None:
    G, part = corner.network(ON), corner.network(ON, "140213050000")
    assert set(part) == {"d", "s", "g", "p", "n", "e"}
    assert corner.network(ON, "s") is part
    part.nodes["g"]["name"] = "改"
    assert G.nodes["g"]["name"] == "第1网格"


def test_unknown_area_is_told_with_the_nearest(corner: Store) -> None:
    with pytest.raises(UsageError, match="140213050000 示例街道"):
        corner.network(ON, "140213050009")
