"""Registered documents as a running server knows them: read when asked for, and not for every unknown id."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime

import pytest

from api.http.asked import document_id
from api.http.documents import Documents, add_document, read_documents, remove_document
from graph.errors import UsageError
from graph.store.connection import Store

AT = datetime(2026, 11, 1, tzinfo=UTC)


class Shelf:
    """Documents behind a count of how often they were read, and a clock that stands still."""

    def __init__(self) -> None:
        self.texts: dict[str, str] = {"a": "{ a }"}
        self.reads = 0
        self.now = 0.0
        self.documents = Documents(self._read, clock=lambda: self.now)

    async def _read(self) -> Mapping[str, str]:
        self.reads += 1
        return dict(self.texts)

    def find(self, id: str) -> str | None:
        """What the server would answer."""
        return asyncio.run(self.documents.find(id))


def test_documents_are_read_once_for_a_while() -> None:
    shelf = Shelf()
    assert [shelf.find("a") for _ in range(3)] == ["{ a }"] * 3
    assert shelf.reads == 1


def test_unknown_ids_do_not_make_the_store_be_asked_each_time() -> None:
    shelf = Shelf()
    assert [shelf.find(str(number)) for number in range(100)] == [None] * 100
    assert shelf.reads == 1


def test_document_is_known_soon_after_it_is_added_and_forgotten_after_it_is_removed() -> None:
    shelf = Shelf()
    shelf.find("a")
    shelf.texts = {"b": "{ b }"}
    shelf.now = 2.1
    assert shelf.find("b") == "{ b }" and shelf.find("a") is None
    shelf.texts, shelf.now = {}, 20.0
    assert shelf.find("b") == "{ b }"
    shelf.now = 32.2
    assert shelf.find("b") is None


def test_documents_come_out_of_the_store_as_they_went_in(ready_store: Store) -> None:
    texts = ["{ grids { totalCount } }", "query 网格 { a }\n"]
    for text in texts:
        assert add_document(ready_store, text, operations=("-",), file="x.graphql", at=AT, by="lin")
    assert not add_document(ready_store, texts[0], operations=("-",), file="y.graphql", at=AT, by="wu")

    async def read() -> dict[str, str]:
        async with ready_store.async_driver() as driver:
            return await read_documents(driver, ready_store.database)

    assert asyncio.run(read()) == {document_id(text): text for text in texts}


def test_beginning_of_several_ids_removes_none(ready_store: Store) -> None:
    def add(id: str) -> None:
        ready_store.write(lambda tx: tx.run("CREATE (:PersistedDocument {id: $id})", id=id).consume())

    for id in ("sha256:aaaaaaaa1", "sha256:aaaaaaaa2"):
        add(id)
    with pytest.raises(UsageError, match="several"):
        remove_document(ready_store, "aaaaaaaa")
    assert remove_document(ready_store, "aaaaaaaa2") == "sha256:aaaaaaaa2"
