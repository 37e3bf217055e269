"""The smallest parts of an SVG: escaped text, symbols, lines. Symbols have the geometry that vis-network draws."""

from __future__ import annotations

import math
from collections.abc import Iterable
from xml.sax.saxutils import escape

from graph.picture.words import shown

__all__ = ["RADIUS", "number", "plain", "polyline", "symbol", "tint", "words"]

RADIUS = 11.0
"""Of every symbol: no node is larger than another for what it measures."""

Point = tuple[float, float]


def number(value: float) -> str:
    """A number with one decimal at most, the same on every machine.

    >>> number(1.0), number(-0.04), number(2.25)
    ('1', '0', '2.2')
    """
    told = f"{value:.1f}".removesuffix(".0")
    return "0" if told == "-0" else told


def plain(text: str) -> str:
    """A text as SVG and XML take it between tags."""
    return escape(shown(text))


def words(
    text: str, x: float, y: float, *, size: int = 12, fill: str = "#1a1a1a", anchor: str = "middle", bold: bool = False
) -> str:
    """One row of text; its direction stays its own."""
    weight = ' font-weight="bold"' if bold else ""
    return (
        f'<text x="{number(x)}" y="{number(y)}" font-size="{size}" fill="{fill}" text-anchor="{anchor}"{weight} '
        f'unicode-bidi="isolate">{plain(text)}</text>'
    )


def symbol(shape: str, x: float, y: float, colour: str, *, extra: str = "", radius: float = RADIUS) -> str:
    """A filled symbol round a point."""
    if shape == "dot":
        return f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(radius)}" fill="{colour}"{extra}/>'
    points = " ".join(f"{number(a)},{number(b)}" for a, b in _corners(shape, x, y, radius))
    return f'<polygon points="{points}" fill="{colour}"{extra}/>'


def _corners(shape: str, x: float, y: float, r: float) -> list[Point]:
    if shape == "square":
        return [(x - r, y - r), (x + r, y - r), (x + r, y + r), (x - r, y + r)]
    if shape == "diamond":
        return [(x, y + r), (x + r, y), (x, y - r), (x - r, y)]
    if shape == "hexagon":
        return [(x + r * math.cos(turn * math.pi / 3), y + r * math.sin(turn * math.pi / 3)) for turn in range(6)]
    if shape == "star":
        r, y = r * 0.82, y + r * 0.082
        spikes = ((1.3 if turn % 2 == 0 else 0.5, turn * math.pi / 5) for turn in range(10))
        return [(x + r * far * math.sin(angle), y - r * far * math.cos(angle)) for far, angle in spikes]
    up = 1 if shape == "triangle" else -1
    r *= 1.15
    y += up * 0.275 * r
    inner = math.sqrt(3) / 3 * r
    return [(x, y - up * 2 * inner), (x + r, y + up * inner), (x - r, y + up * inner)]


def polyline(points: Iterable[Point], colour: str, *, dashed: bool = False, arrow: bool = False) -> str:
    """A line over some points, with an arrow at its end. (Not by ``marker``: each would cost the PNG a layer of its own.)"""
    points = [*points]
    way = " ".join(f"{number(x)},{number(y)}" for x, y in points)
    extra = ' stroke-dasharray="5 4"' if dashed else ""
    line = f'<polyline points="{way}" fill="none" stroke="{colour}" stroke-width="1.2"{extra}/>'
    return line + (_arrow(points[-2], points[-1], colour) if arrow else "")


def _arrow(start: Point, end: Point, colour: str) -> str:
    (x, y), (to_x, to_y) = start, end
    far = math.hypot(to_x - x, to_y - y) or 1.0
    along, across = ((to_x - x) / far * 7, (to_y - y) / far * 7), ((y - to_y) / far * 3.2, (to_x - x) / far * 3.2)
    sides = [(to_x - along[0] + way * across[0], to_y - along[1] + way * across[1]) for way in (1, -1)]
    points = " ".join(f"{number(a)},{number(b)}" for a, b in (end, *sides))
    return f'<polygon points="{points}" fill="{colour}"/>'


def tint(colour: str, share: float = 0.1) -> str:
    """A colour thinned with white.

    >>> tint("#000000", 0.1)
    '#e6e6e6'
    """
    parts = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return "#" + "".join(f"{round(255 - (255 - part) * share):02x}" for part in parts)
