"""Accounts lie beside the model: nothing that reads the district sees them, and a backup carries them."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from api.accounts.audit import Entry, append_entries
from api.accounts.audit.verify import verify_audit
from api.accounts.labels import AUDIT_HEAD, LABELS, ensure_accounts, ensure_accounts_async, schema_statements
from api.accounts.manage import Sight, add_account, issue_token, list_accounts
from api.accounts.views import find_view, keep_view
from api.graphql.catalogue import catalogue
from graph.model import load_model
from graph.store.backup import backup_store, dump, restore_store
from graph.store.check import check_store
from graph.store.connection import Store
from graph.store.export import export_graph
from graph.store.reader import read_state
from graph.store.schema import ensure_schema
from graph.store.snapshot.read import read_facts


@pytest.fixture
def filled(accounts_store: Store) -> Store:
    """A store with an account, a token and what the audit says of them."""
    accounts_store.write(lambda tx: tx.run("MATCH (a:Area) SET a.validFrom = date('2020-01-01')").consume())
    add_account(accounts_store, "张三", Sight(role="reader"), password="四月的风 april 2026", by="root")
    issue_token(accounts_store, "张三", days=3, by="root")
    return accounts_store


def names(store: Store) -> set[str]:
    return {row["name"] for row in store.rows("SHOW CONSTRAINTS YIELD name")}


def test_a_load_makes_no_constraint_of_accounts(bare_store: Store) -> None:
    ensure_schema(bare_store)
    before = names(bare_store)
    assert not [name for name in before if name.startswith("accounts_")]
    ensure_accounts(bare_store)
    assert names(bare_store) - before == {name for name, words in schema_statements() if "CONSTRAINT" in words}


def test_several_servers_may_make_them_at_once(bare_store: Store) -> None:
    async def main() -> None:
        async with bare_store.async_driver() as driver:
            await asyncio.gather(*(ensure_accounts_async(driver, bare_store.database) for _ in range(4)))

    asyncio.run(main())
    assert {name for name, words in schema_statements() if "CONSTRAINT" in words} <= names(bare_store)


def test_model_and_graphql_know_no_account() -> None:
    assert not set(LABELS) & set(load_model().names())
    assert not set(LABELS) & set(catalogue().types)


def test_store_check_leaves_them_to_this_package(filled: Store) -> None:
    assert {problem.what for problem in check_store(filled)} == {"Account", "AuditEntry", "AuditHead", "Token"}
    assert check_store(filled, also=LABELS) == []


def test_snapshot_and_export_hold_nothing_of_them(filled: Store, tmp_path: Path) -> None:
    facts = filled.read(read_facts)
    assert {node.label for node in facts.nodes} == {"Street"}
    export_graph(filled.read(read_state), tmp_path / "out", "csv", as_of=date(2026, 11, 1), marking="内部")
    written = b"".join(file.read_bytes() for file in (tmp_path / "out").rglob("*") if file.is_file())
    assert "张三".encode() not in written and b"Audit" not in written and b"argon2" not in written


def test_backup_carries_accounts_saved_views_and_a_whole_audit(
    filled: Store, tmp_path: Path, dump_of: Callable[..., list[str]], request: pytest.FixtureRequest
) -> None:
    view = keep_view(
        filled, lambda id: Entry(who="张三", action="write", by="session", targets=(id,)), "张三", name="康吉", state="around=a",
        places={"a": (1, 2)}, shared=True,
    )  # fmt: skip
    before = dump_of(filled)
    result = backup_store(filled, tmp_path / "whole.backup", passphrase="一句够长的口令")
    assert result.contents.labels["Account"] == 1
    request.getfixturevalue("empty_store")
    filled.write(lambda tx: tx.run("MATCH (n) DETACH DELETE n").consume())
    restore_store(filled, tmp_path / "whole.backup", passphrase="一句够长的口令")
    assert dump_of(filled) == before
    assert [one.account.name for one in list_accounts(filled)] == ["张三"]
    assert verify_audit(filled).faults == ()
    kept = find_view(filled, view, "张三")
    assert kept is not None and (kept.name, kept.state, kept.places) == ("康吉", "around=a", {"a": (1.0, 2.0)})


def test_audit_waits_for_a_backup(filled: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = [Entry(who="张三", action="read", by="token")]
    append = threading.Thread(target=lambda: filled.write(lambda tx: append_entries(tx, told)))
    write_parts = dump._write_parts

    def slow(*given: Any) -> Any:
        append.start()
        append.join(0.7)
        assert append.is_alive()
        return write_parts(*given)

    monkeypatch.setattr(dump, "_write_parts", slow)
    result = backup_store(filled, tmp_path / "whole.backup", also=[AUDIT_HEAD])
    append.join(60)
    assert result.contents.labels["AuditEntry"] == 2
    assert verify_audit(filled).entries == 3
