"""The facts behind a finding: which cells of which workbook say so.

A property's cell is the row that last wrote it and the column that the sheet declares for it; where a roster left the cell
empty, the empty cell is the fact. What a target rests on (the witness) is told by the rows it comes from.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from graph.coverage.compiled import CompiledRule
from graph.coverage.finding import Finding
from graph.coverage.naming import name_of
from graph.store.snapshot import Index

__all__ = ["FactCell", "facts_of"]

_MOST = 12


@dataclass(frozen=True, slots=True)
class FactCell:
    """A cell: file, sheet, row and column (None where the sheet has none for it), what it says, and of what."""

    of: str
    property: str | None
    value: Any
    file: str | None = None
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    heading: str | None = None

    def document(self) -> dict[str, Any]:
        """The JSON of it."""
        value = self.value.isoformat() if isinstance(self.value, date) else self.value
        return {
            "of": self.of, "property": self.property, "file": self.file, "sheet": self.sheet, "row": self.row,
            "column": self.column, "heading": self.heading, "value": value,
        }  # fmt: skip


def facts_of(index: Index, finding: Finding, rule: CompiledRule) -> list[FactCell]:
    """The cells of the target's properties that the rule looks at, then the rows of what the finding rests on."""
    found = [*_properties(index, finding.target, rule.cited)]
    if not found:
        found = [_row(index, finding.target)]
    for id in (*finding.witness, *(person for person, _ in index.out(finding.target, "JOINS"))):
        if id != finding.target:
            found.append(_row(index, id))
    return list(dict.fromkeys(found))[:_MOST]


def _properties(index: Index, id: str, names: tuple[str, ...]) -> Iterator[FactCell]:
    node = index.nodes[id]
    for name in names:
        if name in ("label", "vacantSince", "kind"):
            continue
        yield _cell(index, id, name, node.get(name))


def _row(index: Index, id: str) -> FactCell:
    return _cell(index, id, None, None)


def _cell(index: Index, id: str, name: str | None, value: Any) -> FactCell:
    sources = index.nodes[id].get("sources") or _tie_sources(index, id)
    entry = _entry(index, id, sources, name)
    called = name_of(index, id)
    if entry is None:
        return FactCell(called, name, _told(value))
    sheet_id, _, rest = entry.partition("#")
    row = rest.partition(":")[0]
    sheet = index.nodes.get(sheet_id, {})
    column = _column(index, id, sheet, name) if name else None
    heading = json.loads(sheet.get("headings") or "{}").get(column) if column else None
    return FactCell(
        called,
        name,
        _told(value),
        sheet.get("file"),
        sheet.get("sheet"),
        int(row) if row.isdigit() else None,
        column,
        heading,
    )


def _told(value: Any) -> Any:
    return "、".join(map(str, value)) if isinstance(value, list) else value


def _entry(index: Index, id: str, sources: list[str], name: str | None) -> str | None:
    """Where a property comes from: its own entry, else the newest row of a sheet that has a column for it, else the newest."""
    own = [entry for entry in sources if name and entry.endswith(f":{name}")]
    rows = [entry for entry in sources if ":" not in entry]
    if own:
        return own[-1]
    if name:
        for entry in reversed(rows):
            if _column(index, id, index.nodes.get(entry.partition("#")[0], {}), name):
                return entry
    return rows[-1] if rows else (sources[-1] if sources else None)


def _column(index: Index, id: str, sheet: Mapping[str, Any], name: str) -> str | None:
    """The column of a sheet that fills a property of a node; sheets name properties by label (``Organisation.filedOn``)."""
    columns: dict[str, str] = json.loads(sheet.get("columns") or "{}")
    labels = index.labels_of(index.nodes[id]["label"])
    found = (columns.get(f"{label}.{name}") for label in labels)
    return next((column for column in found if column), columns.get(name))


def _tie_sources(index: Index, id: str) -> list[str]:
    """A node without rows of its own (a person) is told of by the relationships that end or start there."""
    for kind in ("HOLDER", "RESERVE_FOR", "CHECKED_IN"):
        for way in (index.into, index.out):
            for _, attributes in way(id, kind):
                if attributes.get("sources"):
                    return list(attributes["sources"])
    return []
