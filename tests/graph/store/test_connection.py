"""Reading and writing through a store, and what a user is told when it cannot be reached."""

from __future__ import annotations

import asyncio
import os
import socket
from dataclasses import replace

import pytest

from graph.errors import StoreUnreachable
from graph.store.connection import Store, open_store
from graph.store.settings import StoreSettings


def own_server(store: Store, password: str) -> StoreSettings:
    """Settings that name the test run's server by its URI."""
    env = {"NEO4J_URI": os.environ.get("NEO4J_URI", store.uri), "NEO4J_PASSWORD": password}
    return StoreSettings.from_environment({**env, "NEO4J_USER": os.environ.get("NEO4J_USER", "neo4j")})


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_store_reads_its_own_writes(empty_store: Store) -> None:
    empty_store.write(lambda tx: tx.run("UNWIND range(1, 3) AS n CREATE (:T {n: n})").consume())
    assert empty_store.rows("MATCH (t:T) WHERE t.n > $least RETURN t.n AS n ORDER BY n", least=1) == [
        {"n": 2},
        {"n": 3},
    ]
    assert empty_store.one("MATCH (t:T) RETURN count(t) AS count") == {"count": 3}
    assert empty_store.one("MATCH (t:None) RETURN t") is None


def test_store_write_that_fails_leaves_nothing(empty_store: Store) -> None:
    def work(tx: object) -> None:
        tx.run("CREATE (:T {n: 1})")  # type: ignore[attr-defined]
        raise ValueError("changed my mind")

    with pytest.raises(ValueError, match="changed"):
        empty_store.write(work)
    assert empty_store.rows("MATCH (t:T) RETURN t") == []


def test_store_reading_refuses_to_write(empty_store: Store) -> None:
    from neo4j.exceptions import ClientError

    with pytest.raises(ClientError, match="read access mode"):
        empty_store.rows("CREATE (t:T) RETURN t")


def test_open_store_names_the_user_whose_password_is_wrong(store: Store) -> None:
    with pytest.raises(StoreUnreachable, match="NEO4J_PASSWORD") as caught, open_store(own_server(store, "wrong-one")):
        pass
    assert "wrong-one" not in str(caught.value)
    assert caught.value.exit_code == 4


def test_open_store_says_where_nobody_answers(store: Store) -> None:
    settings = replace(own_server(store, "x"), uri=f"bolt://127.0.0.1:{free_port()}")
    with pytest.raises(StoreUnreachable, match="does not answer"), open_store(settings):
        pass


@pytest.mark.parametrize("uri", ["http://db:7687", "db", "bolt+s+s://db"])
def test_open_store_refuses_a_uri_that_is_none(uri: str, store: Store) -> None:
    with pytest.raises(StoreUnreachable, match="looks like"), open_store(replace(own_server(store, "x"), uri=uri)):
        pass


def test_open_store_hides_a_password_written_into_the_uri(store: Store) -> None:
    settings = replace(own_server(store, "x"), uri="bolt://neo4j:geheim@db:7687")
    with pytest.raises(StoreUnreachable) as caught, open_store(settings):
        pass
    assert "geheim" not in str(caught.value)


@pytest.mark.managed_server
def test_open_store_names_a_database_that_is_not_there(store: Store, managed_settings: StoreSettings) -> None:
    password = (managed_settings.folder / "password").read_text(encoding="ascii").strip()
    settings = replace(own_server(store, password), database="nowhere")
    with pytest.raises(StoreUnreachable, match="nowhere"), open_store(settings):
        pass


def test_store_gives_a_driver_for_asyncio_that_reads_what_it_wrote(empty_store: Store) -> None:
    empty_store.write(lambda tx: tx.run("CREATE (:Grid {id: 'a'})").consume())

    async def ids() -> list[str]:
        async with empty_store.async_driver(pool=2) as driver:
            found = await driver.execute_query("MATCH (g:Grid) RETURN g.id", database_=empty_store.database)
        return [row[0] for row in found.records]

    assert asyncio.run(ids()) == ["a"]


def test_password_is_never_shown(store: Store) -> None:
    access = store._access
    assert len(access.password) > 8
    assert access.password not in repr(access) + repr(store)
