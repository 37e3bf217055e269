"""A store that hangs, and one that dies: each answer has its status and code, and the server comes back by itself."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import psutil
import pytest

from api.accounts.service import CACHED
from graph.store.server.process import server_status
from graph.store.settings import StoreSettings
from tests.api.serving import Serving

pytestmark = [pytest.mark.managed_server, pytest.mark.slow]

GRIDS = {"query": "{ grids(first: 1) { totalCount } }"}
HEADERS = {"accept": "application/graphql-response+json"}


@pytest.fixture
def settings(managed_settings: StoreSettings, tmp_path: Path) -> StoreSettings:
    """A store of its own, which may be killed."""
    return replace(managed_settings, home=tmp_path, store="fragile")


@pytest.fixture
def server(settings: StoreSettings, command_environment: dict[str, str]) -> Iterator[Serving]:
    """A server on it that gives up an operation after five seconds."""
    env = {**command_environment, "GOVGRAPH_HOME": str(settings.home), "GOVGRAPH_STORE": settings.store}
    started = Serving(env, "--time-limit", "5")
    yield started
    started.close()


def ask(server: Serving) -> tuple[int, str | None]:
    """Status and code of a small operation."""
    answer = httpx.post(f"{server.url}/graphql", json=GRIDS, headers=HEADERS, timeout=60)
    told: dict[str, Any] = answer.json()
    assert "Traceback" not in answer.text and "MATCH" not in answer.text and "bolt" not in answer.text
    return answer.status_code, told["errors"][0]["extensions"]["code"] if "errors" in told else None


def ready(server: Serving) -> int:
    """What watchmen are told."""
    return httpx.get(f"{server.url}/readyz", timeout=30).status_code


def test_store_that_hangs_or_dies_is_told_and_comes_back(server: Serving, settings: StoreSettings) -> None:
    assert (ask(server), ready(server)) == ((200, None), 200)
    database = psutil.Process(server_status(settings).pid)

    database.suspend()
    assert (ready(server), httpx.get(f"{server.url}/healthz").status_code) == (503, 200)
    time.sleep(CACHED)  # so that who asks is looked up anew, too
    assert ask(server) in ((504, "TIMEOUT"), (503, "STORE_UNAVAILABLE"))  # with a connection at hand, or without
    database.resume()
    assert ask(server) == (200, None)

    os.kill(database.pid, signal.SIGKILL)
    assert (ask(server), ready(server)) == ((503, "STORE_UNAVAILABLE"), 503)
    until = time.monotonic() + 120
    while ready(server) != 200 and time.monotonic() < until:
        time.sleep(0.5)
    assert ask(server) == (200, None)
    assert server.stop() == 0
    assert "the managed server is back" in server.said and "Traceback" not in server.said
