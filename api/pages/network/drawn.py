"""The picture of a state: drawn by the code that draws all pictures, with what the page says of it and the places kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import networkx as nx

from api.pages.network.facts import MOST, Facts
from api.pages.network.places import fanned, kept_places
from api.pages.network.state import State
from graph.messages import Message, text
from graph.picture import Picture, draw_picture
from graph.picture.kinds.ego import CELL
from graph.picture.layout import apart
from graph.picture.look import EDGE, INK, font_family
from graph.picture.render.vis import options_of, vis_edge, vis_node
from graph.picture.words import name_shown

__all__ = ["Drawn", "block_of", "drawn"]

_WHOLE = 20
"""Steps that lead to everything that was asked for."""

Places = Mapping[str, tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Drawn:
    """The picture as it is shown, the graph behind it, and every node's place, those that are hidden among them."""

    picture: Picture
    G: nx.MultiDiGraph
    whole: Picture


def drawn(facts: Facts, state: State, held: Places | None = None) -> Drawn:
    """Draws; ``held`` are the places of a saved view, over which those of the address go."""
    assert state.centre is not None
    whole = _drawn(facts, state, {**(held or {}), **state.at})
    shown = _without(whole, {*state.hide}, {*state.drop})
    notes = whole.notes
    if len(shown.nodes) < len(whole.nodes):
        notes = (*notes, text("page_graph.left_out", count=len(whole.nodes) - len(shown.nodes)))
    if facts.outside:
        notes = (*notes, text("page_graph.outside", count=facts.outside))
    if facts.cut:
        notes = (*notes, text("page_graph.cut", most=f"{MOST:,}", count=f"{facts.cut:,}"))
    return Drawn(replace(shown, notes=notes), facts.G, whole)


def _drawn(facts: Facts, state: State, held: Places) -> Picture:
    assert state.centre is not None
    G, id = facts.G, state.centre.id
    types = _types(G)
    if state.mode == "command":
        return draw_picture(G, id, "command", depth=3, limit=state.limit)
    if state.mode == "path" and not state.more and not state.at:
        return draw_picture(G, id, "path", to=state.to, types=types)
    base = facts.fresh[0] if state.mode != "around" or state.more else [*G]
    first = draw_picture(G.subgraph({id, *base}), id, depth=_WHOLE, types=types, limit=state.limit)
    places: dict[str, tuple[float, float]] = kept_places(first)
    if state.more and not any(node.members for node in first.nodes):
        places = fanned(G, places, state, facts.fresh[-len(state.more) :])
    elif not state.more and not held:
        return replace(first, heading=_heading(G, state))
    if held:
        stay = {id for id in held if id in G}
        places = apart({**places, **{id: held[id] for id in stay}}, *CELL, fixed=stay or {id})
    kept = {id: place for id, place in places.items() if id in G}
    whole = draw_picture(G, id, depth=_WHOLE, types=types, limit=state.limit, positions=kept)
    return replace(whole, heading=_heading(G, state))


def _types(G: nx.MultiDiGraph) -> list[str]:
    return sorted({type for _, _, type in G.edges(data="type")})


def _heading(G: nx.MultiDiGraph, state: State) -> Message:
    assert state.centre is not None
    names = [name_shown(G.nodes[id], id) for id in (state.centre.id, state.to) if id is not None and id in G]
    if state.mode in ("common", "path") and len(names) == 2:
        return text(f"page_graph.heading_{state.mode}", a=names[0], b=names[1])
    key = "page_graph.heading_more" if state.more else "page_graph.heading"
    return text(key, name=names[0], steps=state.centre.steps, more=len(state.more))


def _without(picture: Picture, labels: set[str], ids: set[str]) -> Picture:
    """The picture without some labels and nodes; everything else stays where it is, and the legend whole."""

    def stays(node: Any) -> bool:
        look = "outside" if node.outside else "vacant" if node.vacant else node.label
        return node.id not in ids and (look not in labels or node.focus)

    nodes = tuple(node for node in picture.nodes if stays(node))
    kept = {node.id for node in nodes}
    edges = tuple(edge for edge in picture.edges if edge.source in kept and edge.target in kept)
    return replace(picture, nodes=nodes, edges=edges)


def block_of(told: Drawn, state: State) -> dict[str, Any]:
    """What the page's script draws: nodes and ties as vis-network reads them, badges, routes, and what it needs to go on."""
    picture = told.picture
    return {
        "nodes": [
            {**vis_node(node), "badge": node.badge, "group_of": node.members, "outside": node.outside}
            for node in picture.nodes
        ],
        "edges": [vis_edge(edge, few=len(picture.edges)) for edge in picture.edges if not edge.route],
        "routes": [{"points": edge.route, "dashed": edge.dashed} for edge in picture.edges if edge.route],
        "options": options_of(picture), "edge": EDGE, "ink": INK, "font": font_family(),
        "centre": state.centre.id if state.centre else None, "pinned": [*state.at], "boxes": any(n.box for n in picture.nodes),
    }  # fmt: skip
