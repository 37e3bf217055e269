"""A picture as PNG, from its SVG, with the fonts of this machine; no browser."""

from __future__ import annotations

from graph.picture.picture import Picture
from graph.picture.render.svg import svg_of

__all__ = ["png_of"]


def png_of(picture: Picture, *, zoom: float = 1.5) -> bytes:
    """The bytes of a PNG, ``zoom`` pixels for each unit of the picture.

    Chinese characters need a Chinese font on this machine; without one they are boxes, as in every other program.
    """
    import resvg_py

    return bytes(resvg_py.svg_to_bytes(svg_string=svg_of(picture), background="#ffffff", zoom=_whole(picture, zoom)))


def _whole(picture: Picture, zoom: float) -> float:
    """Less zoom for a very large picture: more than 5,000 pixels a side take seconds and open badly."""
    xs, ys = [node.x for node in picture.nodes] or [0.0], [node.y for node in picture.nodes] or [0.0]
    side = max(max(xs) - min(xs), max(ys) - min(ys), 1.0) + 400
    return min(zoom, 5_000 / side)
