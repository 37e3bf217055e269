"""One open store: sessions, managed transactions, and errors that say what to do.

>>> with open_store() as store:  # doctest: +SKIP
...     store.rows("MATCH (g:Grid) RETURN count(g) AS grids")
[{'grids': 1529}]
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

from graph.errors import StoreError, StoreUnreachable
from graph.messages import Message
from graph.store.driver import import_driver
from graph.store.settings import StoreSettings

if TYPE_CHECKING:
    from datetime import date

    import networkx as nx
    import pandas as pd
    from neo4j import AsyncDriver, Driver, ManagedTransaction, Session

    from graph.store.server.folder import StoreFolder

__all__ = ["Store", "connect", "open_store"]

_Result = TypeVar("_Result")

_SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")
_CONNECT_LIMIT = 10.0
_RETRY_LIMIT = 30.0
_MANAGED_RETRY_LIMIT = 3.0
"""Seconds of trying again: a cluster elects a new leader in that time; a server on this machine is there or is not."""


@dataclass(frozen=True, slots=True)
class _Access:
    """Where a server is and how to get in; the password is never part of its ``repr``."""

    uri: str
    user: str
    password: str = field(repr=False)
    database: str | None
    retry: float

    def options(self) -> dict[str, Any]:
        """What every driver of ours is told."""
        from neo4j import NotificationMinimumSeverity

        return {
            "auth": (self.user, self.password), "connection_timeout": _CONNECT_LIMIT,
            "connection_acquisition_timeout": 2 * _CONNECT_LIMIT, "max_transaction_retry_time": self.retry,
            "notifications_min_severity": NotificationMinimumSeverity.OFF, "telemetry_disabled": True,
            "user_agent": "govgraph",
        }  # fmt: skip


class Store:
    """A connection to the one database; reads go to replicas where there are some, and see this store's own writes."""

    def __init__(
        self,
        driver: Driver,
        access: _Access,
        settings: StoreSettings,
        *,
        folder: StoreFolder | None,
        notes: tuple[Message, ...],
    ) -> None:
        self.driver = driver
        self.settings = settings
        self.uri = _shown(access.uri)
        self.database = access.database
        self.managed = folder is not None
        self.notes = notes
        self._access = access
        self._folder = folder

    def session(self) -> Session:
        """A session on this store's database, chained to the store's earlier writes."""
        return self.driver.session(database=self.database, bookmark_manager=self.driver.execute_query_bookmark_manager)

    def read(self, work: Callable[[ManagedTransaction], _Result]) -> _Result:
        """Run ``work`` in a read transaction, again on a transient error; what it answers."""
        with _telling_loss(self.uri), self.session() as session:
            return session.execute_read(work)

    def write(self, work: Callable[[ManagedTransaction], _Result]) -> _Result:
        """Run ``work`` in one write transaction, again on a transient error; all of it takes effect, or nothing.

        Raises ``StoreError`` where the managed server's disk is nearly full: Neo4j does not start any more after its
        transaction log has met the end of the disk.
        """
        if self._folder is not None and not self._folder.has_room():
            raise StoreError("store.disk_full", folder=self._folder.path)
        with _telling_loss(self.uri), self.session() as session:
            return session.execute_write(work)

    def rows(self, cypher: str, /, **parameters: Any) -> list[dict[str, Any]]:
        """The rows that a reading statement answers, one dict each."""
        return self.read(lambda tx: [dict(record) for record in tx.run(cypher, parameters)])

    def one(self, cypher: str, /, **parameters: Any) -> dict[str, Any] | None:
        """The first row, or None where there is none."""
        return next(iter(self.rows(cypher, **parameters)), None)

    def network(
        self, as_of: str | date | None = None, area: str | None = None, *, assume_terms_end: bool = False
    ) -> nx.MultiDiGraph:
        """What is alive on a day (today in the district's time zone) as a graph; node key = id.

        With ``area`` (a code or id) a copy of the part inside it; see :func:`graph.store.snapshot.part.part_of`. With
        ``assume_terms_end`` tenures whose recorded term is over count as ended. Read once for each state of the store,
        then kept: who changes attributes of the graph works on ``G.copy()``.

        Raises ``UsageError`` for what is no date or lies before 1900 or after 2200, and for an unknown area.
        """
        from graph.as_of import read_as_of
        from graph.store.snapshot.recent import network_of_store

        return network_of_store(self, read_as_of(as_of), area, assume_terms_end=assume_terms_end)

    def query(self, cypher: str, /, limit: int | None = None, **parameters: Any) -> pd.DataFrame:
        """The rows that a reading statement answers as a frame, at most ``limit`` of them; dates are Python's own.

        Values go in as ``parameters``, never as part of the text. Raises ``UsageError`` for a statement that writes (the
        server refuses it; nothing is changed) or that the server does not understand.
        """
        from graph.store.query import query_frame

        return query_frame(self, cypher, parameters, limit)

    def frame(self, label: str, as_of: str | date | None = None) -> pd.DataFrame:
        """One row for each node of a label (or sub-label) alive on a day, in order of id; columns as the model declares.

        See :func:`graph.store.query.label_frame` for the columns and what stays in the store. Raises ``UsageError`` for
        a label that the model lacks or that rosters do not fill, and for a wrong date.
        """
        from graph.as_of import read_as_of
        from graph.store.query import label_frame

        return label_frame(self, label, read_as_of(as_of))

    def async_driver(self, *, pool: int = 32, patience: float = 5.0) -> AsyncDriver:
        """A driver for asyncio on the same server and database user, for its caller to close; connects when first used.

        ``pool``: connections at most; ``patience``: seconds that a session waits for a free one. Sessions name the
        database themselves (``store.database``).

        >>> async def count(store: Store) -> int:
        ...     async with store.async_driver() as driver:
        ...         found = await driver.execute_query("MATCH (g:Grid) RETURN count(g)", database_=store.database)
        ...     return found.records[0][0]
        """
        from neo4j import AsyncGraphDatabase

        access = self._access
        options = {**access.options(), "max_connection_pool_size": pool, "connection_acquisition_timeout": patience}
        return AsyncGraphDatabase.driver(access.uri, **options)

    def close(self) -> None:
        """Close the connections; a managed server is left to ``open_store``."""
        self.driver.close()


def connect(store: str | None = None, *, keep: bool = False) -> AbstractContextManager[Store]:
    """The store of this machine's data folder, or the server that ``NEO4J_URI`` names, for a ``with`` block.

    ``store``: which managed store (``GOVGRAPH_STORE``, then ``default``); started where it does not run, and ended soon
    after its last user unless ``keep``. Raises ``StoreUnreachable`` where it does not answer.

    >>> with connect("demo") as store:  # doctest: +SKIP
    ...     store.network(as_of="2026-11-01").number_of_nodes()
    152797
    """
    return open_store(StoreSettings.from_environment(store=store), keep=keep)


@contextmanager
def open_store(settings: StoreSettings | None = None, *, keep: bool = False) -> Iterator[Store]:
    """The store for these settings, or for the environment; starts the managed server where it does not run.

    The managed server ends soon after the last command that uses it, unless ``keep``. ``store.notes`` says
    what a user should know, such as that the server was recovered.
    """
    settings = settings or StoreSettings.from_environment()
    if settings.uri is not None:
        access = _Access(settings.uri, settings.user, settings.password, settings.database, _RETRY_LIMIT)
        with _connected(access, settings, None, ()) as store:
            yield store
        return
    from graph.store.server.folder import StoreFolder
    from graph.store.server.process import use_server

    use = use_server(settings, keep=keep)
    try:
        folder = StoreFolder(settings.folder)
        uri = f"bolt://127.0.0.1:{use.port}"
        access = _Access(uri, "neo4j", folder.password(), settings.database, _MANAGED_RETRY_LIMIT)
        with _connected(access, settings, folder, use.notes) as store:
            yield store
    finally:
        use.leave()


@contextmanager
def _connected(
    access: _Access, settings: StoreSettings, folder: StoreFolder | None, notes: tuple[Message, ...]
) -> Iterator[Store]:
    driver = _connect(access)
    store = Store(driver, access, settings, folder=folder, notes=notes)
    try:
        yield store
    finally:
        store.close()


def _connect(access: _Access) -> Driver:
    """A driver that has reached the server and its database, or a clear error."""
    import_driver()
    from neo4j import GraphDatabase
    from neo4j.exceptions import AuthError, ClientError, ConfigurationError, DriverError, Neo4jError

    uri = access.uri
    if urlsplit(uri).scheme not in _SCHEMES:
        raise StoreUnreachable("store.bad_uri", uri=_shown(uri), reason="scheme")
    try:
        driver = GraphDatabase.driver(uri, **access.options())
    except (ConfigurationError, ValueError) as error:
        raise StoreUnreachable("store.bad_uri", uri=_shown(uri), reason=type(error).__name__) from error
    try:
        driver.verify_connectivity()
        if access.database is not None:
            with driver.session(database=access.database) as session:
                session.run("RETURN 1").consume()
    except AuthError as error:
        driver.close()
        raise StoreUnreachable("store.wrong_password", uri=_shown(uri), user=access.user) from error
    except ClientError as error:
        driver.close()
        raise StoreUnreachable("store.no_database", uri=_shown(uri), database=access.database) from error
    except (DriverError, Neo4jError, OSError, ValueError) as error:
        driver.close()
        raise StoreUnreachable("store.unreachable", uri=_shown(uri)) from error
    return driver


@contextmanager
def _telling_loss(uri: str) -> Iterator[None]:
    from neo4j.exceptions import ServiceUnavailable, SessionExpired

    try:
        yield
    except (ServiceUnavailable, SessionExpired) as error:
        raise StoreUnreachable("store.lost", uri=uri) from error


def _shown(uri: str) -> str:
    """The URI without anything secret that may have been written into it."""
    parts = urlsplit(uri)
    host = parts.netloc.rpartition("@")[2]
    return f"{parts.scheme}://{host}" if host else parts.scheme or "?"
