"""Registered documents: operations that an administrator has looked at, known by the SHA-256 of their text.

They lie in the store under a label of their own, beside the model, so no export, snapshot, rule or GraphQL type knows
them; a backup holds them. Clients send ``{"documentId": "sha256:…", "variables": {…}}``. With ``--documents-only`` nothing
else is answered.
"""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from api.http.asked import document_id
from graph.errors import UsageError

if TYPE_CHECKING:
    from neo4j import AsyncDriver

    from graph.store.connection import Store

__all__ = [
    "LABEL",
    "Documents",
    "Registered",
    "add_document",
    "list_documents",
    "read_documents",
    "remove_document",
]

LABEL = "PersistedDocument"
"""The label in the store; ``store check`` leaves it to this module."""

_UNIQUE = f"CREATE CONSTRAINT id_{LABEL} IF NOT EXISTS FOR (n:{LABEL}) REQUIRE n.id IS UNIQUE"
_ADD = f"""
MERGE (d:{LABEL} {{id: $id}})
ON CREATE SET d.text = $text, d.operations = $operations, d.file = $file, d.at = $at, d.by = $by, d.fresh = true
WITH d, d.fresh IS NOT NULL AS fresh REMOVE d.fresh RETURN fresh
"""
_LIST = f"MATCH (d:{LABEL}) RETURN properties(d) AS document ORDER BY d.at, d.id"
_REMOVE = f"MATCH (d:{LABEL}) WHERE d.id STARTS WITH $id WITH collect(d) AS found RETURN [d IN found | d.id] AS ids"
_DELETE = f"MATCH (d:{LABEL} {{id: $id}}) DELETE d"
_READ = f"MATCH (d:{LABEL}) RETURN collect(d.id) AS ids, collect(d.text) AS texts"

_SHORTEST = 8
_HOLDS = 30.0
"""Seconds after which the store is asked again: so long a document that was removed is still answered."""
_MISSED = 2.0
"""The same where a document was not found: so often at most are ids that nobody knows looked up."""


@dataclass(frozen=True, slots=True)
class Registered:
    """A document as the store holds it: its id, text, the operations in it, its file's name, when and by whom."""

    id: str
    text: str
    operations: tuple[str, ...]
    file: str
    at: datetime
    by: str


def add_document(store: Store, text: str, *, operations: tuple[str, ...], file: str, at: datetime, by: str) -> bool:
    """Registers a document; False where it is registered already. The caller has validated it."""
    store.write(lambda tx: tx.run(_UNIQUE).consume())
    values = {"id": document_id(text), "text": text, "operations": list(operations), "file": file, "at": at, "by": by}
    return bool(store.write(lambda tx: tx.run(_ADD, values).single(strict=True)["fresh"]))


def list_documents(store: Store) -> list[Registered]:
    """Every registered document, the oldest first."""
    return [_registered(row["document"]) for row in store.rows(_LIST)]


def remove_document(store: Store, id: str) -> str:
    """Takes a document back by its id, or the id's beginning; the whole id.

    Raises ``UsageError`` where none or several begin so, and for a beginning of fewer than eight digits.
    """
    whole = id if id.startswith("sha256:") else f"sha256:{id}"
    if len(whole) < len("sha256:") + _SHORTEST:
        raise UsageError("http.short_id", id=id, digits=_SHORTEST)

    found = store.rows(_REMOVE, id=whole)[0]["ids"]
    if len(found) != 1:
        raise UsageError("http.no_document_registered" if not found else "http.several_documents", id=id)
    store.write(lambda tx: tx.run(_DELETE, id=found[0]).consume())
    return str(found[0])


async def read_documents(driver: AsyncDriver, database: str | None) -> dict[str, str]:
    """The texts of all registered documents by id."""
    from neo4j import RoutingControl

    result = await driver.execute_query(_READ, database_=database, routing_=RoutingControl.READ)
    (row,) = result.records
    return dict(zip(row["ids"], row["texts"], strict=True))


class Documents:
    """The registered documents as a running server knows them: read when first asked for, then kept for a while."""

    def __init__(
        self, read: Callable[[], Awaitable[Mapping[str, str]]], *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._read = read
        self._clock = clock
        self._known: Mapping[str, str] = {}
        self._read_at = float("-inf")

    async def find(self, id: str) -> str | None:
        """The text of a document, None where there is none of that id."""
        age = self._clock() - self._read_at
        if age > (_HOLDS if id in self._known else _MISSED):
            self._known = await self._read()
            self._read_at = self._clock()
        return self._known.get(id)


def _registered(row: Mapping[str, object]) -> Registered:
    from graph.store.reader import plain

    operations = row["operations"]
    assert isinstance(operations, list)
    return Registered(
        str(row["id"]),
        str(row["text"]),
        tuple(map(str, operations)),
        str(row["file"]),
        plain(row["at"]),
        str(row["by"]),
    )
