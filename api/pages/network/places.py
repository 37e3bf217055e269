"""Where nodes stand on the network page: what was drawn stays where it is, what an expansion adds stands beside its node.

The same address gives the same places, so undo, an export and somebody else's browser show the same picture.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

import networkx as nx

from api.pages.network.state import State
from graph.picture.kinds.ego import CELL
from graph.picture.layout import apart, in_rings
from graph.picture.look import style_of
from graph.picture.picture import Picture

__all__ = ["fanned", "kept_places"]

Places = dict[str, tuple[float, float]]


def kept_places(picture: Picture) -> Places:
    """Where the nodes of a picture stand."""
    return {node.id: (node.x, node.y) for node in picture.nodes}


def fanned(
    G: nx.MultiDiGraph, places: Mapping[str, tuple[float, float]], state: State, fresh: list[list[str]]
) -> Places:
    """The places with those of what each expansion added: in rings beyond its node, away from the middle, free of the rest."""
    found = dict(places)
    for each, ids in zip(state.more, fresh, strict=False):
        new = [id for id in _ordered(G, ids) if id not in found]
        if not new or each.id not in found:
            continue
        rings = in_rings([[each.id], new], {})
        x, y = found[each.id]
        away, far = _away(x, y), max(abs(a) + abs(b) for a, b in rings.values()) * 0.6
        middle = (x + away[0] * far, y + away[1] * far) if (x, y) != (0.0, 0.0) else (x, y)
        beside = {id: (a + middle[0], b + middle[1]) for id, (a, b) in rings.items() if id != each.id}
        found = apart({**found, **beside}, *CELL, fixed={*found})
    return found


def _away(x: float, y: float) -> tuple[float, float]:
    far = math.hypot(x, y) or 1.0
    return x / far, y / far


def _ordered(G: nx.MultiDiGraph, ids: Iterable[str]) -> list[str]:
    """The nodes label by label, as rings have them; tenures are ties and stand nowhere."""
    rows = G.nodes
    told = [id for id in ids if id in G and rows[id].get("label") != "Tenure"]
    return sorted(told, key=lambda id: (style_of(rows[id]["label"]).rank, str(rows[id].get("code") or ""), id))
