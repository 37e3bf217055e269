"""Statements are planned on what the store holds now, not on what it held before the last load."""

from __future__ import annotations

import time

import pytest

from graph.store.connection import Store, open_store
from graph.store.statistics import renew_statistics

_INDEXES = "CALL db.stats.retrieve('GRAPH COUNTS') YIELD data RETURN data.indexes AS indexes"
_AREAS = "UNWIND range(1, $count) AS i CREATE (:Area {id: 'area-' + toString(i)})"
_SOON = 2.0
"""Seconds; by itself the server looks after its indexes every ten, so that not all three of these tests could pass."""


def believed(store: Store) -> int:
    """How many areas the server believes to be in the index of their ids."""
    row = store.one(_INDEXES)
    assert row is not None
    return next(
        int(index["totalSize"])
        for index in row["indexes"]
        if (index.get("labels"), index["properties"]) == (["Area"], ["id"])
    )


@pytest.mark.parametrize("part", [1, 2, 3])
def test_indexes_are_counted_anew_at_once(ready_store: Store, part: int) -> None:
    count = part * 4_000
    ready_store.write(lambda tx: tx.run(_AREAS, count=count).consume())
    renew_statistics(ready_store)
    end = time.monotonic() + _SOON
    while believed(ready_store) != count and time.monotonic() < end:
        time.sleep(0.05)
    assert believed(ready_store) == count


def test_a_store_that_is_gone_fails_nothing(store: Store) -> None:
    with open_store(store.settings) as other:
        other.close()
        renew_statistics(other)
