"""The members of an alliance of merchants, by category."""

from __future__ import annotations

import networkx as nx

from graph.messages import text
from graph.picture.asked import Asked
from graph.picture.build import made, node_of, placed, routed, tie_text, ties_between
from graph.picture.layout import Branch, as_tree
from graph.picture.look import style_of
from graph.picture.near import Near
from graph.picture.picture import Picture, PictureEdge, PictureNode
from graph.picture.words import name_shown, shown

__all__ = ["draw_alliance"]


def draw_alliance(G: nx.MultiDiGraph, asked: Asked) -> Picture:
    """An alliance, its categories, and its members below each; of an area: every alliance based in it or serving it.

    A category that has no room left within the limit stands as one box with its number.
    """
    near = Near(G, ("MEMBER_OF", "BASED_IN", "SERVES"))
    name = name_shown(G.nodes[asked.around], asked.around) if asked.around else ""
    heading = text("picture.alliance", name=name)
    alliances = _alliances(near, asked.around)
    if not alliances:
        return made(near, "alliance", heading, notes=(text("picture.no_alliance"),))
    members = Near(G, ("MEMBER_OF",))
    nodes: list[PictureNode] = []
    edges: list[PictureEdge] = []
    tops, hidden = [], 0
    for alliance in alliances:
        top = Branch(alliance)
        nodes.append(node_of(members, alliance, box=True, focus=True))
        for category, ids in _by_category(members, alliance).items():
            room = asked.limit - len(nodes) >= len(ids) + 1
            head = _category(alliance, category, len(ids), held=not room)
            nodes.append(head)
            edges.append(
                PictureEdge(id=f"{head.id}|", source=head.id, target=alliance, type="MEMBER_OF", text=tie_text("MEMBER_OF"),
                            count=len(ids), arrow=False)
            )  # fmt: skip
            branch = Branch(head.id)
            if room:
                fresh = [id for id in ids if id not in {node.id for node in nodes}]
                nodes += [node_of(members, id, box=True) for id in fresh]
                branch.below = [Branch(id) for id in fresh]
                edges += _under(members, head.id, alliance, ids)
            else:
                hidden += len(ids)
            top.below.append(branch)
        tops.append(top)
    notes = (text("picture.grouped", count=hidden, groups=sum(bool(node.members) for node in nodes)),) if hidden else ()
    places, routes = as_tree(tops)
    return made(members, "alliance", heading, nodes=placed(nodes, places), edges=routed(edges, routes), notes=notes,
                hidden=hidden)  # fmt: skip


def _alliances(near: Near, around: str | None) -> list[str]:
    if around is None:
        return []
    if near.label(around) == "Alliance":
        return [around]
    found = {id for type in ("BASED_IN", "SERVES") for id in near.into(around, type) if near.label(id) == "Alliance"}
    found |= {id for id in near.out(around, "MEMBER_OF") if near.label(id) == "Alliance"}
    return sorted(found, key=near.order)


def _by_category(near: Near, alliance: str) -> dict[str, list[str]]:
    """The members by the category that their membership names, categories and members in the order of their names."""
    found: dict[str, list[str]] = {}
    for other, tie in near.ties(alliance):
        if tie.end == alliance:
            category = tie.attributes.get("category") or near.G.nodes[other].get("trade") or text("common.unknown").zh
            found.setdefault(shown(category), []).append(other)
    return {category: sorted(found[category], key=near.order) for category in sorted(found)}


def _category(alliance: str, category: str, count: int, *, held: bool) -> PictureNode:
    style = style_of("Merchant")
    told = text("picture.category", category=category, count=count)
    return PictureNode(
        id=f"group:{alliance}:{category}", label="category", text=told.zh, lines=(str(told),), colour=style.colour,
        shape=style.shape, members=count if held else 0, box=True, hidden=count if held else 0,
    )  # fmt: skip


def _under(near: Near, head: str, alliance: str, ids: list[str]) -> list[PictureEdge]:
    """Each membership drawn from the member to its category."""
    ties = {edge.source: edge for edge in ties_between(near, {id: id for id in (*ids, alliance)})}
    return [
        PictureEdge(id=edge.id, source=id, target=head, type=edge.type, text=edge.text, lines=edge.lines, arrow=False)
        for id in ids
        if (edge := ties.get(id)) is not None
    ]
