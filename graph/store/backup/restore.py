"""Restoring a backup into an empty store: verified before, written in one transaction, counted and hashed after."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph.errors import StoreError, StoreRefused, UsageError
from graph.store.backup.archive import NODES, RELATIONSHIPS, Archive, open_archive
from graph.store.backup.contents import Contents, read_contents
from graph.store.backup.values import decode
from graph.store.schema import ensure_schema
from graph.store.statistics import renew_statistics

if TYPE_CHECKING:
    from neo4j import ManagedTransaction

    from graph.store.connection import Store

__all__ = ["RestoreResult", "restore_store"]

_ROWS = 5_000
_BYTES = 16_000_000
"""How much of the file waits for being written at most: rows of one kind, bytes of all kinds together."""

_LOCK = "MATCH (m:StoreMeta) SET m.lockedBy = 'restore' REMOVE m.lockedBy RETURN count(m) AS metas"
_OCCUPIED = "MATCH (n) WHERE NOT n:StoreMeta RETURN count(n) AS count"
_CLEAR = "MATCH (m:StoreMeta) DELETE m"
_CREATE_NODES = "UNWIND $rows AS row CREATE (n{labels}) SET n = row RETURN collect(elementId(n)) AS keys"
_CREATE_RELATIONSHIPS = """
UNWIND $rows AS row
MATCH (a) WHERE elementId(a) = row.start
MATCH (b) WHERE elementId(b) = row.end
CREATE (a)-[r{type}]->(b) SET r = row.properties
"""


@dataclass(frozen=True)
class RestoreResult:
    """What the store holds now; ``key`` is the key for hashing persons where the backup carried it."""

    file: Path
    made_at: datetime
    contents: Contents
    encrypted: bool
    key: bytes | None = field(repr=False)

    @property
    def nodes(self) -> int:
        """How many nodes."""
        return self.contents.nodes

    @property
    def relationships(self) -> int:
        """How many relationships."""
        return self.contents.relationships


def restore_store(store: Store, file: Path, *, passphrase: str | None = None) -> RestoreResult:
    """Puts everything back that a backup holds, into a store that holds nothing.

    Raises ``StoreRefused`` where the store holds something, ``UsageError`` where there is no such file or a passphrase
    is needed, ``StoreError`` where the passphrase is wrong or the file truncated or altered, ``StoreTooNew`` for a
    backup of a newer program; in each case the store is as it was.
    """
    try:
        with file.open("rb") as source, open_archive(source, file, passphrase) as archive:
            archive.verify()
            contents = store.write(lambda tx: _restore(tx, archive, file))
            result = RestoreResult(file, archive.manifest.made_at, contents, archive.sealed, archive.key())
    except FileNotFoundError as error:
        raise UsageError("backup.no_file", file=file) from error
    except OSError as error:
        raise StoreError("export.cannot_read", path=file, reason=error.strerror) from error
    ensure_schema(store)
    renew_statistics(store)
    return result


def _restore(tx: ManagedTransaction, archive: Archive, file: Path) -> Contents:
    tx.run(_LOCK).consume()
    occupied = tx.run(_OCCUPIED).single(strict=True)["count"]
    if occupied:
        raise StoreRefused("backup.not_empty", count=occupied)
    tx.run(_CLEAR).consume()
    try:
        _write_relationships(tx, archive, _write_nodes(tx, archive))
    except (ValueError, KeyError, TypeError) as error:  # hashes that fit lines that do not: made by hand
        raise StoreError("backup.damaged", file=file) from error
    found = read_contents(tx)
    if found != archive.manifest.contents():
        raise StoreError("backup.not_proven", file=file)
    return found


def _write_nodes(tx: ManagedTransaction, archive: Archive) -> dict[int, str]:
    """Creates the nodes; the internal id of each by its number in the dump."""
    keys: dict[int, str] = {}

    def write(labels: tuple[str, ...], rows: list[tuple[int, dict[str, Any]]]) -> None:
        statement = _CREATE_NODES.format(labels=_names(labels))
        created = tx.run(statement, rows=[properties for _, properties in rows]).single(strict=True)["keys"]
        keys.update(zip((number for number, _ in rows), created, strict=True))

    waiting = _Waiting(write)
    for (number, labels, properties), size in archive.lines(NODES):
        waiting.add(tuple(labels), (number, _decoded(properties)), size)
    waiting.flush()
    return keys


def _write_relationships(tx: ManagedTransaction, archive: Archive, keys: dict[int, str]) -> None:
    def write(type: str, rows: list[dict[str, Any]]) -> None:
        tx.run(_CREATE_RELATIONSHIPS.format(type=_names((type,))), rows=rows).consume()

    waiting = _Waiting(write)
    for (type, start, end, properties), size in archive.lines(RELATIONSHIPS):
        waiting.add(type, {"start": keys[start], "end": keys[end], "properties": _decoded(properties)}, size)
    waiting.flush()


class _Waiting:
    """Rows that wait by kind until there are enough of them for one statement."""

    def __init__(self, write: Any) -> None:
        self._write = write
        self._rows: dict[Any, list[Any]] = defaultdict(list)
        self._bytes = 0

    def add(self, kind: Any, row: Any, size: int) -> None:
        self._rows[kind].append(row)
        self._bytes += size
        if self._bytes > _BYTES:
            self.flush()
        elif len(self._rows[kind]) >= _ROWS:
            self._write(kind, self._rows.pop(kind))

    def flush(self) -> None:
        for kind, rows in self._rows.items():
            self._write(kind, rows)
        self._rows.clear()
        self._bytes = 0


def _decoded(properties: dict[str, Any]) -> dict[str, Any]:
    return {name: decode(value) for name, value in properties.items()}


def _names(names: Iterable[str]) -> str:
    """Labels or a type for a statement, whatever characters they have.

    >>> _names(["Area", "Gr`id"])
    ':`Area`:`Gr``id`'
    """
    return "".join(f":`{name.replace('`', '``')}`" for name in names)
