"""Writing a backup: under the store's lock, in one transaction, checked by reading it back before it gets its name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from graph.errors import StoreBusy, UsageError
from graph.messages import Message, text
from graph.store.backup.archive import (
    KEY,
    MANIFEST,
    NODES,
    RELATIONSHIPS,
    BackupManifest,
    PartEntry,
    PartWriter,
    open_archive,
    sealed_zip,
)
from graph.store.backup.contents import Contents, Ledger, stored_nodes, stored_relationships
from graph.store.batches import lock_store
from graph.store.export.whole import whole_file

if TYPE_CHECKING:
    import zipfile

    from neo4j import ManagedTransaction

    from graph.store.connection import Store

__all__ = ["BackupResult", "backup_store"]

_HOLD = "MATCH (n:$($label)) SET n.lockedBy = 'backup' REMOVE n.lockedBy"
_MODEL = "MATCH (m:StoreMeta {id: 'store'}) RETURN m.model AS model"


@dataclass(frozen=True)
class BackupResult:
    """What was written, and what a user should know of it."""

    file: Path
    bytes: int
    contents: Contents
    encrypted: bool
    key_included: bool
    notes: tuple[Message, ...]

    @property
    def nodes(self) -> int:
        """How many nodes."""
        return self.contents.nodes

    @property
    def relationships(self) -> int:
        """How many relationships."""
        return self.contents.relationships


def backup_store(
    store: Store, file: Path, *, passphrase: str | None = None, key: bytes | None = None, also: Iterable[str] = ()
) -> BackupResult:
    """Writes everything that the store holds into a new file of mode 0600, and reads it back.

    With a passphrase the file is encrypted and carries ``key``, the key for hashing persons; without one the key is
    left out. Waits for a load that is under way; ``also`` are labels whose nodes are held as well until it is done, for
    what other parts of the program write into the same store beside loads. Raises ``UsageError`` where the file exists or
    the passphrase is empty, ``StoreError`` where the disk does not take it; then there is no file.
    """
    if passphrase is not None and not passphrase.strip():
        raise UsageError("backup.empty_passphrase")
    carried = key if passphrase is not None else None
    with whole_file(file) as draft:
        written = store.write(lambda tx: _dump(tx, draft, passphrase, carried, list(also)))
        with open_archive(draft, file, passphrase) as archive:
            archive.verify()
        size = draft.seek(0, 2)
    notes = [text("backup.key_included" if carried else "backup.key_left_out")]
    if passphrase is None:
        notes.append(text("backup.not_encrypted"))
    return BackupResult(file, size, written, passphrase is not None, carried is not None, tuple(notes))


def _dump(
    tx: ManagedTransaction, draft: BinaryIO, passphrase: str | None, key: bytes | None, also: list[str]
) -> Contents:
    lock_store(tx, "backup")
    for label in also:
        tx.run(_HOLD, label=label).consume()
    model = tx.run(_MODEL).single(strict=True)["model"]
    with sealed_zip(draft, passphrase) as archive:
        ledger = Ledger()
        parts = list(_write_parts(tx, archive, ledger))
        if key is not None:
            parts.append(_write_key(archive, key))
        contents = ledger.contents()
        manifest = BackupManifest(
            model=model,
            made_at=datetime.now(UTC).replace(microsecond=0),
            nodes=contents.nodes,
            relationships=contents.relationships,
            labels=contents.labels,
            types=contents.types,
            fingerprint=contents.fingerprint,
            parts=tuple(parts),
        )
        with PartWriter(archive, MANIFEST) as last:
            last.write(manifest.model_dump_json(by_alias=True, indent=1).encode("utf-8"))
    return contents


def _write_parts(tx: ManagedTransaction, archive: zipfile.ZipFile, ledger: Ledger) -> Iterator[PartEntry]:
    """Writes nodes, then relationships; an end that was not among the nodes means that somebody wrote in between."""
    known: dict[str, tuple[int, bytes]] = {}
    with PartWriter(archive, NODES) as part:
        for node in stored_nodes(tx):
            number = len(known)
            part.line([number, node.labels, node.properties])
            known[node.key] = (number, ledger.node(node.labels, node.properties))
    yield part.entry
    with PartWriter(archive, RELATIONSHIPS) as part:
        for row in stored_relationships(tx):
            if row.start not in known or row.end not in known:
                raise StoreBusy("backup.changed_meanwhile")
            (start, start_hash), (end, end_hash) = known[row.start], known[row.end]
            part.line([row.type, start, end, row.properties])
            ledger.relationship(row.type, start_hash, end_hash, row.properties)
    yield part.entry


def _write_key(archive: zipfile.ZipFile, key: bytes) -> PartEntry:
    with PartWriter(archive, KEY) as part:
        part.write(key)
    return part.entry
