"""Reading a parquet or csv export back, so that a graph can be worked on without Neo4j."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from graph.errors import StoreError, UsageError
from graph.store.export.delimited import read_csv
from graph.store.export.manifest import Manifest, TableEntry, hash_file, read_manifest
from graph.store.export.parquet import read_parquet
from graph.store.export.tables import FIRST, Column, add_rows
from graph.store.records import GraphState

__all__ = ["read_export"]

_READERS: dict[str, Callable[[Path, Sequence[Column]], Iterable[Sequence[Any]]]] = {
    "parquet": read_parquet,
    "csv": read_csv,
}


def read_export(folder: Path) -> GraphState:
    """The graph that :func:`graph.store.export.export_graph` wrote; the manifest says as of when it is.

    Raises ``UsageError`` for a format that cannot be read back, ``StoreError`` for files that are missing, altered or
    no export, ``StoreTooNew`` for those of a newer program.
    """
    manifest = read_manifest(folder)
    if manifest.format not in _READERS:
        raise UsageError("export.not_readable", format=manifest.format, known="、".join(_READERS))
    verify_files(folder, manifest)
    state = GraphState()
    for table in manifest.tables:
        _read_table(folder, manifest, table, state)
    return state


def verify_files(folder: Path, manifest: Manifest) -> None:
    """Raises ``StoreError`` naming the first file that is missing or not what the manifest says."""
    listed = {entry.path: entry for entry in manifest.files}
    for path in (*listed, *(table.path for table in manifest.tables)):
        file = folder / path
        if path not in listed or not file.resolve().is_relative_to(folder.resolve()) or not file.is_file():
            raise StoreError("export.missing", file=file)
        if hash_file(file) != listed[path].sha256:
            raise StoreError("export.damaged", file=file)


def _read_table(folder: Path, manifest: Manifest, table: TableEntry, state: GraphState) -> None:
    columns = (
        *(Column(name, "code") for name in FIRST[table.kind]),
        *(Column(row.name, row.type, row.many) for row in table.properties),
    )
    before = len(state.nodes) + len(state.relationships)
    try:
        rows = _READERS[manifest.format](folder / table.path, columns)
        add_rows(state, table.kind, table.labels, columns, rows)
    except (ValueError, OSError) as error:
        raise StoreError("export.damaged", file=folder / table.path) from error
    if len(state.nodes) + len(state.relationships) - before != table.rows:
        raise StoreError("export.damaged", file=folder / table.path)
