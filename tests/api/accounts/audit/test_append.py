"""The entry of a change stands and falls with the change."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest

from api.accounts.audit import AuditedStore, Entry, append_entries
from api.accounts.audit.verify import verify_audit
from graph.errors import UsageError
from graph.store.connection import Store

Entries = Callable[[], list[dict[str, Any]]]


def change(tx: Any) -> str:
    tx.run("CREATE (:Area {id: 'area-new'})").consume()
    return "area-new"


def entry(answer: str) -> Entry:
    return Entry(who="张三", action="write", by="session", targets=(answer,))


def test_write_leaves_its_entry(accounts_store: Store, entries: Entries) -> None:
    audited = AuditedStore(accounts_store, entry)
    assert audited.write(change) == "area-new" and audited.uri == accounts_store.uri
    assert [(row["who"], row["targets"]) for row in entries()] == [("张三", ["area-new"])]
    assert audited.one("MATCH (a:Area {id: 'area-new'}) RETURN a.id AS id") and len(entries()) == 1


def test_change_that_fails_leaves_no_entry(accounts_store: Store, entries: Entries) -> None:
    def failing(tx: Any) -> str:
        change(tx)
        raise UsageError("accounts.login_refused")

    with pytest.raises(UsageError):
        AuditedStore(accounts_store, entry).write(failing)
    assert entries() == [] and accounts_store.one("MATCH (a:Area {id: 'area-new'}) RETURN a") is None


def test_change_whose_entry_cannot_be_written_does_not_happen(accounts_store: Store, entries: Entries) -> None:
    def no_entry(answer: str) -> Entry:
        raise RuntimeError(answer)

    with pytest.raises(RuntimeError):
        AuditedStore(accounts_store, no_entry).write(change)
    assert accounts_store.one("MATCH (a:Area {id: 'area-new'}) RETURN a") is None


def test_same_entry_is_written_once(accounts_store: Store, entries: Entries) -> None:
    told = [entry("a"), entry("b")]
    accounts_store.write(lambda tx: append_entries(tx, told[:1]))
    head = accounts_store.write(lambda tx: append_entries(tx, told))
    assert [row["targets"] for row in entries()] == [["a"], ["b"]]
    assert verify_audit(accounts_store).head == head and head.number == 2


def test_second_writer_waits_for_the_first_and_follows_on(accounts_store: Store) -> None:
    accounts_store.write(lambda tx: append_entries(tx, [entry("0")]))
    second = threading.Thread(target=lambda: accounts_store.write(lambda tx: append_entries(tx, [entry("b")])))

    def first(tx: Any) -> None:
        append_entries(tx, [entry("a")])
        second.start()
        second.join(0.7)
        assert second.is_alive()

    accounts_store.write(first)
    second.join(60)
    found = verify_audit(accounts_store)
    assert (found.entries, found.faults) == (3, ())
