"""A picture as JSON: what the workbench draws, with places; changed by addition only."""

from __future__ import annotations

from typing import Any

from graph.messages import Message
from graph.picture.picture import Cell, Matrix, Picture, PictureEdge, PictureNode

__all__ = ["VERSION", "document_of"]

VERSION = 1


def document_of(picture: Picture) -> dict[str, Any]:
    """The JSON of a picture; texts in both languages as ``{zh, en}``, ids as the strings they are."""
    return {
        "version": VERSION, "kind": picture.kind, "heading": _both(picture.heading),
        "asOf": picture.as_of.isoformat() if picture.as_of else None, "synthetic": picture.synthetic,
        "hidden": picture.hidden, "notes": [_both(note) for note in picture.notes],
        "nodes": [_node(node) for node in picture.nodes], "edges": [_edge(edge) for edge in picture.edges],
        "legend": [
            {"label": row.label, **_both(row.text), "colour": row.colour, "shape": row.shape, "count": row.count,
             "dashed": row.dashed}
            for row in picture.legend
        ],
        "matrix": _matrix(picture.matrix) if picture.matrix else None,
    }  # fmt: skip


def _both(told: Message) -> dict[str, str]:
    return {"zh": told.zh, "en": told.en}


def _node(node: PictureNode) -> dict[str, Any]:
    return {
        "id": node.id, "label": node.label, "text": node.text, "lines": [*node.lines], "x": node.x, "y": node.y,
        "colour": node.colour, "shape": node.shape, "box": node.box, "hidden": node.hidden, "members": node.members,
        "synthetic": node.synthetic, "outside": node.outside, "vacant": node.vacant, "focus": node.focus,
    }  # fmt: skip


def _edge(edge: PictureEdge) -> dict[str, Any]:
    return {
        "id": edge.id, "source": edge.source, "target": edge.target, "type": edge.type, **_both(edge.text),
        "lines": [*edge.lines], "dashed": edge.dashed, "arrow": edge.arrow, "count": edge.count,
        "route": [[*point] for point in edge.route],
    }  # fmt: skip


def _matrix(matrix: Matrix) -> dict[str, Any]:
    def heads(row: tuple[tuple[str, str], ...]) -> list[dict[str, str]]:
        return [{"id": id, "text": words} for id, words in row]

    def cell(one: Cell) -> dict[str, Any]:
        return {"text": one.text, "level": one.level, "title": one.title}

    return {
        "corner": matrix.corner, "rows": heads(matrix.rows), "columns": heads(matrix.columns),
        "cells": [[cell(one) for one in row] for row in matrix.cells], "scale": [*matrix.scale],
    }  # fmt: skip
