"""A server in the background: it answers on this machine, ends with its block, and refuses what it must not do."""

from __future__ import annotations

import os

import httpx
import pytest

import api
from graph.errors import StoreUnreachable, UsageError
from graph.store.connection import Store
from graph.store.settings import StoreSettings


def test_server_answers_until_its_block_ends(ready_store: Store, managed_settings: StoreSettings) -> None:
    settings = StoreSettings.from_environment() if os.environ.get("NEO4J_URI") else managed_settings
    with api.serving(api.HttpSettings(store=settings, port=0, log="warning")) as address:
        answer = httpx.get(address, params={"query": "{ __typename }"}, timeout=60)
        assert answer.json()["data"] == {"__typename": "Query"}
    with pytest.raises(httpx.ConnectError):
        httpx.get(address, timeout=5)


def test_other_host_than_loopback_is_refused(managed_settings: StoreSettings) -> None:
    with (
        pytest.raises(UsageError, match="只听本机"),
        api.serving(api.HttpSettings(store=managed_settings, host="0.0.0.0")),
    ):
        pass


def test_store_that_cannot_be_reached_is_told(managed_settings: StoreSettings) -> None:
    lost = StoreSettings(
        home=managed_settings.home, cache=managed_settings.cache, uri="bolt://127.0.0.1:1", password="x"
    )
    with pytest.raises(StoreUnreachable), api.serving(api.HttpSettings(store=lost, port=0)):
        pass
