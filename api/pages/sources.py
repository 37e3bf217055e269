"""Where a node's values stand: file, sheet, row and column of each entry of its sources.

An entry is ``sheet-ID#ROW`` or ``sheet-ID#ROW:PROPERTY``. The names of files and sheets take the right to provenance; who has
not got it is told the row, and that the file is known to who looks after the data.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graph.model import load_model

if TYPE_CHECKING:
    from api.pages.asked import Asked

__all__ = ["Origin", "Told", "origins", "read_entry"]

_SHEETS = 200
"""As many as the operation asks for."""
_DERIVED = ("pinyin", "initials")
"""Written by no roster: made from the name."""


@dataclass(frozen=True, slots=True)
class Told:
    """A node of a label with the entries of its sources; ``called``: its name where a table is about several nodes."""

    label: str
    entries: Iterable[str] | None
    called: str = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """A row of a sheet, and the property that it tells; ``batch``: the load that read it."""

    of: str
    row: int | None
    file: str | None = None
    sheet: str | None = None
    column: str | None = None
    heading: str | None = None
    batch: Mapping[str, Any] | None = None


async def origins(asked: Asked, *told: Told) -> list[Origin]:
    """The rows that tell of some nodes, each once for the node and once for each property that is told elsewhere."""
    entries = [(node, *read_entry(entry)) for node in told for entry in node.entries or ()]
    entries = [each for each in entries if each[-1] not in _DERIVED]
    sheets: dict[str, Mapping[str, Any]] = {}
    if entries and asked.viewer.may("provenance"):
        ids = list(dict.fromkeys(sheet for _, sheet, _, _ in entries))[:_SHEETS]
        data = await asked.read("sheets", ids=ids)
        sheets = {sheet["id"]: sheet for sheet in data["sources"]["nodes"]}
    found = [_origin(asked, node, sheets.get(sheet, {}), row, name) for node, sheet, row, name in entries]
    return list({(each.of, each.file, each.sheet, each.row): each for each in found}.values())


def read_entry(entry: str) -> tuple[str, int | None, str | None]:
    """The sheet, the row and the property of an entry.

    >>> read_entry("sheet-1#22:name"), read_entry("sheet-1#22")
    (('sheet-1', 22, 'name'), ('sheet-1', 22, None))
    """
    sheet, _, rest = entry.partition("#")
    row, _, name = rest.partition(":")
    return sheet, int(row) if row.isdigit() else None, name or None


def _origin(asked: Asked, node: Told, sheet: Mapping[str, Any], row: int | None, name: str | None) -> Origin:
    labels = load_model().labels_of(node.label)
    column = _column(sheet.get("columns") or {}, labels, name) if name else None
    heading = (sheet.get("headings") or {}).get(column) if column else None
    return Origin(
        _of(asked, node, name), row, sheet.get("file"), sheet.get("sheet"), column, heading, sheet.get("batch"),
    )  # fmt: skip


def _of(asked: Asked, node: Told, name: str | None) -> str:
    """What a row tells: the node by its name, its property by the model's."""
    declared = load_model().properties(node.label).get(name or "")
    if declared is None:
        return node.called or asked.words("pages_of.whole_row")
    said = declared.zh if asked.lang == "zh" else declared.en
    return f"{node.called} · {said}" if node.called else said


def _column(columns: Mapping[str, str], labels: Collection[str], name: str) -> str | None:
    """The column that fills a property; sheets name properties alone or behind a label and a role.

    >>> _column({"Tenure[gridLeader].holder": "D", "name": "B"}, ("Tenure",), "holder"), _column({"name": "C"}, (), "name")
    ('D', 'C')
    """
    behind = (column for key, column in columns.items() if _names(key, labels, name))
    return next(behind, columns.get(name))


def _names(key: str, labels: Collection[str], name: str) -> bool:
    label, _, told = key.rpartition(".")
    return told == name and label.partition("[")[0] in labels
