"""What a running server holds open: the store with its two drivers, the engine, accounts, the audit, and the figures."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING, Any

from api.accounts.audit.entry import Entry
from api.http.clients import Clients
from api.http.documents import Documents, read_documents
from api.http.identity import Identity
from api.http.metrics import Metrics
from api.http.upkeep import Upkeep

if TYPE_CHECKING:
    from neo4j import AsyncDriver

    from api.graphql.engine import Answer
    from api.graphql.engine import Engine as GraphqlEngine
    from api.http.edge import Visit
    from api.http.identity import Known
    from api.http.interfaces import Engine, Witness
    from api.http.settings import HttpSettings
    from graph.store.connection import Store

__all__ = ["Service", "open_service"]

_ANY_AREA = "MATCH (a:Area) RETURN a.id LIMIT 1"
_READY_WITHIN = 1.0
"""Seconds in which the store must answer to count as there."""


@dataclass(slots=True)
class Service:
    """The parts that answer a request; what is not theirs is not in here."""

    engine: Engine
    identity: Identity
    audit: Witness
    documents: Documents
    clients: Clients
    probe: Callable[[], Awaitable[bool]]
    """Asks the store something small: whether it holds any area."""
    store: Store | None = None
    """What accounts and the audit are read from where they are shown."""
    metrics: Metrics = field(default_factory=Metrics)
    moved: asyncio.Event = field(default_factory=asyncio.Event)
    """Set where the store cannot be reached any more and this process should end."""
    prepare: Callable[[], Coroutine[Any, Any, None]] | None = None
    """Asks once what is asked most, so that the first who comes finds it planned; run beside serving, may fail."""

    async def is_ready(self) -> bool:
        """Whether the store answers, soon enough."""
        try:
            async with asyncio.timeout(_READY_WITHIN):
                await self.probe()
        except Exception:  # noqa: BLE001 - whatever it is, the store is not there
            return False
        return True

    async def witness(self, known: Known, visit: Visit, answer: Answer) -> None:
        """Leaves an entry of an answer before it goes out; raises ``AuditStopped`` where none can be kept.

        Writes leave theirs in the transaction that they are; what the public reads names nobody and is not kept.
        """
        wrote = answer.operation == "mutation" and not answer.is_request_error
        if wrote or (known.by == "none" and not answer.personal):
            return
        record = visit.record
        entry = Entry(
            who=known.viewer.name,
            role=known.viewer.role,
            action="write" if answer.operation == "mutation" else "read",
            by=known.by,
            address=visit.peer.address,
            operation=record.operation,
            document=record.document,
            fields=answer.roots,
            personal=answer.personal,
            status=answer.status,
            code=answer.code,
        )
        await self.audit.record(entry)


@asynccontextmanager
async def open_service(settings: HttpSettings) -> AsyncIterator[Service]:
    """Opens everything, starting the managed server where it does not run; closes it in the opposite order.

    What is under way has ended by then: the web server waits for it. Raises ``StoreError`` where the store cannot be used.
    """
    from api.accounts.audit.log import AuditLog
    from api.accounts.audit.spool import spool_folder
    from api.accounts.service import Accounts
    from api.accounts.settings import read_auth_settings
    from api.graphql.engine import Engine as GraphqlEngine

    async with AsyncExitStack() as stack:
        store = await _open_store(stack, settings)
        driver = await stack.enter_async_context(store.async_driver(pool=settings.pool))
        audit = AuditLog(driver, database=store.database, folder=spool_folder(settings.store))
        await audit.start()
        stack.push_async_callback(audit.stop)
        accounts = Accounts(
            driver,
            database=store.database,
            settings=read_auth_settings(settings.store.home),
            single_user=settings.on_loopback and not settings.behind_proxy,
            behind_proxy=settings.behind_proxy,
            patience=settings.patience,
        )
        await accounts.start()
        stack.push_async_callback(accounts.close)
        engine = GraphqlEngine(driver, database=store.database, store=store, limits=settings.limits)
        service = Service(
            engine=engine,
            identity=Identity(accounts, public=settings.public),
            audit=audit,
            documents=Documents(lambda: read_documents(driver, store.database)),
            clients=Clients(settings.per_client),
            probe=lambda: _holds_areas(driver, store.database),
            store=store,
        )
        _watch(service, engine, settings)
        if store.managed:
            upkeep = Upkeep(settings.store, store.uri)
            service.moved = upkeep.moved
            upkeep.start()
            stack.push_async_callback(upkeep.stop)
        yield service


async def _open_store(stack: AsyncExitStack, settings: HttpSettings) -> Store:
    """The store, opened in a thread: a managed server takes seconds to start."""
    from graph.store.connection import open_store
    from graph.store.schema import ensure_schema

    opened = open_store(settings.store)
    store, _ = await asyncio.gather(
        asyncio.to_thread(opened.__enter__),
        asyncio.to_thread(import_module, "api.graphql.writes.table"),  # or the first who writes would wait for it
    )
    stack.push_async_callback(asyncio.to_thread, opened.__exit__, None, None, None)
    await asyncio.to_thread(ensure_schema, store)
    return store


async def _holds_areas(driver: AsyncDriver, database: str | None) -> bool:
    from neo4j import RoutingControl

    found = await driver.execute_query(_ANY_AREA, database_=database, routing_=RoutingControl.READ)
    return bool(found.records)


def _watch(service: Service, engine: GraphqlEngine, settings: HttpSettings) -> None:
    watch, driver, plans = service.metrics.watch, engine.driver, engine.plans.kept
    watch("govgraph_requests_under_way", "Operations being answered", lambda: service.clients.under_way)
    watch("govgraph_pool_size", "Connections to the store at most", lambda: settings.pool)
    watch("govgraph_pool_in_use", "Connections to the store in use", lambda: _in_use(driver))
    watch("govgraph_plans", "Plans in the cache", lambda: len(plans))
    watch("govgraph_plan_hits", "Plans found in the cache", lambda: plans.hits)
    watch("govgraph_plan_misses", "Plans made", lambda: plans.misses)


def _in_use(driver: AsyncDriver) -> float:
    """Connections that a request holds at this moment; the driver tells it in no other way."""
    connections = getattr(getattr(driver, "_pool", None), "connections", {})
    return float(sum(connection.in_use for held in [*connections.values()] for connection in [*held]))
