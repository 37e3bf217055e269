"""Writing an export: the selection once, then the files of the format, then the manifest, then the folder's name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import get_args

from graph.errors import UsageError
from graph.messages import text
from graph.model import MODEL_VERSION, Model, Property, load_model
from graph.store.export.delimited import write_csv
from graph.store.export.ftm import write_ftm
from graph.store.export.graphml import write_graphml
from graph.store.export.manifest import (
    MANIFEST,
    VERSION,
    FileEntry,
    Format,
    Manifest,
    Marking,
    PropertyEntry,
    TableEntry,
    hash_file,
)
from graph.store.export.parquet import write_parquet
from graph.store.export.popolo import write_popolo
from graph.store.export.selection import Selection, leaving_properties, select
from graph.store.export.tables import Table, tables_of
from graph.store.export.whole import whole_folder
from graph.store.records import GraphState

__all__ = ["ExportResult", "export_graph"]

_TABLE_WRITERS: dict[str, Callable[[Table, Path], None]] = {"parquet": write_parquet, "csv": write_csv}
_DOCUMENTS: dict[str, tuple[str, Callable[[Selection, Path, Model], dict[str, int]]]] = {
    "popolo": ("popolo.json", write_popolo),
    "ftm": ("entities.ftm.json", write_ftm),
}
_GRAPHML = "graph.graphml"


@dataclass(frozen=True)
class ExportResult:
    """Where an export is, and its manifest."""

    folder: Path
    manifest: Manifest

    @property
    def counts(self) -> dict[str, int]:
        """How many of each class were written: labels and types, or the classes of the format."""
        return self.manifest.counts


def export_graph(state: GraphState, folder: Path, format: Format, *, as_of: date, marking: Marking) -> ExportResult:
    """Writes what is alive on that day into a new folder; the same graph, date and marking give the same bytes.

    Raises ``UsageError`` for an unknown format or marking and for a folder that holds something already, ``StoreError``
    where the disk does not take it or a value is not of its property's type; then there is no folder.
    """
    for key, given, known in (("format", format, Format), ("marking", marking, Marking)):
        if given not in get_args(known):
            raise UsageError(f"export.bad_{key}", given=given, known="、".join(get_args(known)))
    model = load_model()
    selection = select(state, as_of, model)
    with whole_folder(folder) as draft:
        counts, tables = _write(selection, draft, format, model, {"asOf": as_of, "marking": marking})
        manifest = Manifest(
            version=VERSION,
            format=format,
            as_of=as_of,
            model=MODEL_VERSION,
            marking=marking,
            synthetic=selection.synthetic,
            notice=text("common.synthetic").zh if selection.synthetic else None,
            counts=counts,
            withheld=selection.withheld,
            files=tuple(_file_entry(path, draft) for path in sorted(draft.rglob("*")) if path.is_file()),
            tables=tables,
        )
        (draft / MANIFEST).write_bytes(manifest.text().encode("utf-8"))
    return ExportResult(folder, manifest)


def _write(
    selection: Selection, draft: Path, format: Format, model: Model, about: dict[str, object]
) -> tuple[dict[str, int], tuple[TableEntry, ...]]:
    """Writes the files of the format; the counts, and what tables there are (none in formats with classes of their own)."""
    if format in _DOCUMENTS:
        name, write = _DOCUMENTS[format]
        return write(selection, draft / name, model), ()
    if format == "graphml":
        write_graphml(selection, draft / _GRAPHML, {**about, "synthetic": selection.synthetic})
    entries = []
    for table in tables_of(selection, model):
        path = _GRAPHML if format == "graphml" else f"{table.kind}/{table.name}.{format}"
        if format in _TABLE_WRITERS:
            (draft / table.kind).mkdir(exist_ok=True)
            _TABLE_WRITERS[format](table, draft / path)
        entries.append(_table_entry(table, path, model))
    counts: Counter[str] = Counter()
    for entry in entries:
        counts[entry.labels[-1]] += entry.rows
    return dict(counts), tuple(entries)


def _table_entry(table: Table, path: str, model: Model) -> TableEntry:
    name = table.labels[-1]
    if table.kind == "nodes":
        names: tuple[str, str] = _names(model.sublabel(name) or model.label(name))
        declared = model.properties(name)
    else:
        names = _names(model.relationship(name))
        declared = model.relationship_properties(name)
    properties = tuple(_property_entry(*pair) for pair in leaving_properties(declared).items())
    return TableEntry(
        kind=table.kind,
        labels=table.labels,
        zh=names[0],
        en=names[1],
        path=path,
        rows=len(table.items),
        properties=properties,
    )


def _names(declared: object) -> tuple[str, str]:
    return declared.zh, declared.en  # type: ignore[attr-defined]


def _property_entry(name: str, row: Property) -> PropertyEntry:
    return PropertyEntry(name=name, type=row.type, many=row.many, unit=row.unit, zh=row.zh, en=row.en)


def _file_entry(path: Path, folder: Path) -> FileEntry:
    return FileEntry(path=path.relative_to(folder).as_posix(), bytes=path.stat().st_size, sha256=hash_file(path))
