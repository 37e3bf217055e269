"""The part of a graph inside an area, as a graph of its own."""

from __future__ import annotations

import networkx as nx

from graph.errors import UsageError
from graph.store.snapshot.index import Index, index_of

__all__ = ["area_named", "part_of"]


def area_named(index: Index, area: str) -> str:
    """The id of the area with a code (or id); raises ``UsageError`` with the nearest codes."""
    from difflib import get_close_matches

    if area in index.nodes and index.is_a(area, ("Area",)):
        return area
    codes = {str(index.nodes[id]["code"]): id for id in index.of_label("Area") if index.nodes[id].get("code")}
    if area in codes:
        return codes[area]
    below = [code for code in sorted(codes) if area and code.startswith(area)]  # a code cut short
    nearest = below[:3] or get_close_matches(area, codes, 3, 0.6)
    near = [f"{code} {index.nodes[codes[code]].get('name')}" for code in nearest]
    raise UsageError("coverage.no_area", code=area, near="、".join(near) or "—")


def part_of(G: nx.MultiDiGraph, area: str) -> nx.MultiDiGraph:
    """A copy of what lies inside an area (by code or id), with the areas above it and what is tied to the inside.

    Inside are the nodes whose home area is the area or lies below it. Tied to them: one relationship away, but no area.
    The sheets that anything was read from are there too, so that "not told" stays apart from "none". ``G.graph["area"]``
    is the area's id, ``G.graph["homes"]`` says where what lies outside is at home: rules count the same targets in the part
    as in the whole, though a rule that looks further than one relationship beyond the area sees less.
    Attributes are copied: a change of the part leaves ``G`` as it is.

    Raises ``UsageError`` for an area that the graph lacks, with the nearest codes.
    """
    index = index_of(G)
    top = area_named(index, area)
    inside = index.areas.inside(top)
    kept = {id for id in G if index.areas.home(id) in inside}
    tied = {other for id in kept for near in (G._succ[id], G._pred[id]) for other in near}
    outside = {id for id in tied - kept if not index.is_a(id, ("Area",))} | {*index.of_label("Source")} - kept
    homes = {id: index.areas.smallest((home, top)) for id in outside if (home := index.areas.home(id)) is not None}
    kept |= {*outside, *index.areas.above(top)}
    part = nx.MultiDiGraph(**{**G.graph, "area": top, "homes": homes})
    part.add_nodes_from((id, dict(attributes)) for id, attributes in G.nodes(data=True) if id in kept)
    part.add_edges_from(
        (start, end, key, dict(attributes))
        for start in part
        for end, keyed in G._succ[start].items()
        if end in kept
        for key, attributes in keyed.items()
    )
    return part
