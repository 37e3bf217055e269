"""Writing a difference: all of it or nothing, and back again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from graph.store.connection import Store
from graph.store.delta import Changed, Delta
from graph.store.reader import read_state
from graph.store.records import Node, Relationship
from graph.store.writer import write_delta

Dump = Callable[..., list[str]]

GRID = Node("g", ("Area", "Grid"), {"name": "第1网格", "households": 310, "validFrom": date(2020, 1, 1)})
COMMUNITY = Node("c", ("Area", "Community"), {"name": "康吉社区", "aliases": ["康吉"]})
WITHIN = Relationship("w", "WITHIN", "g", "c", {"sources": ["sheet-a#2"]})
GONE = Node("none", ("Area",), {})
LOST = Relationship("none", "WITHIN", "g", "c", {})


def write(store: Store, delta: Delta, *believed: Node | Relationship) -> None:
    """Writes on top of what the store holds, and of what is wrongly believed to be there."""

    def work(tx: Any) -> None:
        state = read_state(tx)
        for item in believed:
            state.add_node(item) if isinstance(item, Node) else state.add_relationship(item)
        write_delta(tx, delta, state)

    store.write(work)


def test_written_items_are_read_back_as_they_were(ready_store: Store) -> None:
    write(ready_store, Delta(created_nodes=[GRID, COMMUNITY], created_relationships=[WITHIN]))
    state = ready_store.read(read_state)
    assert state.nodes == {"g": GRID, "c": COMMUNITY}
    assert state.relationships == {"w": WITHIN}


def test_inverse_takes_everything_back(ready_store: Store, dump: Dump) -> None:
    write(ready_store, Delta(created_nodes=[GRID, COMMUNITY], created_relationships=[WITHIN]))
    before = dump()
    delta = Delta(
        created_nodes=[Node("h", ("Area", "Grid"), {"name": "第2网格"})],
        created_relationships=[Relationship("x", "WITHIN", "h", "c", {})],
        changed_nodes=[Changed("g", {"households": (310, None), "extent": (None, "东至御河")})],
        changed_relationships=[Changed("w", {"validTo": (None, date(2026, 1, 1))})],
    )
    write(ready_store, delta)
    assert dump() != before
    write(ready_store, delta.inverse())
    assert dump() == before


@pytest.mark.parametrize(
    ("wrong", "believed"),
    [
        (Delta(changed_nodes=[Changed("none", {"name": ("a", "b")})]), []),
        (Delta(changed_nodes=[Changed("none", {"name": ("a", "b")})]), [GONE]),
        (Delta(created_relationships=[Relationship("x", "WITHIN", "g", "none", {})]), []),
        (Delta(changed_relationships=[Changed("none", {"a": (1, 2)})]), [LOST]),
        (Delta(deleted_nodes=[GONE]), [GONE]),
    ],
    ids=["unknown node", "node gone", "end unknown", "relationship gone", "deleted node gone"],
)
def test_write_that_misses_an_item_leaves_nothing_of_itself(
    wrong: Delta, believed: list[Node | Relationship], ready_store: Store, dump: Dump
) -> None:
    write(ready_store, Delta(created_nodes=[GRID, COMMUNITY], created_relationships=[WITHIN]))
    before = dump()
    wrong.created_nodes = [Node("h", ("Area", "Grid"), {"name": "第2网格"})]
    with pytest.raises(LookupError):
        write(ready_store, wrong, *believed)
    assert dump() == before


def test_more_items_than_one_batch_holds_are_all_written(ready_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph.store.writer._ROWS", 7)
    monkeypatch.setattr("graph.store.reader._PAGE", 5)
    nodes = [Node(f"n{n:02}", ("Area", "Grid"), {"name": f"第{n}网格"}) for n in range(20)]
    lines = [Relationship(f"r{n:02}", "WITHIN", f"n{n:02}", "c", {}) for n in range(20)]
    write(ready_store, Delta(created_nodes=[*nodes, COMMUNITY], created_relationships=lines))
    state = ready_store.read(read_state)
    assert len(state.nodes) == 21 and list(state.relationships) == [f"r{n:02}" for n in range(20)]
