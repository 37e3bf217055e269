"""What the page tells beside the canvas: every node with its ties as rows of a table, and one node's card."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graph.model import load_model
from graph.picture.look import label_text
from graph.picture.words import lines_of, name_shown, shown

if TYPE_CHECKING:
    from api.pages.asked import Asked
    from graph.picture import Picture

__all__ = ["NodeCard", "NodeRow", "SourceRow", "TieRow", "card_of", "page_of", "rows_of"]

_HOMES = {"Area": "areas", "Organisation": "organisations", "Post": "posts", "Person": "people"}


@dataclass(frozen=True, slots=True)
class TieRow:
    """A tie as a row tells it; ``id`` is the node at its other end."""

    text: str
    id: str
    name: str


@dataclass(frozen=True, slots=True)
class NodeRow:
    """A node of the picture. ``page``: where its own page lies, None where it has none; ``area``: of a group, where its
    members are."""

    id: str
    name: str
    kind: str
    lines: tuple[str, ...]
    hidden: int
    single: bool
    page: str | None
    area: str | None
    ties: tuple[TieRow, ...]


@dataclass(frozen=True, slots=True)
class SourceRow:
    """Where something was read; ``of``: the properties, "" for the whole row."""

    of: str
    file: str
    sheet: str
    row: str


@dataclass(frozen=True, slots=True)
class NodeCard:
    """One node with its details and where it was read."""

    id: str
    name: str
    kind: str
    lines: tuple[str, ...]
    confirmed: str | None
    synthetic: bool
    outside: bool
    page: str | None
    sources: tuple[SourceRow, ...]


def page_of(label: str, id: str) -> str | None:
    """The page of a node, as the first argument of :meth:`Asked.to`.

    >>> page_of("Grid", "area-1"), page_of("Compound", "area-2"), page_of("Station", "facility-1")
    ('areas/area-1', 'areas/area-2', None)
    """
    model = load_model()
    above = model.labels_of(label)[0] if label in set(model.names()) else label
    home = _HOMES.get(above)
    return f"{home}/{id}" if home else None


def rows_of(picture: Picture, asked: Asked) -> list[NodeRow]:
    """One row a node, in the picture's order."""
    of, names = asked.words.of, {node.id: shown(node.text) for node in picture.nodes}
    ties: dict[str, list[TieRow]] = {node.id: [] for node in picture.nodes}
    for edge in picture.edges:
        count = f" ×{edge.count}" if edge.count > 1 else ""
        since = f"（{'；'.join(edge.lines)}）" if edge.lines else ""
        told = f"{of(edge.text)}{count}{since}"
        for a, b, way in ((edge.source, edge.target, "→"), (edge.target, edge.source, "←")):
            ties[a].append(TieRow(f"{told} {way if edge.arrow else '—'}", b, names[b]))
    return [
        NodeRow(
            node.id, names[node.id], of(label_text(node.label)), node.lines[1 : -1 if node.hidden else None], node.hidden,
            not node.members and not node.outside,
            None if node.members or node.outside else page_of(node.label, node.id),
            (node.id.split(":")[1] or None) if node.members else None, tuple(ties[node.id]),
        )
        for node in picture.nodes
    ]  # fmt: skip


async def card_of(asked: Asked, id: str) -> NodeCard | None:
    """The card of a node; None for what is nothing to this viewer."""
    data = await asked.read("graph-card", id=id, sources=asked.viewer.may("sources"))
    found = data["node"]
    if found is None:
        return None
    label = found["__typename"]
    row = {"label": label, **{name: value for name, value in found.items() if value is not None}}
    row["outside"] = bool(found["outside"])
    return NodeCard(
        id, name_shown(row, id), asked.words.of(label_text(label)), lines_of(row)[1:], found["confirmedOn"],
        bool(found["synthetic"]), row["outside"], page_of(label, id),
        await _sources(asked, label, found.get("sources") or ()),
    )  # fmt: skip


async def _sources(asked: Asked, label: str, told: Any) -> tuple[SourceRow, ...]:
    """``sheetId#row:property`` with the names of file and sheet where this viewer may know them."""
    parts = [(source.partition("#")[0], *source.partition("#")[2].partition(":")[::2]) for source in told]
    sheets: dict[str, Mapping[str, Any]] = {}
    if parts and asked.viewer.may("provenance"):
        data = await asked.read("graph-sources", ids=list({sheet for sheet, *_ in parts}))
        sheets = {row["id"]: row for row in data["sources"]["nodes"]}
    known = load_model().properties(label)
    found: dict[tuple[str, str], list[str]] = {}
    for sheet, row, name in parts:
        words = asked.words.of({"zh": known[name].zh, "en": known[name].en}) if name in known else name
        found.setdefault((sheet, row), []).append(words)
    rows = []
    for (sheet, row), names in found.items():
        of = sheets.get(sheet, {})
        told_of = "" if "" in names else asked.words("pages.comma").join(names)
        rows.append(SourceRow(told_of, of.get("file") or sheet, of.get("sheet") or "", row))
    return tuple(rows)
