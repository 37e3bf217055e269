"""One write: its context, its errors, its thread."""

from __future__ import annotations

import asyncio
import threading
from typing import Any

import pytest

from api.accounts.viewer import LOCAL
from api.graphql.errors import GraphqlFault
from api.graphql.writes.asked import Asked
from api.graphql.writes.run import Write, run_write
from graph.store.connection import Store


def test_without_a_store_nothing_is_written() -> None:
    with pytest.raises(GraphqlFault, match="STORE_UNAVAILABLE"):
        Asked.of({"viewer": LOCAL, "store": None})


def test_entry_tells_who_how_from_where_and_no_value(ready_store: Store) -> None:
    context = {"viewer": LOCAL, "store": ready_store, "by": "token", "address": "10.1.2.3", "document": "abc"}
    entry = Asked.of(context).entry("assignFinding", "finding-1")
    told = entry.content(1)
    assert {name: told[name] for name in ("who", "role", "by", "address", "document", "fields", "targets")} == {
        "who": "local", "role": "admin", "by": "token", "address": "10.1.2.3", "document": "abc",
        "fields": ["assignFinding"], "targets": ["finding-1"],
    }  # fmt: skip


def test_write_runs_beside_the_event_loop_and_raises_faults_only(ready_store: Store) -> None:
    ran: list[str] = []

    def work(asked: Asked, **arguments: Any) -> dict[str, Any]:
        ran.append(threading.current_thread().name)
        raise ZeroDivisionError("MATCH (p:Person) RETURN p")

    with pytest.raises(GraphqlFault) as raised:
        asyncio.run(run_write(Write("x", "decide", work), {"id": "1"}, {"viewer": LOCAL, "store": ready_store}))
    assert raised.value.code == "INTERNAL" and "MATCH" not in str(raised.value)
    assert ran != [threading.main_thread().name]


def test_refusal_stands_where_the_audit_takes_nothing(
    ready_store: Store, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("api.accounts.audit.append.HOLD", "THIS IS NO STATEMENT")
    refusing = Write("x", "decide", lambda asked, **_: {"never": 1 / 0})
    with pytest.raises(GraphqlFault, match="INTERNAL"):
        asyncio.run(run_write(refusing, {"id": "1"}, {"viewer": LOCAL, "store": ready_store}))
    assert "is not in the audit" in caplog.text and "STATEMENT" not in caplog.text
