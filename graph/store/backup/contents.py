"""Everything that a store holds, read node by node within one transaction, with counts and a fingerprint.

The fingerprint is a sum over one hash each, so it does not depend on the order in which a server tells its nodes; a
relationship's hash includes those of its ends, so it does not depend on internal ids either.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import orjson

from graph.errors import StoreBusy, StoreError
from graph.store.backup.values import encode

if TYPE_CHECKING:
    from neo4j import ManagedTransaction

__all__ = [
    "Contents",
    "Ledger",
    "StoredNode",
    "StoredRelationship",
    "raw_nodes",
    "raw_relationships",
    "read_contents",
    "stored_nodes",
    "stored_relationships",
]

LARGE = "BatchLog"
"""The label whose nodes carry megabytes each: read one by one, so that no page of them is ever in memory."""

_NODES = f"""
MATCH (n) WHERE NOT n:{LARGE}
WITH n SKIP $skip LIMIT $limit
RETURN collect(elementId(n)) AS keys, collect(labels(n)) AS labels, collect(properties(n)) AS properties
"""
_LARGE_KEYS = f"MATCH (n:{LARGE}) RETURN collect(elementId(n)) AS keys"
_LARGE_NODE = "MATCH (n) WHERE elementId(n) = $key RETURN labels(n) AS labels, properties(n) AS properties"
_RELATIONSHIPS = """
MATCH (a)-[r]->(b)
WITH a, r, b SKIP $skip LIMIT $limit
RETURN collect(elementId(r)) AS keys, collect(type(r)) AS types, collect(elementId(a)) AS starts,
       collect(elementId(b)) AS ends, collect(properties(r)) AS properties
"""
_PAGE = 10_000
_RING = 2**256


@dataclass(frozen=True, slots=True)
class StoredNode:
    """A node with its internal id; the property values are encoded (:mod:`graph.store.backup.values`)."""

    key: str
    labels: list[str]
    properties: dict[str, Any]


@dataclass(frozen=True, slots=True)
class StoredRelationship:
    """A relationship, its ends by internal id, its property values encoded."""

    type: str
    start: str
    end: str
    properties: dict[str, Any]


@dataclass(frozen=True)
class Contents:
    """How much there is of each label and type, and the fingerprint of it all."""

    nodes: int
    relationships: int
    labels: dict[str, int]
    types: dict[str, int]
    fingerprint: str


def raw_nodes(tx: ManagedTransaction, *, large: bool = True) -> Iterator[tuple[str, list[str], dict[str, Any]]]:
    """Internal id, labels and properties of every node, as the driver gives them.

    Read as columns, a page at a time (08-store.md); raises ``StoreBusy`` where a node turns up in two pages, which
    happens only when somebody writes meanwhile.
    """
    for page in _pages(tx, _NODES):
        yield from zip(page["keys"], page["labels"], page["properties"], strict=True)
    for key in tx.run(_LARGE_KEYS).single(strict=True)["keys"] if large else ():
        row = tx.run(_LARGE_NODE, key=key).single(strict=True)
        yield key, row["labels"], row["properties"]


def raw_relationships(tx: ManagedTransaction) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    """Type, ends by internal id and properties of every relationship, as :func:`raw_nodes` does it."""
    for page in _pages(tx, _RELATIONSHIPS):
        yield from zip(page["types"], page["starts"], page["ends"], page["properties"], strict=True)


def _pages(tx: ManagedTransaction, statement: str) -> Iterator[Any]:
    seen: set[str] = set()
    skip = 0
    while True:
        page = tx.run(statement, skip=skip, limit=_PAGE).single(strict=True)
        size = len(page["keys"])
        seen.update(page["keys"])
        skip += size
        if len(seen) != skip:
            raise StoreBusy("backup.changed_meanwhile")
        if size:
            yield page
        if size < _PAGE:
            return


def stored_nodes(tx: ManagedTransaction) -> Iterator[StoredNode]:
    """Every node; raises ``StoreError`` for a type of value that a backup does not know."""
    for key, labels, properties in raw_nodes(tx):
        yield StoredNode(key, sorted(labels), _encoded(properties))


def stored_relationships(tx: ManagedTransaction) -> Iterator[StoredRelationship]:
    """Every relationship; raises ``StoreError`` for a type of value that a backup does not know."""
    for type, start, end, properties in raw_relationships(tx):
        yield StoredRelationship(type, start, end, _encoded(properties))


def _encoded(properties: dict[str, Any]) -> dict[str, Any]:
    try:
        return {name: encode(value) for name, value in properties.items()}
    except TypeError as error:
        raise StoreError("backup.unknown_type", type=str(error)) from error


class Ledger:
    """Counts and sums up what passes by; each item answers with its hash."""

    def __init__(self) -> None:
        self._labels: Counter[str] = Counter()
        self._types: Counter[str] = Counter()
        self._nodes = 0
        self._sum = 0

    def node(self, labels: list[str], properties: dict[str, Any]) -> bytes:
        """Takes in a node with encoded values."""
        self._labels.update(labels)
        self._nodes += 1
        return self._add(b"node", [labels, properties])

    def relationship(self, type: str, start: bytes, end: bytes, properties: dict[str, Any]) -> bytes:
        """Takes in a relationship; its ends are known by their hashes."""
        self._types[type] += 1
        return self._add(b"relationship" + start + end, [type, properties])

    def _add(self, head: bytes, told: list[Any]) -> bytes:
        digest = hashlib.blake2b(head + orjson.dumps(told, option=orjson.OPT_SORT_KEYS), digest_size=32).digest()
        self._sum = (self._sum + int.from_bytes(digest, "big")) % _RING
        return digest

    def contents(self) -> Contents:
        """What has passed by so far."""
        return Contents(
            self._nodes,
            self._types.total(),
            dict(sorted(self._labels.items())),
            dict(sorted(self._types.items())),
            f"{self._sum:064x}",
        )


def read_contents(tx: ManagedTransaction) -> Contents:
    """What the store holds at this moment of the transaction."""
    ledger = Ledger()
    known = {node.key: ledger.node(node.labels, node.properties) for node in stored_nodes(tx)}
    for row in stored_relationships(tx):
        ledger.relationship(row.type, known[row.start], known[row.end], row.properties)
    return ledger.contents()
