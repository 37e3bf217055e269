"""The shortest way from one node to another, in a line."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import networkx as nx

from graph.errors import UsageError
from graph.messages import text
from graph.picture.asked import Asked
from graph.picture.build import made, node_of, placed, ties_between
from graph.picture.layout import in_line
from graph.picture.near import Near
from graph.picture.picture import Picture, PictureEdge
from graph.picture.words import name_shown

__all__ = ["draw_path", "shortest_way"]


def draw_path(G: nx.MultiDiGraph, asked: Asked) -> Picture:
    """One shortest way over the ties that a picture draws, whichever way they point; says how many are as short.

    Raises ``UsageError`` where no second end is named.
    """
    if asked.around is None or asked.to is None:
        raise UsageError("picture.two_ends")
    near = Near(G, asked.types)
    a, b = (name_shown(G.nodes[id], id) for id in (asked.around, asked.to))
    heading = text("picture.path", a=a, b=b)
    way, ways = shortest_way(near, asked.around, asked.to)
    if not way:
        return made(near, "path", heading, notes=(text("picture.no_path"),))
    drawn = {id: id for id in way}
    ends = {way[0], way[-1]}
    nodes = [node_of(near, id, box=True, focus=id in ends) for id in way]
    notes = [text("picture.steps", count=len(way) - 1)]
    if ways > 1:
        notes.append(text("picture.other_ways", count=ways - 1))
    edges = tuple(_along(ties_between(near, drawn), way))
    return made(near, "path", heading, nodes=placed(nodes, in_line(way)), edges=edges, notes=tuple(notes))


def shortest_way(near: Near, start: str, end: str) -> tuple[list[str], int]:
    """The nodes of a shortest way (the first in the order of code, name and id) and how many there are; none: ``([], 0)``.

    Breadth first from the start; linear in the ties looked at.
    """
    ways, level, before = {start: 1}, [start], dict[str, list[str]]()
    while level and end not in ways:
        fresh: dict[str, int] = {}
        for id in level:
            for other in near.others(id):
                if other not in ways:
                    fresh[other] = fresh.get(other, 0) + ways[id]
                    before.setdefault(other, []).append(id)
        ways |= fresh
        level = [*fresh]
    if end not in ways:
        return [], 0
    way = [end]
    while way[-1] != start:
        way.append(min(before[way[-1]], key=near.order))
    return way[::-1], ways[end]


def _along(edges: tuple[PictureEdge, ...], way: list[str]) -> Iterator[PictureEdge]:
    """The ties between nodes that follow one another on the way."""
    follow = {frozenset(pair) for pair in pairwise(way)}
    return (edge for edge in edges if frozenset((edge.source, edge.target)) in follow)
