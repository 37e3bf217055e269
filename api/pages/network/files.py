"""What the network page shows, as a file: png, svg, json, graphml, html, and its nodes as a table."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import networkx as nx

from api.pages.listing import Column
from api.pages.network.told import NodeRow, rows_of
from api.pages.sheets import KINDS, Sheet, made_file
from graph.as_of import ZONE
from graph.messages import text
from graph.picture import document_of, html_of, png_of, svg_of
from graph.picture.words import shown

if TYPE_CHECKING:
    from api.pages.asked import Asked
    from api.pages.known import OfStore
    from api.pages.network.drawn import Drawn
    from graph.picture import Picture

__all__ = ["FILES", "NODE_COLUMNS", "file_of"]

_PICTURES: dict[str, tuple[str, Callable[[Picture], bytes]]] = {
    "png": ("image/png", png_of),
    "svg": ("image/svg+xml", lambda picture: svg_of(picture).encode()),
    "html": ("text/html; charset=utf-8", lambda picture: html_of(picture).encode()),
}
FILES = ("png", "svg", "json", "graphml", "html", "xlsx", "csv")
"""What the page can be written as."""

NODE_COLUMNS = (
    Column("id", "page_graph.id", lambda row, asked: row["id"]),
    Column("name", "page_graph.name", lambda row, asked: row["name"]),
    Column("kind", "page_graph.kind", lambda row, asked: row["kind"]),
    Column("hidden", "page_graph.hidden", lambda row, asked: row["hidden"], "number"),
    Column("ties", "page_graph.ties", lambda row, asked: row["ties"]),
)


async def file_of(form: str, told: Drawn, asked: Asked, store: OfStore) -> tuple[bytes, str]:
    """The file's bytes and its media type, with marking, account and time in it."""
    at = datetime.now(ZoneInfo(ZONE)).isoformat(timespec="seconds")
    facts = {"marking": store.marking, "by": asked.viewer.name, "at": at, "asOf": asked.as_of.isoformat(),
             "synthetic": told.picture.synthetic or store.synthetic}  # fmt: skip
    if form in ("xlsx", "csv"):
        rows = rows_of(told.picture, asked)
        sheet = Sheet(asked.words.of(told.picture.heading), NODE_COLUMNS, _each(rows))
        listed = await sheet.gather()
        return await asyncio.to_thread(made_file, form, sheet, listed, asked, store), KINDS[form]
    if form == "json":
        document = {**document_of(told.picture), **facts}
        return json.dumps(document, ensure_ascii=False, indent=1).encode("utf-8", "replace"), "application/json"
    if form == "graphml":
        return await asyncio.to_thread(_graphml, told, facts), "application/graphml+xml"
    marking = text("page_graph.marking", marking=store.marking, who=asked.viewer.name, at=at)
    marked = replace(told.picture, notes=(*told.picture.notes, marking), synthetic=bool(facts["synthetic"]))
    kind, write = _PICTURES[form]
    return await asyncio.to_thread(write, marked), kind


async def _each(rows: list[NodeRow]) -> AsyncIterator[dict[str, Any]]:
    for row in rows:
        yield {"id": row.id, "name": row.name, "kind": row.kind, "hidden": row.hidden, "ties": "；".join(
            f"{tie.text} {tie.name}" for tie in row.ties)}  # fmt: skip


def _graphml(told: Drawn, facts: dict[str, Any]) -> bytes:
    """What is drawn, with places; groups are nodes with how many they stand for."""
    G = nx.MultiDiGraph(**{name: _plain(value) for name, value in facts.items()})
    for node in told.picture.nodes:
        own = told.G.nodes[node.id] if node.id in told.G and not node.outside else {}
        kept = {name: _plain(value) for name, value in own.items() if value is not None}
        G.add_node(node.id, **{**kept, "label": node.label, "text": shown(node.text), "x": node.x, "y": node.y,
                               "members": node.members, "hidden": node.hidden})  # fmt: skip
    for edge in told.picture.edges:
        G.add_edge(edge.source, edge.target, key=edge.id, type=edge.type, count=edge.count)
    stream = BytesIO()
    nx.write_graphml_xml(G, stream, prettyprint=True)
    return stream.getvalue()


def _plain(value: Any) -> Any:
    """A value as GraphML has it: numbers and truth as they are, everything else as text without controls."""
    return value if isinstance(value, (bool, int, float)) else shown(value)
