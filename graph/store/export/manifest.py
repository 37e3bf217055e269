"""``manifest.json``: what an export is, what its files hold, and the hashes by which they are known to be whole."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from graph.errors import StoreError, StoreTooNew
from graph.model import MODEL_VERSION
from graph.store.batches import Marking
from graph.store.export.tables import Kind

__all__ = [
    "MANIFEST",
    "FileEntry",
    "Format",
    "Manifest",
    "Marking",
    "PropertyEntry",
    "TableEntry",
    "hash_file",
    "read_manifest",
]

MANIFEST = "manifest.json"
VERSION = 1
"""Raised when a reader of the version before would misread; additions do not raise it."""

Format = Literal["parquet", "csv", "graphml", "popolo", "ftm"]


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, populate_by_name=True)


class FileEntry(_Entry):
    """A file of the export, by its path in the folder."""

    path: str
    bytes: int
    sha256: str


class PropertyEntry(_Entry):
    """A property as the model declares it."""

    name: str
    type: str
    many: bool = Field(alias="list")
    unit: str | None
    zh: str
    en: str


class TableEntry(_Entry):
    """All nodes with the same labels, or all relationships of one type: where they are, how many, what they carry."""

    kind: Kind
    labels: tuple[str, ...]
    zh: str
    en: str
    path: str
    rows: int
    properties: tuple[PropertyEntry, ...]


class Manifest(_Entry):
    """What an export is; ``counts`` by the classes of the format, ``withheld`` what stayed behind and how often."""

    version: int
    format: Format
    as_of: date = Field(alias="asOf")
    model: int
    marking: Marking
    synthetic: bool
    notice: str | None
    counts: dict[str, int]
    withheld: dict[str, int]
    files: tuple[FileEntry, ...]
    tables: tuple[TableEntry, ...]

    def text(self) -> str:
        """The document as it is written."""
        return self.model_dump_json(by_alias=True, indent=1) + "\n"


def hash_file(path: Path) -> str:
    """The SHA-256 of a file, as hexadecimal text."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read_manifest(folder: Path) -> Manifest:
    """The manifest of an export.

    Raises ``StoreError`` where the folder is none or its manifest is damaged, ``StoreTooNew`` where a newer program
    wrote it.
    """
    try:
        manifest = Manifest.model_validate_json((folder / MANIFEST).read_bytes())
    except (FileNotFoundError, NotADirectoryError) as error:
        raise StoreError("export.no_manifest", folder=folder) from error
    except OSError as error:
        raise StoreError("export.cannot_read", path=folder, reason=error.strerror) from error
    except ValidationError as error:
        raise StoreError("export.damaged", file=folder / MANIFEST) from error
    if manifest.version > VERSION or manifest.model > MODEL_VERSION:
        raise StoreTooNew("export.too_new", folder=folder, found=manifest.model, known=MODEL_VERSION)
    return manifest
