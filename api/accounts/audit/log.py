"""Where requests leave their entries: kept at once, written into the store a little later, many in one transaction.

An entry counts as kept when it stands in the spool, which costs microseconds; then the answer may go out. One task writes
what has gathered every ``every`` seconds. Where entries cannot be kept, because the disk refuses them or because the store
has taken none for so long that ``capacity`` are waiting, ``record`` raises and the request is refused: what cannot be
audited is not answered. Without a folder for the spool ``record`` waits until the store has the entry.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from api.accounts.audit.append import append_entries_async
from api.accounts.audit.entry import Entry
from api.accounts.audit.spool import Spool, left_entries
from api.accounts.errors import AuditStopped
from api.accounts.labels import ensure_accounts_async
from graph.store.driver import import_driver

if TYPE_CHECKING:
    from neo4j import AsyncDriver

__all__ = ["AuditLog"]

_LOG = logging.getLogger(__name__)
_LONGEST_PAUSE = 5.0


class AuditLog:
    """The audit of one server process: ``start``, ``record`` for each request, ``stop``."""

    def __init__(
        self,
        driver: AsyncDriver,
        *,
        database: str | None = None,
        folder: Path | None = None,
        every: float = 0.2,
        capacity: int = 10_000,
        patience: float = 5.0,
    ) -> None:
        self._driver, self._database, self._folder = driver, database, folder
        self._every, self._capacity, self._patience = every, capacity, patience
        self._waiting: list[Entry] = []
        self._in_flight: list[Entry] = []
        self._written = 0
        self._spool: Spool | None = None
        self._task: asyncio.Task[None] | None = None
        self._wake, self._hurry = asyncio.Event(), asyncio.Event()
        self._moved = asyncio.Condition()
        self._closing = False
        self._errors: tuple[type[Exception], ...] = ()
        self.failures = 0
        """How many times in a row the store has not taken what waits; 0 where all is well."""

    @property
    def backlog(self) -> int:
        """How many entries are kept but not yet in the store."""
        return len(self._waiting) + len(self._in_flight)

    async def start(self) -> None:
        """Prepares the store, takes over what a killed process left, and begins to write.

        Raises ``AuditStopped`` where the folder cannot be written; the driver's errors where the store does not answer.
        """
        import_driver()
        from neo4j.exceptions import DriverError, Neo4jError

        self._errors = (DriverError, Neo4jError, OSError)
        await ensure_accounts_async(self._driver, self._database)
        await self._write([])  # so that the server knows the statements before the first request waits for them
        if self._folder is not None:
            await self._take_over(self._folder)
        self._closing = False
        self._task = asyncio.create_task(self._run(), name="audit")

    async def record(self, entry: Entry) -> None:
        """Keeps an entry; after that the answer may go out. Raises ``AuditStopped`` where it cannot be kept."""
        if self._task is None or self._task.done() or self._closing:
            raise AuditStopped("accounts.audit_closed")
        if self.backlog >= self._capacity:
            await self._wait(lambda: self.backlog < self._capacity)
        if self._spool is not None:
            try:
                self._spool.add(entry)
            except OSError as error:
                raise AuditStopped("accounts.audit_disk", reason=error.strerror or str(error)) from error
        self._waiting.append(entry)
        self._wake.set()
        if self._spool is None:
            place = self._written + self.backlog
            self._hurry.set()
            await self._wait(lambda: self._written >= place)

    async def flush(self) -> None:
        """Waits until everything recorded so far is in the store; raises ``AuditStopped`` after ``patience``."""
        place = self._written + self.backlog
        self._hurry.set()
        await self._wait(lambda: self._written >= place)

    async def stop(self) -> None:
        """Writes what is left and ends. What the store does not take in ``patience`` seconds stays in the spool."""
        self._closing = True
        self._wake.set()
        self._hurry.set()
        if self._task is not None:
            await asyncio.wait([self._task], timeout=self._patience)
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
            self._task = None
        if self.backlog:
            _LOG.error("audit: %d entries are not in the store; the spool keeps them", self.backlog)
        if self._spool is not None:
            self._spool.close(remove=not self.backlog)
            self._spool = None

    async def _take_over(self, folder: Path) -> None:
        try:
            spool = Spool(folder)
        except OSError as error:
            raise AuditStopped("accounts.audit_folder", folder=folder) from error
        try:
            with left_entries(folder) as entries:
                for start in range(0, len(entries), self._capacity):
                    await self._write(entries[start : start + self._capacity])
        except BaseException:
            spool.close(remove=True)
            raise
        self._spool = spool

    async def _run(self) -> None:
        while not (self._closing and not self.backlog):
            await self._wake.wait()
            await self._pause(self._every)
            if not self._in_flight:
                self._in_flight, self._waiting = self._waiting, []
                if self._spool is not None:
                    self._spool.turn()
            try:
                await self._write(self._in_flight)
            except self._errors as error:
                self.failures += 1
                _LOG.error("audit: the store takes no entries (%s); %d wait", type(error).__name__, self.backlog)
                await asyncio.sleep(min(_LONGEST_PAUSE, 0.1 * 2 ** min(self.failures, 10)))
                continue
            await self._done()

    async def _done(self) -> None:
        """What was in flight is in the store."""
        if self._spool is not None:
            self._spool.clear()
        self.failures = 0
        async with self._moved:
            self._written += len(self._in_flight)
            self._in_flight = []
            if not self._waiting and not self._closing:
                self._wake.clear()
            self._moved.notify_all()

    async def _pause(self, seconds: float) -> None:
        """Lets entries gather, unless somebody waits for them."""
        try:
            await asyncio.wait_for(self._hurry.wait(), seconds)
        except TimeoutError:
            return
        if not self._closing:
            self._hurry.clear()

    async def _write(self, entries: list[Entry]) -> None:
        async with self._driver.session(database=self._database) as session:
            await session.execute_write(append_entries_async, entries)

    async def _wait(self, until: Callable[[], bool]) -> None:
        try:
            async with asyncio.timeout(self._patience), self._moved:
                await self._moved.wait_for(until)
        except TimeoutError as error:
            raise AuditStopped("accounts.audit_full", waiting=self.backlog) from error
