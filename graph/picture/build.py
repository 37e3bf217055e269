"""From what was gathered to nodes and ties as they are drawn: texts, looks, badges, groups."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from graph.messages import Message, text
from graph.model import load_model
from graph.picture.gather import Gathered, Group
from graph.picture.layout import Routes
from graph.picture.look import OUTSIDE, dashed_ties, label_text, legend_of, style_of
from graph.picture.near import Near, Tie
from graph.picture.picture import Picture, PictureEdge, PictureNode
from graph.picture.words import lines_of, name_shown, shown

__all__ = ["group_node", "grouped_note", "made", "node_of", "placed", "routed", "tie_text", "ties_between"]

_NAMES_TOLD = 12


def node_of(near: Near, id: str, *, drawn: Mapping[str, str] | None = None, **special: Any) -> PictureNode:
    """A node of the graph; with ``drawn`` it says how many of its neighbours are not among them.

    A node that the caller has marked ``outside`` is a placeholder; ``hidden`` on a node is what a store has left out already.
    """
    row = near.G.nodes[id]
    outside = bool(row.get("outside"))
    style = style_of(str(row.get("label", "")))
    hidden = int(row.get("hidden") or 0)
    if drawn is not None and not outside:
        hidden += sum(other not in drawn for other in near.others(id))
    lines = lines_of(row)
    if hidden:
        lines = (*lines, str(text("picture.hidden", count=hidden)))
    return PictureNode(
        id=id, label=str(row.get("label", "")), text=name_shown(row, id), lines=lines, hidden=hidden,
        colour=OUTSIDE if outside else style.colour, shape=style.shape, outside=outside,
        synthetic=bool(row.get("synthetic")), **special,
    )  # fmt: skip


def group_node(near: Near, group: Group, **special: Any) -> PictureNode:
    """A group as one node: 康吉社区 · 12 个小区; asked for more, it names the first of its members (never persons)."""
    style, what = style_of(group.label), label_text(group.label)
    place = name_shown(near.G.nodes[group.area], group.area) if group.area else ""
    key = "picture.group" if place else "picture.group_anywhere"
    zh, en = (text(key, area=place, count=len(group.members), what=one) for one in (what.zh, what.en))
    told = Message(key, zh.zh, en.en)
    names = [] if group.label == "Person" else [name_shown(near.G.nodes[id], id) for id in group.members[:_NAMES_TOLD]]
    more = (
        [str(text("picture.hidden", count=len(group.members) - len(names)))] if len(names) < len(group.members) else []
    )
    return PictureNode(
        id=group.id, label=group.label, text=told.zh, lines=(str(told), *names, *more), members=len(group.members),
        colour=style.colour, shape=style.shape,
        synthetic=any(near.G.nodes[id].get("synthetic") for id in group.members), **special,
    )  # fmt: skip


@cache
def tie_text(type: str) -> Message:
    """What a type of relationship is called."""
    declared = load_model().relationships.get(type)
    return Message("picture.tie", declared.zh, declared.en) if declared else Message("picture.tie", type, type)


def ties_between(near: Near, drawn: Mapping[str, str]) -> tuple[PictureEdge, ...]:
    """Every tie between two nodes that are drawn; what leads to or from a group is one tie with its number."""
    found: dict[str, PictureEdge] = {}
    for id, own in drawn.items():
        for other, tie in near.ties(id):
            end = drawn.get(other)
            if end is None or id != tie.start or end == own:  # from its start only: each tie once
                continue
            plain = own == id and end == other
            key = tie.id if plain else f"{own}|{tie.type}|{end}"
            known = found.get(key)
            found[key] = replace(known, count=known.count + 1) if known else _edge(key, own, end, tie, plain=plain)
    return tuple(found.values())


def _edge(key: str, source: str, target: str, tie: Tie, *, plain: bool) -> PictureEdge:
    declared = load_model().relationships.get(tie.type)
    return PictureEdge(
        id=key, source=source, target=target, type=tie.type, text=tie_text(tie.type), dashed=tie.type in dashed_ties(),
        arrow=not (declared and declared.symmetric), lines=_since(tie.attributes) if plain else (),
    )  # fmt: skip


def _since(attributes: Mapping[str, Any]) -> tuple[str, ...]:
    """When a tie began and ends, and what it is called more closely, where the file said so."""
    found = []
    for name, key in (("validFrom", "picture.since"), ("termEnd", "picture.term_end"), ("validTo", "picture.until")):
        value = attributes.get(name)
        if isinstance(value, date):
            found.append(str(text(key, on=value.isoformat())))
    found += [shown(attributes[name]) for name in ("category", "joint", "mode") if attributes.get(name)]
    return tuple(found)


def placed(nodes: Iterable[PictureNode], places: Mapping[str, tuple[float, float]]) -> tuple[PictureNode, ...]:
    """The nodes with their places, to a tenth of a pixel."""
    return tuple(replace(node, x=round(places[node.id][0], 1), y=round(places[node.id][1], 1)) for node in nodes)


def routed(edges: Iterable[PictureEdge], routes: Routes) -> tuple[PictureEdge, ...]:
    """The edges with the way that each takes in a tree; what is no line of the tree stays straight."""
    found = []
    for edge in edges:
        way = routes.get((edge.source, edge.target)) or routes.get((edge.target, edge.source), ())
        found.append(replace(edge, route=tuple((round(x, 1), round(y, 1)) for x, y in way)))
    return tuple(found)


def made(near: Near, kind: str, heading: Message, **told: Any) -> Picture:
    """A picture of this graph's day, with its legend, and with a note where nodes hide neighbours or data are fictional."""
    nodes: tuple[PictureNode, ...] = told.get("nodes", ())
    notes: tuple[Message, ...] = told.pop("notes", ())
    if any(node.hidden for node in nodes):
        notes = (*notes, text("picture.badges"))
    return Picture(
        kind=kind, heading=heading, as_of=near.G.graph.get("as_of"), notes=notes, legend=legend_of(nodes),
        synthetic=bool(near.G.graph.get("synthetic")) or any(node.synthetic for node in nodes), **told,
    )  # fmt: skip


def grouped_note(gathered: Gathered) -> tuple[Message, ...]:
    """What to say where nodes were drawn as groups."""
    if not gathered.groups:
        return ()
    count = sum(len(group.members) for group in gathered.groups)
    return (text("picture.grouped", count=count, groups=len(gathered.groups)),)
