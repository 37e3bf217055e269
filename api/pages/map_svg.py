"""A map as SVG: each area by its boundary, or as a tile where none has one, with its name and share written on it.

The same drawing stands on the page, where each area is a link, and leaves as a file, with heading and legend.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from api.pages.projection import Plane, Ring, centre, plane_of, rings_of
from graph.picture.look import font_family
from graph.picture.render.svg_parts import number, plain, words
from graph.picture.words import ems, shown, wrap

__all__ = ["COLOURS", "Drawn", "Framed", "Spot", "draw"]

COLOURS = {
    "full": "#dcefe3", "near": "#eef5dd", "most": "#fdf2cf", "some": "#fbdfc0", "few": "#f6c9c4", "plain": "#e3ecf7",
    "none": "#f1f3f5",
}  # fmt: skip
"""The same as in workbench.css; what is written on them has a contrast of 7:1 and more."""
INK, LINE = "#1f2933", "#52606d"
WIDTH, MOST_HIGH, LEAST_WIDE = 960.0, 720.0, 720.0
COLUMNS, TILE, GAP = 6, (152.0, 62.0), 9.0
MARGIN, ROW, SIZE = 20.0, 20.0, 12


@dataclass(frozen=True, slots=True)
class Spot:
    """An area on the map. ``share``: its share as text; ``step``: the step that it is coloured by; ``link``: where it leads."""

    name: str
    share: str
    step: str
    boundary: object = None
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Framed:
    """What a file has around the drawing: rows above it, and the legend's entries (step, words) below."""

    rows: Sequence[str]
    legend: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Drawn:
    """The drawing. ``bounded``: how many areas are drawn by their boundary; with none all are tiles."""

    svg: str
    bounded: int


def draw(spots: Sequence[Spot], label: str, framed: Framed | None = None) -> Drawn:
    """Draws the areas; ``label`` says what the picture is, to who does not see it."""
    rings = [rings_of(spot.boundary) for spot in spots]
    plane = plane_of((ring for each in rings for ring in each), WIDTH, MOST_HIGH)
    if plane is None:
        parts, wide, high = [*_tiles(spots)], WIDTH, _tiles_high(len(spots))
    else:
        parts, wide, high = [*_areas(spots, rings, plane)], max(plane.width, LEAST_WIDE), plane.height
    head, foot = [*_head(framed)], [*_foot(framed, high)]
    above = (len(framed.rows) * ROW + 8) if framed else 0.0
    below = (ROW * 2) if framed else 0.0
    box = (-MARGIN, -MARGIN - above, wide + 2 * MARGIN, high + above + below + 2 * MARGIN)
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{" ".join(map(number, box))}" class="map" role="group" '
        f'aria-label={quoteattr(shown(label))} font-family="{font_family()}"{_measure(box) if framed else ""}>'
    )
    ground = '<rect x="{}" y="{}" width="{}" height="{}" fill="#ffffff"/>'.format(*map(number, box))
    return Drawn("".join([opening, ground, *head, *parts, *foot, "</svg>"]), sum(map(bool, rings)))


def _measure(box: tuple[float, float, float, float]) -> str:
    return f' width="{number(box[2])}" height="{number(box[3])}"'


def _areas(spots: Sequence[Spot], rings: list[list[Ring]], plane: Plane) -> Iterator[str]:
    """Every area with a boundary, then the words on them, so that no area covers another's words."""
    placed = [
        (spot, [[plane.at(place) for place in ring] for ring in each])
        for spot, each in zip(spots, rings, strict=True)
        if each
    ]
    for spot, shape in placed:
        way = "".join("M" + "L".join(f"{number(x)} {number(y)}" for x, y in ring) + "Z" for ring in shape)
        path = f'<path d="{way}" fill="{COLOURS[spot.step]}" fill-rule="evenodd" stroke="{LINE}" stroke-width="1"/>'
        yield _linked(spot, f"{path}{_title(spot)}")
    for spot, shape in placed:
        (x, y), wide, high = centre(shape)
        yield f'<g pointer-events="none">{"".join(_words(spot, x, y, wide * 0.85, high))}</g>'


def _words(spot: Spot, x: float, y: float, wide: float, high: float) -> Iterator[str]:
    """Name and share where they have room, the share alone where the name has none, nothing in the smallest."""
    rows = wrap(spot.name, max(wide / SIZE, 2), 2)
    named = high >= ROW * (len(rows) + 1) and all(ems(row) * SIZE <= wide for row in rows)
    if not named and (high < ROW or ems(spot.share) * SIZE > wide * 1.15):
        return
    lines = [*(rows if named else ()), spot.share]
    top = y - (len(lines) - 1) * 7.5 + 4
    for place, line in enumerate(lines):
        yield words(line, x, top + place * 15, size=SIZE, fill=INK, bold=place == len(lines) - 1)


def _tiles(spots: Sequence[Spot]) -> Iterator[str]:
    wide, high = TILE
    for place, spot in enumerate(spots):
        x, y = (place % COLUMNS) * (wide + GAP), (place // COLUMNS) * (high + GAP)
        rect = (
            f'<rect x="{number(x)}" y="{number(y)}" width="{number(wide)}" height="{number(high)}" rx="4" '
            f'fill="{COLOURS[spot.step]}" stroke="{LINE}" stroke-width="1"/>'
        )
        rows = wrap(spot.name, (wide - 14) / SIZE, 2)
        name = [words(row, x + 8, y + 18 + n * 14, size=SIZE, fill=INK, anchor="start") for n, row in enumerate(rows)]
        told = words(spot.share, x + 8, y + high - 8, size=14, fill=INK, anchor="start", bold=True)
        yield _linked(spot, "".join([rect, _title(spot), *name, told]))


def _tiles_high(count: int) -> float:
    rows = max(1, -(-count // COLUMNS))
    return rows * TILE[1] + (rows - 1) * GAP


def _title(spot: Spot) -> str:
    return f"<title>{plain(spot.name)} {plain(spot.share)}</title>"


def _linked(spot: Spot, parts: str) -> str:
    if spot.link is None:
        return f"<g>{parts}</g>"
    return f"<a href={quoteattr(spot.link)} aria-label={quoteattr(shown(f'{spot.name} {spot.share}'))}>{parts}</a>"


def _head(framed: Framed | None) -> Iterator[str]:
    rows = framed.rows if framed else ()
    for place, row in enumerate(rows):
        y = -(len(rows) - place) * ROW
        yield words(row, 0, y + 4, size=16 if place == 0 else SIZE, fill=INK, anchor="start", bold=place == 0)


def _foot(framed: Framed | None, high: float) -> Iterator[str]:
    x, y = 0.0, high + ROW * 1.6
    for step, told in framed.legend if framed else ():
        yield f'<rect x="{number(x)}" y="{number(y - 10)}" width="16" height="11" fill="{COLOURS[step]}" stroke="{LINE}"/>'
        yield words(told, x + 22, y, size=SIZE, fill=INK, anchor="start")
        x += 22 + ems(told) * SIZE + 18
