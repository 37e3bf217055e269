"""The same as the picture, to read: every node with what it is tied to, in rows that lead to one another."""

from __future__ import annotations

from dataclasses import dataclass

from graph.picture.picture import Picture, PictureEdge
from graph.picture.words import shown

__all__ = ["Row", "TiedTo", "table_rows"]


@dataclass(frozen=True, slots=True)
class TiedTo:
    """A tie as a row tells it: its name, an arrow for its direction, and the number of the row that it leads to."""

    text: str
    to: int
    name: str


@dataclass(frozen=True, slots=True)
class Row:
    """One node: its id, its name, what there is to say of it, its ties."""

    id: str
    name: str
    lines: tuple[str, ...]
    ties: tuple[TiedTo, ...]


def table_rows(picture: Picture) -> list[Row]:
    """One row a node, in the picture's order."""
    places = {node.id: place for place, node in enumerate(picture.nodes)}
    names = [shown(node.text) for node in picture.nodes]
    found: list[list[TiedTo]] = [[] for _ in picture.nodes]
    for edge in picture.edges:
        a, b = places[edge.source], places[edge.target]
        found[a].append(TiedTo(_told(edge, "→"), b, names[b]))
        found[b].append(TiedTo(_told(edge, "←"), a, names[a]))
    return [Row(node.id, names[place], node.lines, tuple(found[place])) for place, node in enumerate(picture.nodes)]


def _told(edge: PictureEdge, way: str) -> str:
    count = f" ×{edge.count}" if edge.count > 1 else ""
    since = f"（{'；'.join(edge.lines)}）" if edge.lines else ""
    return f"{edge.text.zh}{count}{since} {way if edge.arrow else '—'}"
