"""What a picture is before anybody draws it: nodes with their places, ties, a legend, notes; or a table of shaded cells.

A picture knows nothing of HTML, SVG or pixels. Its places are in units that the renderers take for pixels at scale 1, y
downwards. Persons are drawn all alike: nothing about a node's size, colour or place depends on a measure.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from graph.messages import Message

__all__ = ["Cell", "LegendEntry", "Matrix", "Picture", "PictureEdge", "PictureNode"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureNode:
    """One node: who it is, what is written on it, where it stands, and what is special about it.

    ``label`` is the model's (``Grid``); ``lines`` is what a reader sees who asks for more; ``hidden`` is how many
    neighbours are not drawn; ``members`` are the nodes that a group stands for; ``outside`` marks a placeholder for what the
    reader may not see; ``box`` draws the text inside a box (trees and lines) instead of below a symbol.
    """

    id: str
    label: str
    text: str
    colour: str
    shape: str
    x: float = 0.0
    y: float = 0.0
    lines: tuple[str, ...] = ()
    hidden: int = 0
    members: int = 0
    synthetic: bool = False
    outside: bool = False
    vacant: bool = False
    focus: bool = False
    box: bool = False

    @property
    def badge(self) -> str:
        """What stands beside a node whose neighbours are not all drawn."""
        return f"＋{self.hidden}" if self.hidden else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureEdge:
    """One tie from ``source`` to ``target`` (ids of nodes); ``count`` is how many relationships it stands for; ``route`` are
    the corners of its way where it is not straight."""

    id: str
    source: str
    target: str
    type: str
    text: Message
    lines: tuple[str, ...] = ()
    dashed: bool = False
    arrow: bool = True
    count: int = 1
    route: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LegendEntry:
    """One look, what it means, and how many nodes of the picture have it."""

    label: str
    text: Message
    colour: str
    shape: str
    count: int
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: what is written in it, how dark it is (0 to 4, -1 for nothing to say), and what it means in words."""

    text: str
    level: int = -1
    title: str = ""


@dataclass(frozen=True, slots=True)
class Matrix:
    """Rows by columns; ``corner`` says what rows and columns are, ``scale`` what the shades are, lightest first."""

    corner: str
    rows: tuple[tuple[str, str], ...]
    columns: tuple[tuple[str, str], ...]
    cells: tuple[tuple[Cell, ...], ...]
    scale: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A picture of one kind on one day, ready for a renderer.

    ``notes`` tell what is left out and what a reader should know; ``hidden`` counts the nodes that are not drawn by
    themselves. ``matrix`` is there for the kinds that are tables, which have no nodes.
    """

    kind: str
    heading: Message
    as_of: date | None
    synthetic: bool
    nodes: tuple[PictureNode, ...] = ()
    edges: tuple[PictureEdge, ...] = ()
    legend: tuple[LegendEntry, ...] = ()
    notes: tuple[Message, ...] = ()
    hidden: int = 0
    matrix: Matrix | None = None

    @property
    def empty(self) -> bool:
        """Whether there is nothing to see but the heading and the notes."""
        return not self.nodes and (self.matrix is None or not self.matrix.rows)
