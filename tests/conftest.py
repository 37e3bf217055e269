"""One real Neo4j for the whole test run: the managed server in a folder of its own, or the one that NEO4J_URI names."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace

import pytest

from graph.store.connection import Store, open_store
from graph.store.settings import StoreSettings


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """With NEO4J_URI there is no managed server to test."""
    if not os.environ.get("NEO4J_URI"):
        return
    managed = [item for item in items if item.get_closest_marker("managed_server")]
    config.hook.pytest_deselected(items=managed)
    items[:] = [item for item in items if item not in managed]


@pytest.fixture(scope="session")
def managed_settings(tmp_path_factory: pytest.TempPathFactory) -> StoreSettings:
    """Settings of a managed store in a temporary home; only the downloaded jars are shared with other runs."""
    shared = StoreSettings.from_environment({key: os.environ[key] for key in os.environ if key != "NEO4J_URI"})
    return replace(shared, home=tmp_path_factory.mktemp("home"), store="tests", port=None)


@pytest.fixture(scope="session")
def store(managed_settings: StoreSettings) -> Iterator[Store]:
    """The store of this test run. Refuses a server of one's own that holds anything, unless told to wipe it."""
    settings = StoreSettings.from_environment() if os.environ.get("NEO4J_URI") else managed_settings
    with open_store(settings) as opened:
        occupied = opened.one("MATCH (n) RETURN 1 AS n LIMIT 1")
        if occupied and os.environ.get("GOVGRAPH_TEST_WIPE") != "yes":
            pytest.exit(f"{opened.uri} is not empty; GOVGRAPH_TEST_WIPE=yes lets the tests erase it", returncode=4)
        wipe_schema(opened)
        yield opened
        wipe(opened)


@pytest.fixture
def empty_store(store: Store) -> Store:
    """The store without any data; constraints and indexes stay from test to test."""
    wipe(store)
    return store


@pytest.fixture
def bare_store(store: Store) -> Store:
    """The store without data, constraints and indexes, as a new server has it."""
    wipe(store)
    wipe_schema(store)
    return store


def wipe(store: Store) -> None:
    """Delete every node, some thousands at a time."""
    if store.one("MATCH (n) RETURN 1 AS n LIMIT 1"):
        with store.session() as session:
            session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS").consume()


def wipe_schema(store: Store) -> None:
    """Drop constraints and indexes, but for the look-up indexes that every database has."""
    with store.session() as session:
        for row in session.run("SHOW CONSTRAINTS YIELD name").data():
            session.run(f"DROP CONSTRAINT `{row['name']}`").consume()
        for row in session.run("SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP'").data():
            session.run(f"DROP INDEX `{row['name']}`").consume()
