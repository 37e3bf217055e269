"""A picture as SVG, written here: no browser, the same bytes for the same picture, readable without any script."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from graph.messages import text
from graph.picture.layout import BOX
from graph.picture.look import EDGE, INK, VACANT, font_family
from graph.picture.picture import LegendEntry, Picture, PictureEdge, PictureNode
from graph.picture.render.svg_matrix import matrix_parts
from graph.picture.render.svg_parts import RADIUS, number, plain, polyline, symbol, tint, words
from graph.picture.words import ems, wrap

__all__ = ["BOX_EMS", "FEW_TIES", "LABEL_EMS", "label_rows", "svg_of"]

LABEL_EMS, BOX_EMS = 8.5, 12.0
FEW_TIES = 40
"""With more ties than this their names are left to the table: on the picture they would cover each other."""

MARGIN, ROW = 24.0, 18.0


def svg_of(picture: Picture, *, framed: bool = True) -> str:
    """The whole picture: heading, day, notes, nodes and ties or cells, legend. ``framed=False`` leaves out what stands around.

    A text element has its own direction, and every character that is not text is escaped.
    """
    if picture.matrix is not None:
        parts, (left, top, right, bottom) = matrix_parts(picture.matrix)
    else:
        parts, (left, top, right, bottom) = [*_network(picture)], _bounds(picture.nodes)
    head = _head(picture, right - left) if framed else []
    high = ROW * len(head) + (MARGIN / 2 if head else 0)
    foot, low = _legend(picture.legend, left, max(right, left + 700), bottom + MARGIN) if framed else ([], 0.0)
    wide = max(right - left, *(ems(row) * size for row, size in head)) if head else right - left
    box = (left - MARGIN, top - MARGIN - high, wide + 2 * MARGIN, bottom - top + high + low + 2 * MARGIN)
    heads = [
        words(row, left, top - high + ROW * (place + 0.2), size=size, anchor="start", bold=place == 0)
        for place, (row, size) in enumerate(head)
    ]
    view = " ".join(map(number, box))
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{view}" width="{number(box[2])}" height="{number(box[3])}" '
        f'role="img" font-family="{font_family()}"><title>{plain(str(picture.heading))}</title>'
    )
    ground = '<rect x="{}" y="{}" width="{}" height="{}" fill="#ffffff"/>'.format(*map(number, box))
    return "".join([opening, ground, *heads, *parts, *foot, "</svg>\n"])


def label_rows(node: PictureNode) -> list[str]:
    """What stands on a node, row by row."""
    return wrap(node.text, BOX_EMS, 2) if node.box else wrap(node.text, LABEL_EMS, 3)


def _bounds(nodes: Iterable[PictureNode]) -> tuple[float, float, float, float]:
    nodes = [*nodes]
    if not nodes:
        return 0.0, 0.0, 480.0, 20.0
    wide, high = max(BOX[0] / 2, LABEL_EMS * 6), 60.0
    return (
        min(node.x for node in nodes) - wide, min(node.y for node in nodes) - high / 2,
        max(node.x for node in nodes) + wide, max(node.y for node in nodes) + high,
    )  # fmt: skip


def _head(picture: Picture, wide: float) -> list[tuple[str, int]]:
    """Heading, day and notes as rows, each with the size of its letters."""
    sample = [str(text("picture.sample"))] if picture.synthetic else []
    day = [str(text("picture.as_of", on=picture.as_of.isoformat()))] if picture.as_of else []
    rows = [(str(picture.heading), 16), (" · ".join([*sample, *day]), 12)]
    rows += [(row, 12) for note in picture.notes for row in wrap(str(note), max(wide / 12, 56), 9)]
    return [(row, size) for row, size in rows if row]


def _network(picture: Picture) -> Iterator[str]:
    at = {node.id: node for node in picture.nodes}
    named = len(picture.edges) <= FEW_TIES and not any(edge.route for edge in picture.edges)
    for edge in picture.edges:
        yield from _tie(edge, at[edge.source], at[edge.target], named=named)
    for node in picture.nodes:
        yield "<g>" + "".join(_node(node)) + "</g>"


def _tie(edge: PictureEdge, start: PictureNode, end: PictureNode, *, named: bool) -> Iterator[str]:
    if edge.route:
        yield polyline(edge.route, EDGE, dashed=edge.dashed)
        return
    (x, y), (to_x, to_y) = _rim(start, end), _rim(end, start)
    yield polyline(((x, y), (to_x, to_y)), EDGE, dashed=edge.dashed, arrow=edge.arrow)
    if named:
        name = edge.text.zh + (f" ×{edge.count}" if edge.count > 1 else "")
        yield (
            f'<g stroke="#ffffff" stroke-width="3" paint-order="stroke">'
            f"{words(name, (x + to_x) / 2, (y + to_y) / 2 + 4, size=10, fill='#4a5560')}</g>"
        )


def _rim(start: PictureNode, end: PictureNode) -> tuple[float, float]:
    """Where a line to another node leaves a node."""
    dx, dy = end.x - start.x, end.y - start.y
    far = math.hypot(dx, dy) or 1.0
    if not start.box:
        return start.x + dx / far * (RADIUS + 2), start.y + dy / far * (RADIUS + 2)
    share = min(BOX[0] / 2 / abs(dx) if dx else math.inf, BOX[1] / 2 / abs(dy) if dy else math.inf, 1.0)
    return start.x + dx * share, start.y + dy * share


def _node(node: PictureNode) -> Iterator[str]:
    if node.lines:
        yield f"<title>{plain('；'.join(node.lines))}</title>"
    dashes = ' stroke-dasharray="4 3"' if node.vacant or node.outside or node.members else ""
    rows = label_rows(node)
    if node.box:
        yield _box(node, dashes)
        first = node.y + 4.5 - 7.5 * (len(rows) - 1)
    else:
        if node.focus:
            yield f'<circle cx="{number(node.x)}" cy="{number(node.y)}" r="17" fill="none" stroke="{INK}" stroke-width="2"/>'
        extra = f' stroke="{INK}" stroke-width="1.5"{dashes}' if dashes else ' stroke="#ffffff" stroke-width="1"'
        yield symbol(node.shape, node.x, node.y, node.colour, extra=extra)
        first = node.y + (32 if node.focus else 26)
    yield (
        '<g stroke="#ffffff" stroke-width="3" paint-order="stroke" stroke-linejoin="round">' if not node.box else "<g>"
    )
    yield from (words(row, node.x, first + 15 * place, bold=node.focus) for place, row in enumerate(rows))
    yield "</g>"
    if node.badge:
        yield _badge(node)


def _box(node: PictureNode, dashes: str) -> str:
    fill = "#ffffff" if node.vacant or node.outside else tint(node.colour)
    width = 3 if node.focus else 1.6
    return (
        f'<rect x="{number(node.x - BOX[0] / 2)}" y="{number(node.y - BOX[1] / 2)}" width="{number(BOX[0])}" '
        f'height="{number(BOX[1])}" rx="{20 if node.label == "Person" else 4}" fill="{fill}" stroke="{node.colour}" '
        f'stroke-width="{width}"{dashes}/>'
    )


def _badge(node: PictureNode) -> str:
    wide = ems(node.badge) * 10 + 8
    x, y = (node.x + BOX[0] / 2 - 4, node.y - BOX[1] / 2) if node.box else (node.x + 13 + wide / 2, node.y - 9)
    return (
        f'<rect x="{number(x - wide / 2)}" y="{number(y - 8)}" width="{number(wide)}" height="15" rx="7" fill="#ffffff" '
        f'stroke="{EDGE}"/>{words(node.badge, x, y + 3.5, size=10)}'
    )


def _legend(rows: Iterable[LegendEntry], left: float, right: float, top: float) -> tuple[list[str], float]:
    """The legend in as many rows as its width needs, and how high it is."""
    parts, x, y = list[str](), left, top + 10
    for row in rows:
        name = f"{row.text}（{row.count}）"
        wide = 26 + ems(name) * 12 + 18
        if x > left and x + wide > right:
            x, y = left, y + 26
        dashes = f' stroke="{row.colour}" stroke-width="1.6" stroke-dasharray="4 3"' if row.dashed else ""
        parts.append(symbol(row.shape, x + 9, y, "#ffffff" if row.dashed else row.colour, extra=dashes, radius=8))
        parts.append(words(name, x + 24, y + 4, anchor="start", fill=VACANT if row.label == "vacant" else INK))
        x += wide
    return parts, (y - top + 26 if parts else 0.0)
