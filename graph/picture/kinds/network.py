"""A graph as it is, without a centre: what a page has put together node by node, or a small network of one's own."""

from __future__ import annotations

import networkx as nx

from graph.messages import text
from graph.picture.asked import Asked
from graph.picture.build import group_node, grouped_note, made, node_of, placed, ties_between
from graph.picture.gather import within_limit
from graph.picture.kinds.ego import CELL
from graph.picture.layout import apart, by_springs
from graph.picture.look import style_of
from graph.picture.near import Near
from graph.picture.picture import Picture

__all__ = ["draw_network"]


def draw_network(G: nx.MultiDiGraph, asked: Asked) -> Picture:
    """Every node of the graph (tenures as ties); nodes in ``positions`` stay where a reader has put them."""
    near = Near(G, asked.types)
    ids = sorted(
        (id for id in G if near.label(id) != "Tenure"), key=lambda id: (style_of(near.label(id)).rank, *near.order(id))
    )
    heading = text("picture.network", count=len(ids))
    if not ids:
        return made(near, "network", heading, notes=(text("picture.empty"),))
    gathered = within_limit(near, [[], ids], asked.limit)
    drawn = gathered.drawn_as
    nodes = [node_of(near, id, drawn=drawn) for id in gathered.nodes]
    nodes += [group_node(near, group) for group in gathered.groups]
    edges = ties_between(near, drawn)
    places = by_springs(
        [node.id for node in nodes], [(edge.source, edge.target) for edge in edges], asked.seed, asked.positions
    )
    places = apart(places, *CELL, fixed=asked.positions)
    return made(
        near, "network", heading, nodes=placed(nodes, places), edges=edges, notes=grouped_note(gathered),
        hidden=sum(len(group.members) for group in gathered.groups),
    )  # fmt: skip
