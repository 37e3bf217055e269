"""Keeping the managed server up while requests are answered: one that has died is started again where it was.

The drivers know it by its port and connect again by themselves; requests in between are answered with 503. Where another
command has been quicker and started it on another port, nothing here can reach it any more: ``moved`` says so.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from graph.errors import GovgraphError

if TYPE_CHECKING:
    from graph.store.server.process import ServerUse
    from graph.store.settings import StoreSettings

__all__ = ["Upkeep"]

_LOG = logging.getLogger("govgraph.store")
_EVERY = 2.0
_AFTER_FAILURE = 20.0
"""Seconds between looks, and after a start that failed: no disk fills and no memory frees itself in two seconds."""


class Upkeep:
    """Looks after the managed server of a data folder until ``stop``."""

    def __init__(self, settings: StoreSettings, uri: str) -> None:
        self._settings = replace(settings, port=urlsplit(uri).port)
        self._uses: list[ServerUse] = []
        self._task: asyncio.Task[None] | None = None
        self.moved = asyncio.Event()

    def start(self) -> None:
        """Begins to look."""
        self._task = asyncio.create_task(self._run(), name="upkeep")

    async def stop(self) -> None:
        """Ends, and leaves what was started to the keeper."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        for use in self._uses:
            use.leave()

    async def _run(self) -> None:
        from graph.store.server.process import server_status

        while not self.moved.is_set():
            await asyncio.sleep(_EVERY)
            info = await asyncio.to_thread(server_status, self._settings)
            if not info.running:
                await self._start()
            elif info.port != self._settings.port:
                self._lost()

    async def _start(self) -> None:
        from graph.store.server.process import use_server

        _LOG.error("the managed server is gone; starting it again")
        try:
            use = await asyncio.to_thread(use_server, self._settings)
        except GovgraphError as error:
            _LOG.error("the managed server does not start: %s", error.message.en)
            await asyncio.sleep(_AFTER_FAILURE)
            return
        self._uses.append(use)
        if use.port != self._settings.port:
            self._lost()
        else:
            _LOG.warning("the managed server is back")

    def _lost(self) -> None:
        _LOG.error("the managed server is at another port now; this server has to be started anew")
        self.moved.set()
