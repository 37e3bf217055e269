"""Nodes, ties and options as vis-network reads them; titles are text there, never markup."""

from __future__ import annotations

from typing import Any

from graph.picture.layout import BOX
from graph.picture.look import EDGE, INK, font_family
from graph.picture.picture import Picture, PictureEdge, PictureNode
from graph.picture.render.svg import FEW_TIES, label_rows
from graph.picture.render.svg_parts import RADIUS, tint
from graph.picture.words import shown

__all__ = ["options_of", "vis_edge", "vis_node"]


def vis_node(node: PictureNode) -> dict[str, Any]:
    """A node with its place; the id stays the string that it is."""
    dashed = node.vacant or node.outside or bool(node.members)
    told: dict[str, Any] = {
        "id": node.id, "x": node.x, "y": node.y, "label": "\n".join(map(shown, label_rows(node))),
        "title": "\n".join(map(shown, (node.text, *node.lines))),
    }  # fmt: skip
    if node.box:
        fill = "#ffffff" if node.vacant or node.outside else tint(node.colour)
        told |= {
            "shape": "box", "color": _colours(fill, node.colour), "borderWidth": 3 if node.focus else 1.6,
            "shapeProperties": {"borderDashes": [4, 3] if dashed else False, "borderRadius": 20 if node.label == "Person" else 4},
        }  # fmt: skip
    else:
        told |= {
            "shape": node.shape, "size": RADIUS, "color": _colours(node.colour, INK if dashed or node.focus else "#ffffff"),
            "borderWidth": 3 if node.focus else 1, "shapeProperties": {"borderDashes": [4, 3] if dashed else False},
        }  # fmt: skip
    if node.focus:
        told["font"] = {"bold": {"mod": "bold"}, "size": 13}
    return told


def vis_edge(edge: PictureEdge, *, few: int) -> dict[str, Any]:
    """A straight tie; its name is written on it where there are few."""
    count = f" ×{edge.count}" if edge.count > 1 else ""
    told: dict[str, Any] = {
        "id": edge.id, "from": edge.source, "to": edge.target, "title": "\n".join((f"{edge.text}{count}", *edge.lines)),
        "dashes": edge.dashed, "arrows": "to" if edge.arrow else "",
    }  # fmt: skip
    if few <= FEW_TIES:
        told["label"] = edge.text.zh + count
    return told


def options_of(picture: Picture) -> dict[str, Any]:
    """Nothing moves by itself, nothing is fetched; boxes keep their size, and charts whose lines are drawn their places."""
    font = {"face": font_family(), "color": INK, "size": 12}
    boxes = any(node.box for node in picture.nodes)
    nodes: dict[str, Any] = {"font": {**font, "strokeWidth": 0 if boxes else 3, "strokeColor": "#ffffff"}}
    if boxes:
        nodes |= {
            "widthConstraint": BOX[0] - 12, "heightConstraint": {"minimum": BOX[1] - 12, "valign": "middle"}, "margin": 6,
        }  # fmt: skip
    return {
        "physics": {"enabled": False}, "layout": {"improvedLayout": False}, "nodes": nodes,
        "edges": {
            "smooth": False, "width": 1.2, "color": {"color": EDGE, "highlight": INK, "hover": INK},
            "arrows": {"to": {"scaleFactor": 0.5}},
            "font": {**font, "size": 10, "color": "#4a5560", "align": "horizontal", "strokeWidth": 3},
        },
        "interaction": {
            "hover": True, "multiselect": True, "tooltipDelay": 120, "dragNodes": not any(e.route for e in picture.edges),
            "keyboard": {"enabled": True, "bindToWindow": False},
        },
    }  # fmt: skip


def _colours(fill: str, border: str) -> dict[str, Any]:
    return {
        "background": fill, "border": border, "highlight": {"background": fill, "border": INK},
        "hover": {"background": fill, "border": INK},
    }  # fmt: skip
