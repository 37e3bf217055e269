"""A table of shaded cells as parts of an SVG: heads, cells with their text, the scale of shades."""

from __future__ import annotations

from graph.picture.look import EDGE, shade
from graph.picture.picture import Cell, Matrix
from graph.picture.render.svg_parts import number, plain, words
from graph.picture.words import ems, wrap

__all__ = ["matrix_parts"]

HIGH, HEAD_EMS = 30.0, 6.0


def matrix_parts(matrix: Matrix) -> tuple[list[str], tuple[float, float, float, float]]:
    """The parts and what they take up: left, top, right, bottom."""
    side = min(max((ems(name) for _, name in matrix.rows), default=6.0), 16.0) * 12 + 16
    heads = [wrap(name, HEAD_EMS, 5) for _, name in matrix.columns]
    widest = max((ems(cell.text) for row in matrix.cells for cell in row), default=3.0)
    wide = max(HEAD_EMS * 12 + 8, widest * 12 + 14)
    high = max(map(len, heads), default=1) * 15 + 38
    parts = [words(matrix.corner, 0, 14, anchor="start", fill="#4a5560")]
    for column, rows in enumerate(heads):
        x = side + (column + 0.5) * wide
        parts += [words(row, x, high - 8 - 15 * (len(rows) - 1 - place)) for place, row in enumerate(rows)]
    for row, (_, name) in enumerate(matrix.rows):
        y = high + row * HIGH
        parts.append(words(wrap(name, 16, 1)[0], side - 8, y + 19, anchor="end"))
        parts += [_cell(cell, side + column * wide, y, wide) for column, cell in enumerate(matrix.cells[row])]
    bottom = high + len(matrix.rows) * HIGH
    for level, name in enumerate(matrix.scale):
        parts.append(_cell(Cell(name, level), side + level * 84, bottom + 14, 84))
    right = max(side + max(len(matrix.columns) * wide, len(matrix.scale) * 84), ems(matrix.corner) * 12)
    return parts, (0.0, 0.0, right, bottom + (14 + HIGH if matrix.scale else 0))


def _cell(cell: Cell, x: float, y: float, wide: float) -> str:
    fill, ink = shade(cell.level)
    return (
        f"<g><title>{plain(cell.title)}</title>"
        f'<rect x="{number(x)}" y="{number(y)}" width="{number(wide)}" height="{number(HIGH)}" '
        f'fill="{fill}" stroke="{EDGE}" stroke-width="0.5"/>{words(cell.text, x + wide / 2, y + 19, fill=ink)}</g>'
    )
