"""Accounts in the test run's store, and what a server does with them run to its end in one event loop."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

import pytest

from api.accounts.audit import AuditLog
from api.accounts.labels import ensure_accounts
from api.accounts.service import Accounts
from graph.store.connection import Store

T = TypeVar("T")

PASSWORD = "四月的风 april 2026"


class Hand:
    """A clock that stands still until it is moved; for moments and for seconds."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 1, 8, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def seconds(self) -> float:
        return self.now.timestamp()

    def move(self, **by: float) -> None:
        self.now += timedelta(**by)


@pytest.fixture
def clock() -> Hand:
    """See :class:`Hand`."""
    return Hand()


@pytest.fixture
def accounts_store(ready_store: Store) -> Store:
    """A store with two areas and no account."""
    ensure_accounts(ready_store)
    areas = [{"id": f"area-{code}", "code": code, "name": code} for code in ("140213050000", "140213051000")]
    ready_store.write(lambda tx: tx.run("UNWIND $rows AS row CREATE (a:Area:Street) SET a = row", rows=areas).consume())
    return ready_store


@pytest.fixture
def serve(accounts_store: Store, clock: Hand) -> Callable[..., Any]:
    """Runs work on the accounts as a server has them, with the clock of the test, and answers what it answers."""

    def run(work: Callable[[Accounts], Awaitable[T]], **options: Any) -> T:
        async def main() -> T:
            async with accounts_store.async_driver() as driver:
                options.setdefault("seconds", clock.seconds)
                accounts = Accounts(driver, database=accounts_store.database, clock=clock, **options)
                await accounts.start()
                try:
                    return await work(accounts)
                finally:
                    await accounts.close()

        return asyncio.run(main())

    return run


@pytest.fixture
def audited(accounts_store: Store) -> Callable[..., Any]:
    """Runs work with an audit log on the test run's store, started before and stopped after."""

    def run(work: Callable[[AuditLog], Awaitable[T]], **options: Any) -> T:
        async def main() -> T:
            async with accounts_store.async_driver() as driver:
                options.setdefault("patience", 60)
                log = AuditLog(driver, database=accounts_store.database, **options)
                await log.start()
                try:
                    return await work(log)
                finally:
                    await log.stop()

        return asyncio.run(main())

    return run


@pytest.fixture
def entries(accounts_store: Store) -> Callable[[], list[dict[str, Any]]]:
    """The audit as the store holds it, in the order of the chain."""
    return lambda: [
        row["e"] for row in accounts_store.rows("MATCH (e:AuditEntry) RETURN properties(e) AS e ORDER BY e.number")
    ]
