"""The facts behind a finding: which cells of which workbook say so.

A property's cell is the row that last wrote it and the column that the sheet declares for it; where a roster left the cell
empty, the empty cell is the fact. Where a post stands empty, that is the cell for its holder's name. What a target rests on
(the witness) is told by the rows it comes from.
"""

from __future__ import annotations

import json
import re
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
_HOLDER = re.compile(r"(?P<kind>\w+):(?P<column>Tenure\[(?P<role>\w+)\]\.holder)")
"""The column of a kind of roster for the holder of a post, as a rule's ``told_by`` names it."""


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
    """The cells of the target's properties that the rule looks at, then the rows of what the finding rests on; of a sheet
    the cells of its headings."""
    if index.nodes[finding.target]["label"] == "Source":
        return [*_headings(index, finding)][:_MOST]
    found = [*_properties(index, finding.target, rule.cited)]
    if not found:
        found = [*_holders(index, finding.target, rule)] or [_row(index, finding.target)]
    for id in (*finding.witness, *(person for person, _ in index.out(finding.target, "JOINS"))):
        if id != finding.target:
            found.append(_row(index, id))
    return list(dict.fromkeys(found))[:_MOST]


def _headings(index: Index, finding: Finding) -> Iterator[FactCell]:
    """The heading that tells the finding from others of its sheet; every heading that was dropped where none does."""
    sheet = index.nodes[finding.target]
    headings: dict[str, str] = json.loads(sheet.get("headings") or "{}")
    wanted = (finding.discriminator,) if finding.discriminator in headings.values() else sheet.get("dropped") or ()
    for column, heading in headings.items():
        if heading in wanted:
            yield _placed(sheet, f"#{sheet.get('headerRow', '')}", column, str(sheet.get("name")), "dropped", heading)


def _properties(index: Index, id: str, names: tuple[str, ...]) -> Iterator[FactCell]:
    node = index.nodes[id]
    for name in names:
        if name in ("label", "vacantSince", "kind"):
            continue
        yield _cell(index, id, name, node.get(name))


def _holders(index: Index, id: str, rule: CompiledRule) -> Iterator[FactCell]:
    """The cells for the holders of the target's posts, in the rosters that the rule waits for."""
    for told in (_HOLDER.fullmatch(entry) for entry in rule.rule.told_by if isinstance(entry, str)):
        for entry in reversed(index.nodes[id].get("sources") or ()):
            sheet = index.nodes.get(entry.partition("#")[0], {})
            column = json.loads(sheet.get("columns") or "{}").get(told["column"]) if told else None
            if told and column and sheet.get("kind") == told["kind"]:
                yield _placed(sheet, entry, column, name_of(index, id), "holder", _names(index, id, told["role"]))
                break


def _names(index: Index, id: str, role: str) -> str | None:
    posts = [post for post, _ in index.into(id, "RESPONSIBLE_FOR") if index.nodes[post].get("role") == role]
    tenures = [tenure for post in posts for tenure, _ in index.into(post, "OF_POST")]
    return "、".join(name_of(index, person) for tenure in tenures for person, _ in index.out(tenure, "HOLDER")) or None


def _row(index: Index, id: str) -> FactCell:
    return _cell(index, id, None, None)


def _cell(index: Index, id: str, name: str | None, value: Any) -> FactCell:
    sources = index.nodes[id].get("sources") or _tie_sources(index, id)
    entry = _entry(index, id, sources, name)
    called = name_of(index, id)
    if entry is None:
        return FactCell(called, name, _told(value))
    sheet = index.nodes.get(entry.partition("#")[0], {})
    return _placed(sheet, entry, _column(index, id, sheet, name) if name else None, called, name, _told(value))


def _placed(
    sheet: Mapping[str, Any], entry: str, column: str | None, called: str, name: str | None, value: Any
) -> FactCell:
    """The cell of a row (``sheet#row``, ``sheet#row:property``) in a column."""
    row = entry.partition("#")[2].partition(":")[0]
    heading = json.loads(sheet.get("headings") or "{}").get(column) if column else None
    place = (sheet.get("file"), sheet.get("sheet"), int(row) if row.isdigit() else None)
    return FactCell(called, name, value, *place, column, heading)


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
    """The column of a sheet that fills a property of a node; sheets name properties by label (``Organisation.filedOn``),
    those of tenures by the role too (``Tenure[gridWorker].fullTime``)."""
    columns: dict[str, str] = json.loads(sheet.get("columns") or "{}")
    roles = [index.nodes[post].get("role") for post, _ in index.out(id, "OF_POST")]
    labels = (*(f"Tenure[{role}]" for role in roles), *index.labels_of(index.nodes[id]["label"]))
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
