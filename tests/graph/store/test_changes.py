"""What is told of a batch: which nodes it created, changed and ended, each once, and that it goes with the batch."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from graph.store.batches import BatchHeader, lock_store, undo_batch, write_batch
from graph.store.changes import happened
from graph.store.connection import Store
from graph.store.delta import Changed, Delta
from graph.store.reader import read_state
from graph.store.records import GraphState, Node, Relationship
from graph.store.writer import write_delta

DAY, END = date(2026, 11, 1), date(2026, 10, 15)
AT = datetime(2026, 11, 2, 9, tzinfo=UTC)


@pytest.fixture
def state() -> GraphState:
    """A grid, a post that answers for it, a tenure, a sheet."""
    state = GraphState()
    for id, *labels in (("area-1", "Area", "Grid"), ("post-1", "Post"), ("tenure-1", "Tenure"), ("sheet-1", "Source")):
        state.add_node(Node(id, tuple(labels), {"name": id}))
    state.add_relationship(Relationship("rel-1", "RESPONSIBLE_FOR", "post-1", "area-1", {}))
    return state


@pytest.mark.parametrize(
    ("delta", "expected"),
    [
        (Delta(created_nodes=[Node("area-2", ("Area", "Grid"), {})]), {("created", "Grid"): {"area-2": DAY}}),
        (Delta(created_nodes=[Node("sheet-2", ("Source",), {})]), {}),
        (Delta(deleted_nodes=[Node("post-1", ("Post",), {})]), {("ended", "Post"): {"post-1": DAY}}),
        (Delta(changed_nodes=[Changed("area-1", {"households": (3, 4)})]), {("changed", "Grid"): {"area-1": DAY}}),
        (Delta(changed_nodes=[Changed("area-1", {"sources": ([], ["a"])})]), {}),
        (Delta(changed_nodes=[Changed("tenure-1", {"validTo": (None, END)})]), {("ended", "Tenure"): {"tenure-1": END}}),
        (Delta(changed_nodes=[Changed("tenure-1", {"validTo": (END, DAY)})]), {("changed", "Tenure"): {"tenure-1": DAY}}),
        (Delta(changed_nodes=[Changed("tenure-1", {"validTo": (END, None)})]), {("changed", "Tenure"): {"tenure-1": DAY}}),
        (Delta(changed_relationships=[Changed("rel-1", {"validTo": (None, END)})]), {("changed", "Post"): {"post-1": DAY}}),
        (Delta(changed_relationships=[Changed("rel-1", {"records": ([], ["a"])})]), {}),
        (Delta(created_relationships=[Relationship("r", "POST_IN", "post-1", "org-1", {})]),
         {("changed", "Post"): {"post-1": DAY}}),
        (Delta(created_relationships=[Relationship("r", "RESERVE_FOR", "post-1", "area-1", {})]), {}),
        (Delta(deleted_relationships=[Relationship("r", "POST_IN", "post-1", "org-1", {})],
               deleted_nodes=[Node("post-1", ("Post",), {})]), {("ended", "Post"): {"post-1": DAY}}),
    ],
)  # fmt: skip
def test_each_node_is_told_of_once(state: GraphState, delta: Delta, expected: dict[Any, Any]) -> None:
    assert happened(delta, state, DAY) == expected


def written(store: Store, delta: Delta) -> str:
    """The id of a batch that is written as a load writes it."""

    def work(tx: Any) -> str:
        number, _ = lock_store(tx, "test")
        state = read_state(tx)
        write_delta(tx, delta, state)
        header = BatchHeader("甲", AT, DAY, None, "内部", True, {}, [])
        return write_batch(tx, delta, header, number=number + 1, state=state)

    return store.write(work)


def logged(store: Store) -> list[dict[str, Any]]:
    """The log's nodes in order."""
    return [row["c"] for row in store.rows("MATCH (c:ChangeLog) RETURN properties(c) AS c ORDER BY c.id")]


def test_a_batch_is_logged_and_its_log_goes_with_it(ready_store: Store) -> None:
    grids = [Node(f"area-{number:04}", ("Area", "Grid"), {"name": "网格"}) for number in range(1001)]
    first = written(ready_store, Delta(created_nodes=[*reversed(grids), Node("tenure-1", ("Tenure",), {})]))
    second = written(ready_store, Delta(changed_nodes=[Changed("tenure-1", {"validTo": (None, END)})]))
    one, two, three, four = logged(ready_store)
    assert [one["ids"].split("\n"), two["ids"]] == [[grid.id for grid in grids[:1000]], "area-1000"]
    assert (three["kind"], three["label"], three["what"], three["batch"]) == ("Tenure", "Tenure", "created", first)
    assert (four["what"], four["ids"], four["days"], four["batch"]) == ("ended", "tenure-1", "2026-10-15", second)
    assert (four["at"].to_native(), four["on"].to_native()) == (AT, DAY)
    undo_batch(ready_store, second)
    assert logged(ready_store) == [one, two, three]
