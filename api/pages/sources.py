"""Where a node's values stand: file, sheet, row and column of each entry of its sources.

An entry is ``sheet-ID#ROW`` or ``sheet-ID#ROW:PROPERTY``. The names of files and sheets take the right to provenance; who has
not got it is told the row, and that the file is known to who looks after the data.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graph.model import load_model

if TYPE_CHECKING:
    from api.pages.asked import Asked

__all__ = ["Origin", "origins", "read_entry"]

_SHEETS = 60
_DERIVED = ("pinyin", "initials")
"""Written by no roster: made from the name."""


@dataclass(frozen=True, slots=True)
class Origin:
    """A row of a sheet, and the property that it tells; ``batch``: the load that read it."""

    of: str
    row: int | None
    file: str | None = None
    sheet: str | None = None
    column: str | None = None
    heading: str | None = None
    marking: str | None = None
    batch: Mapping[str, Any] | None = None


async def origins(asked: Asked, node: Mapping[str, Any]) -> list[Origin]:
    """The rows that tell of a node, each once for the node and once for each property that is told elsewhere."""
    entries = [told for entry in node.get("sources") or () if (told := read_entry(entry))[2] not in _DERIVED]
    if not entries:
        return []
    sheets: dict[str, Mapping[str, Any]] = {}
    if asked.viewer.may("provenance"):
        ids = list(dict.fromkeys(sheet for sheet, _, _ in entries))[:_SHEETS]
        data = await asked.read("sheets", ids=ids)
        sheets = {sheet["id"]: sheet for sheet in data["sources"]["nodes"]}
    found = [_origin(asked, node["__typename"], sheets.get(sheet, {}), row, name) for sheet, row, name in entries]
    return list({(each.of, each.file, each.sheet, each.row): each for each in found}.values())


def read_entry(entry: str) -> tuple[str, int | None, str | None]:
    """The sheet, the row and the property of an entry.

    >>> read_entry("sheet-1#22:name"), read_entry("sheet-1#22")
    (('sheet-1', 22, 'name'), ('sheet-1', 22, None))
    """
    sheet, _, rest = entry.partition("#")
    row, _, name = rest.partition(":")
    return sheet, int(row) if row.isdigit() else None, name or None


def _origin(asked: Asked, label: str, sheet: Mapping[str, Any], row: int | None, name: str | None) -> Origin:
    declared = load_model().properties(label).get(name or "")
    called = asked.words("pages_of.whole_row") if declared is None else _of(asked, declared.zh, declared.en)
    columns: Mapping[str, str] = sheet.get("columns") or {}
    column = _column(columns, load_model().labels_of(label), name) if name else None
    heading = (sheet.get("headings") or {}).get(column) if column else None
    return Origin(
        called, row, sheet.get("file"), sheet.get("sheet"), column, heading, sheet.get("marking"), sheet.get("batch")
    )


def _of(asked: Asked, zh: str, en: str) -> str:
    return zh if asked.lang == "zh" else en


def _column(columns: Mapping[str, str], labels: Sequence[str], name: str) -> str | None:
    """The column that fills a property: sheets name properties by label, ``Area.code``."""
    found = (columns.get(f"{label}.{name}") for label in labels)
    return next((column for column in found if column), columns.get(name))
