"""The application as a web server opens it: on a real store, from its start to its end."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

import api
from api.http.asked import document_id
from api.http.documents import add_document
from api.http.settings import HttpSettings
from graph.store.connection import Store
from graph.store.settings import StoreSettings

GRIDS = {"query": "query Grids { grids(first: 1) { totalCount } }"}


@pytest.fixture
def settings(command_environment: dict[str, str]) -> HttpSettings:
    """The server's, on the test run's store."""
    return HttpSettings(store=StoreSettings.from_environment(command_environment), log="warning")


def client_of(app: Any) -> httpx.AsyncClient:
    """A client of an application in this process."""
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://127.0.0.1:8000")


@pytest.mark.managed_server
def test_application_answers_while_it_is_open(settings: HttpSettings, ready_store: Store) -> None:
    app = api.create_app(settings)

    async def visit() -> list[httpx.Response]:
        async with client_of(app) as client:
            before = await client.post("/graphql", json=GRIDS)
            async with app.router.lifespan_context(app):
                asked = [await client.post("/graphql", json=GRIDS) for _ in range(3)]
                told = [await client.get(path) for path in ("/readyz", "/metrics")]
            return [before, *asked, *told, await client.post("/graphql", json=GRIDS)]

    before, first, *_, ready, figures, after = asyncio.run(visit())
    assert (before.status_code, first.status_code, ready.status_code, after.status_code) == (503, 200, 200, 503)
    assert first.json()["data"] == {"grids": {"totalCount": 0}}
    assert "govgraph_plan_hits 2.0" in figures.text and "govgraph_pool_size 32.0" in figures.text
    entries = ready_store.rows("MATCH (e:AuditEntry) RETURN e.who AS who, e.operation AS operation, e.status AS status")
    assert entries == [{"who": "local", "operation": None, "status": 200}] * 3


@pytest.mark.managed_server
def test_sixteen_clients_are_answered_at_a_time(settings: HttpSettings, ready_store: Store) -> None:
    app = api.create_app(settings)

    async def one(client: httpx.AsyncClient) -> list[int]:
        return [(await client.post("/graphql", json=GRIDS)).status_code for _ in range(10)]

    async def crowd() -> list[list[int]]:
        async with app.router.lifespan_context(app), client_of(app) as client:
            return await asyncio.gather(*(one(client) for _ in range(16)))

    assert asyncio.run(crowd()) == [[200] * 10] * 16


@pytest.mark.managed_server
def test_settings_reach_the_engine_and_the_registered_documents(settings: HttpSettings, ready_store: Store) -> None:
    text = GRIDS["query"]
    add_document(
        ready_store, text, operations=("Grids",), file="x.graphql", at=datetime(2026, 11, 1, tzinfo=UTC), by="lin"
    )
    schema = "{ __schema { queryType { name } } }"
    add_document(
        ready_store, schema, operations=("-",), file="y.graphql", at=datetime(2026, 11, 1, tzinfo=UTC), by="lin"
    )
    app = api.create_app(replace(settings, introspection=False, documents_only=True))

    async def ask() -> list[Any]:
        asked = ({"documentId": document_id(text)}, {"documentId": document_id(schema)}, {"query": text})
        async with app.router.lifespan_context(app), client_of(app) as client:
            return [(await client.post("/graphql", json=told)).json() for told in asked]

    grids, introspection, unregistered = asyncio.run(ask())
    assert grids["data"] == {"grids": {"totalCount": 0}}
    assert introspection["errors"][0]["extensions"]["code"] == "INTROSPECTION_OFF"
    assert unregistered["errors"][0]["extensions"]["code"] == "DOCUMENT_REQUIRED"


def test_importing_the_package_brings_no_web_framework() -> None:
    words = "import api, sys; print([name for name in ('fastapi', 'strawberry', 'neo4j') if name in sys.modules])"
    root = Path(api.__file__).parents[1]
    done = subprocess.run([sys.executable, "-c", words], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
