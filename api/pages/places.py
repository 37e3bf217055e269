"""Where things stand: sources of nodes as file, sheet, row and column, for those who may see what was loaded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from api.pages.asked import Asked

__all__ = ["Place", "places"]

_MOST_SHEETS = 200
Told = tuple[str, Iterable[str] | None]
"""What something is called, and its sources."""


@dataclass(frozen=True, slots=True)
class Place:
    """A row of a sheet, and the column where a source names one; file and sheet are None for who may not see them."""

    of: str
    file: str | None
    sheet: str | None
    row: int | None
    column: str | None = None
    heading: str | None = None


async def places(asked: Asked, told: Iterable[Told]) -> list[Place]:
    """The places of some things, each once. A source is ``sheet-…#row``, with ``:property`` where it tells of one only."""
    entries = [(of, source) for of, sources in told for source in sources or ()]
    sheets: dict[str, Mapping[str, Any]] = {}
    if asked.viewer.may("provenance"):
        ids = list(dict.fromkeys(source.partition("#")[0] for _, source in entries))[:_MOST_SHEETS]
        data = await asked.read("sheets", ids=ids) if ids else {"sources": {"nodes": ()}}
        sheets = {sheet["id"]: sheet for sheet in data["sources"]["nodes"]}
    return list(dict.fromkeys(_place(of, source, sheets) for of, source in entries))


def _place(of: str, source: str, sheets: Mapping[str, Mapping[str, Any]]) -> Place:
    id, _, rest = source.partition("#")
    row, _, name = rest.partition(":")
    sheet = sheets.get(id, {})
    column = _column(sheet.get("columns") or {}, name)
    heading = (sheet.get("headings") or {}).get(column) if column else None
    return Place(of, sheet.get("file"), sheet.get("sheet"), int(row) if row.isdigit() else None, column, heading)


def _column(columns: Mapping[str, str], name: str) -> str | None:
    """The column that fills a property; sheets name properties alone or behind a label.

    >>> _column({"Tenure[gridLeader].holder": "D", "name": "B"}, "name"), _column({"Grid.name": "C"}, "name")
    ('B', 'C')
    """
    if not name:
        return None
    behind = (column for key, column in columns.items() if key.endswith(f".{name}"))
    return columns.get(name) or next(behind, None)
