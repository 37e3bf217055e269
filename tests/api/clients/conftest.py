"""The reference district in the test run's store, asked through the engine and through a server on this machine."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Iterator
from typing import Any

import orjson
import pytest

from api.accounts.viewer import LOCAL, Viewer
from api.graphql.engine import Engine, Request
from api.http.settings import HttpSettings
from api.pages.background import serving
from graph.store.connection import Store
from graph.store.settings import StoreSettings
from tests.api.clients.district import DAY, fill_anew

Ask = Callable[..., Any]


@pytest.fixture
def district(store: Store) -> Store:
    """The test run's store with the reference district in it; filled when another test has emptied it."""
    fill_anew(store)
    return store


@pytest.fixture
def ask(district: Store) -> Ask:
    """The data that a document is answered with: ``ask(text, viewer, **variables)``, as of the day of the figures."""

    def asked(text: str, viewer: Viewer = LOCAL, /, **variables: Any) -> Any:
        given = {"asOf": DAY.isoformat(), **variables} if "$asOf" in text else variables
        body = orjson.loads(asyncio.run(_answer(district, Request(text, given), viewer)))
        assert "errors" not in body, body["errors"]
        return body["data"]

    return asked


async def _answer(store: Store, request: Request, viewer: Viewer) -> bytes:
    async with store.async_driver() as driver:
        return (await Engine(driver, database=store.database, store=store).answer(request, viewer)).body


@pytest.fixture
def address(district: Store, managed_settings: StoreSettings) -> Iterator[str]:
    """Where a server on a free port of this machine answers for the district."""
    settings = StoreSettings.from_environment() if os.environ.get("NEO4J_URI") else managed_settings
    with serving(HttpSettings(store=settings, port=0, log="warning")) as url:
        yield url
