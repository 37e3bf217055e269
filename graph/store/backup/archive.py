"""The zip of JSON lines that a backup is: ``nodes.jsonl``, ``relationships.jsonl``, the key, ``manifest.json``.

A node's line is [number, labels, properties], a relationship's [type, number of start, number of end, properties].
"""

from __future__ import annotations

import hashlib
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO, Any, BinaryIO, Self

import orjson
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from graph.errors import StoreError, StoreTooNew, UsageError
from graph.model import MODEL_VERSION
from graph.store.backup.contents import Contents
from graph.store.backup.sealed import SealedReader, SealingWriter, is_sealed

__all__ = [
    "KEY",
    "NODES",
    "RELATIONSHIPS",
    "Archive",
    "BackupManifest",
    "PartEntry",
    "PartWriter",
    "open_archive",
    "sealed_zip",
]

NODES, RELATIONSHIPS, KEY, MANIFEST = "nodes.jsonl", "relationships.jsonl", "key", "manifest.json"
VERSION = 1

_ZIP = b"PK"
_EPOCH = (1980, 1, 1, 0, 0, 0)


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, populate_by_name=True)


class PartEntry(_Entry):
    """A part of the zip, by its uncompressed bytes."""

    name: str
    bytes: int
    sha256: str


class BackupManifest(_Entry):
    """What a backup holds, when it was made, by which model it was written, and how to know it again."""

    format: str = "govgraph-backup"
    version: int = VERSION
    model: int
    made_at: datetime = Field(alias="madeAt")
    nodes: int
    relationships: int
    labels: dict[str, int]
    types: dict[str, int]
    fingerprint: str
    parts: tuple[PartEntry, ...]

    def contents(self) -> Contents:
        """The counts and the fingerprint that a restored store must have."""
        return Contents(self.nodes, self.relationships, self.labels, self.types, self.fingerprint)


class PartWriter:
    """Writes one part of a zip, hashing what passes; ``entry`` is what the manifest says of it."""

    def __init__(self, archive: zipfile.ZipFile, name: str) -> None:
        self.name = name
        info = zipfile.ZipInfo(name, _EPOCH)
        info.compress_type = zipfile.ZIP_DEFLATED
        info.external_attr = 0o600 << 16
        self._file = archive.open(info, "w", force_zip64=True)
        self._hash = hashlib.sha256()
        self._bytes = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def write(self, data: bytes) -> None:
        """Adds these bytes."""
        self._file.write(data)
        self._hash.update(data)
        self._bytes += len(data)

    def line(self, told: list[Any]) -> None:
        """Adds a line of JSON."""
        self.write(orjson.dumps(told, option=orjson.OPT_APPEND_NEWLINE))

    @property
    def entry(self) -> PartEntry:
        """The part as written so far."""
        return PartEntry(name=self.name, bytes=self._bytes, sha256=self._hash.hexdigest())


@contextmanager
def sealed_zip(file: BinaryIO, passphrase: str | None) -> Iterator[zipfile.ZipFile]:
    """A zip to write into the file from its start, encrypted where there is a passphrase."""
    file.seek(0)
    file.truncate()
    if passphrase is None:
        with zipfile.ZipFile(file, "w") as archive:
            yield archive
        return
    with SealingWriter(file, passphrase) as sealed, zipfile.ZipFile(sealed, "w") as archive:
        yield archive


class Archive:
    """A backup opened for reading."""

    def __init__(self, archive: zipfile.ZipFile, path: Path, *, sealed: bool) -> None:
        self._archive, self._path = archive, path
        self.sealed = sealed
        with self._telling():
            try:
                self.manifest = BackupManifest.model_validate_json(archive.read(MANIFEST))
            except (KeyError, ValidationError) as error:
                raise StoreError("backup.not_a_backup", file=path) from error
        if self.manifest.version > VERSION or self.manifest.model > MODEL_VERSION:
            raise StoreTooNew("backup.too_new", file=path)

    def verify(self) -> None:
        """Raises ``StoreError`` where a part is missing or not what the manifest says."""
        for part in self.manifest.parts:
            digest, size = hashlib.sha256(), 0
            with self._part(part.name) as file:
                while data := file.read(1 << 20):
                    digest.update(data)
                    size += len(data)
            if (size, digest.hexdigest()) != (part.bytes, part.sha256):
                raise StoreError("backup.damaged", file=self._path)

    def lines(self, name: str) -> Iterator[tuple[list[Any], int]]:
        """The lines of a part, each with its length in bytes."""
        with self._part(name) as file:
            for line in file:
                yield orjson.loads(line), len(line)

    def key(self) -> bytes | None:
        """The key for hashing persons, where the backup carries it."""
        if all(part.name != KEY for part in self.manifest.parts):
            return None
        with self._part(KEY) as file:
            return file.read()

    @contextmanager
    def _part(self, name: str) -> Iterator[IO[bytes]]:
        with self._telling():
            try:
                file = self._archive.open(name)
            except KeyError as error:
                raise StoreError("backup.damaged", file=self._path) from error
            with file:
                yield file

    @contextmanager
    def _telling(self) -> Iterator[None]:
        try:
            yield
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, orjson.JSONDecodeError) as error:
            raise StoreError("backup.damaged", file=self._path) from error


@contextmanager
def open_archive(file: BinaryIO, path: Path, passphrase: str | None) -> Iterator[Archive]:
    """The backup in an open file.

    Raises ``UsageError`` where a passphrase is needed, ``StoreError`` where it is wrong or the file is no whole backup,
    ``StoreTooNew`` for one of a newer program.
    """
    sealed = is_sealed(file)
    if sealed and passphrase is None:
        raise UsageError("backup.passphrase_needed", file=path)
    if not sealed and file.read(len(_ZIP)) != _ZIP:
        raise StoreError("backup.not_a_backup", file=path)
    plain = SealedReader.buffered(file, passphrase, path) if sealed and passphrase is not None else file
    try:
        archive = zipfile.ZipFile(plain)
    except zipfile.BadZipFile as error:
        raise StoreError("backup.damaged", file=path) from error
    with archive:
        yield Archive(archive, path, sealed=sealed)
