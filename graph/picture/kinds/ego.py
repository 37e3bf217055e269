"""What is around a node: its neighbours to a number of steps."""

from __future__ import annotations

import networkx as nx

from graph.messages import text
from graph.picture.asked import Asked
from graph.picture.build import group_node, grouped_note, made, node_of, placed, ties_between
from graph.picture.gather import Gathered, gather, within_limit
from graph.picture.layout import apart, by_springs, in_rings
from graph.picture.look import style_of
from graph.picture.near import Near
from graph.picture.picture import Picture, PictureEdge, PictureNode
from graph.picture.words import name_shown

__all__ = ["CELL", "draw_ego"]

CELL = (112.0, 72.0)
"""A symbol with its label of up to three rows below."""


def draw_ego(G: nx.MultiDiGraph, asked: Asked) -> Picture:
    """Everything within ``depth`` steps of ``around``; what exceeds the limit is drawn as groups by area and label."""
    near = Near(G, asked.types)
    if asked.around is None:
        return made(near, "ego", text("picture.nothing_heading"), notes=(text("picture.empty"),))
    steps = gather(near, [asked.around], asked.depth)
    for step in steps[1:]:
        step.sort(key=lambda id: (style_of(near.label(id)).rank, *near.order(id)))
    gathered = within_limit(near, steps, asked.limit)
    drawn = gathered.drawn_as
    nodes = [node_of(near, id, drawn=drawn, focus=id == asked.around) for id in gathered.nodes]
    nodes += [group_node(near, group) for group in gathered.groups]
    edges = ties_between(near, drawn)
    places = _places(gathered, nodes, edges, asked) | dict(asked.positions)
    places = apart({node.id: places[node.id] for node in nodes}, *CELL, fixed={asked.around, *asked.positions})
    notes = grouped_note(gathered)
    if len(nodes) == 1:
        notes = (*notes, text("picture.alone"))
    name = name_shown(G.nodes[asked.around], asked.around)
    return made(
        near, "ego", text("picture.ego", name=name, depth=asked.depth), nodes=placed(nodes, places), edges=edges,
        notes=notes, hidden=sum(len(group.members) for group in gathered.groups),
    )  # fmt: skip


def _places(
    gathered: Gathered, nodes: list[PictureNode], edges: tuple[PictureEdge, ...], asked: Asked
) -> dict[str, tuple[float, float]]:
    """One step: rings round the centre, label by label. More steps: by springs, which keep together what hangs together."""
    if len(gathered.steps) > 2 or (len(gathered.steps) > 1 and gathered.groups):
        ties = [(edge.source, edge.target) for edge in edges]
        return by_springs([node.id for node in nodes], ties, asked.seed, asked.positions)
    steps = [*map(list, gathered.steps)]
    if gathered.groups:
        steps.append([group.id for group in gathered.groups])
    step_of = {id: number for number, step in enumerate(steps) for id in step}
    parent: dict[str, str] = {}
    for edge in edges:
        for a, b in ((edge.source, edge.target), (edge.target, edge.source)):
            if step_of[b] == step_of[a] + 1:
                parent.setdefault(b, a)
    return in_rings(steps, parent)
