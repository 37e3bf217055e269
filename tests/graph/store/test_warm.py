"""Warming a server up: it writes by the writer's statements, and nothing of it stays."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event

import pytest

from graph.store.connection import Store
from graph.store.warm import _warm_up, warming

Dump = Callable[..., list[str]]


def test_warming_up_leaves_nothing(ready_store: Store, dump: Dump, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph.store.warm._ROUNDS", 2)
    before = dump()
    _warm_up(ready_store, Event())
    assert dump() == before


def test_write_can_begin_as_soon_as_the_block_ends(ready_store: Store, dump: Dump) -> None:
    with warming(ready_store, wanted=True):
        pass
    ready_store.write(lambda tx: tx.run("CREATE (:Area:Grid {id: 'warm-0-0'})").consume())
    assert sum("warm-" in line for line in dump()) == 1


def test_failure_is_of_no_consequence(ready_store: Store, dump: Dump, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph.store.warm.CREATE_RELATIONSHIPS", "THIS IS NO STATEMENT")
    before = dump()
    _warm_up(ready_store, Event())
    assert dump() == before
