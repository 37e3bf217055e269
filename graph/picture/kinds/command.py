"""The chain of command of a body or an area: its superiors up to the top, and what is subordinate to it."""

from __future__ import annotations

from collections.abc import Iterable

import networkx as nx

from graph.messages import Message, text
from graph.picture.asked import Asked
from graph.picture.build import group_node, made, node_of, placed, routed, ties_between
from graph.picture.gather import Group
from graph.picture.layout import Branch, as_tree
from graph.picture.near import Near
from graph.picture.picture import Picture, PictureNode
from graph.picture.words import name_shown

__all__ = ["draw_command"]

TIE = "SUBORDINATE_TO"


def draw_command(G: nx.MultiDiGraph, asked: Asked) -> Picture:
    """All superiors of ``around`` and ``depth`` levels below it; of an area: of the bodies based there that have a superior
    outside it. Bodies below that are too many are drawn as one box under their superior, by label."""
    near = Near(G, (TIE, "BASED_IN"))
    starts = _starts(near, asked.around)
    if not starts:
        return made(near, "command", _heading(near, asked.around), notes=(text("picture.no_command"),))
    up = _all(near, starts, upwards=True)
    down, groups = _below(near, starts, asked.depth, asked.limit - len(up))
    chosen = {*up, *down}
    drawn = {id: id for id in chosen} | {member: group.id for group, _ in groups for member in group.members}
    command = Near(G, (TIE,))
    nodes = [node_of(command, id, drawn=drawn, box=True, focus=id in starts) for id in sorted(chosen, key=near.order)]
    nodes += [group_node(command, group, box=True) for group, _ in groups]
    places, routes = as_tree(_branches(command, nodes, groups))
    edges = routed(ties_between(command, drawn), routes)
    hidden = sum(len(group.members) for group, _ in groups)
    notes = (text("picture.grouped", count=hidden, groups=len(groups)),) if groups else ()
    return made(
        command, "command", _heading(near, asked.around), nodes=placed(nodes, places), edges=edges,
        notes=notes, hidden=hidden,
    )  # fmt: skip


def _heading(near: Near, around: str | None) -> Message:
    name = name_shown(near.G.nodes[around], around) if around else ""
    return text("picture.command", name=name)


def _starts(near: Near, around: str | None) -> list[str]:
    """The body itself, or the bodies of an area that no other body of the same area commands."""
    if around is None:
        return []
    if near.out(around, TIE) or near.into(around, TIE):
        return [around]
    here = {body for body in near.into(around, "BASED_IN") if near.out(body, TIE) or near.into(body, TIE)}
    return sorted((body for body in here if not here & {*near.out(body, TIE)}), key=near.order)


def _all(near: Near, starts: Iterable[str], *, upwards: bool) -> list[str]:
    found = dict.fromkeys(starts)
    open_ = [*found]
    while open_:
        id = open_.pop()
        for other in near.out(id, TIE) if upwards else near.into(id, TIE):
            if other not in found:
                found[other] = None
                open_.append(other)
    return [*found]


def _below(near: Near, starts: list[str], depth: int, room: int) -> tuple[list[str], list[tuple[Group, str]]]:
    """The bodies of so many levels below, and (group, its superior) for a level that has no room left."""
    seen, level, found = {*starts}, [*starts], list[str]()
    groups: list[tuple[Group, str]] = []
    for _ in range(depth):
        below = {id: sorted({*near.into(id, TIE)} - seen, key=near.order) for id in level}
        fresh = [*dict.fromkeys(other for others in below.values() for other in others)]
        if len(found) + len(fresh) > room:
            return found, _grouped(near, below)
        found += fresh
        seen.update(fresh)
        level = fresh
    return found, groups


def _grouped(near: Near, below: dict[str, list[str]]) -> list[tuple[Group, str]]:
    """One group a superior and label; a body under two superiors counts with the first."""
    found: dict[tuple[str, str], list[str]] = {}
    taken: set[str] = set()
    for superior, others in below.items():
        for other in others:
            if other not in taken:
                taken.add(other)
                found.setdefault((superior, near.label(other)), []).append(other)
    return [(Group(superior, label, tuple(ids)), superior) for (superior, label), ids in found.items()]


def _branches(near: Near, nodes: list[PictureNode], groups: list[tuple[Group, str]]) -> list[Branch]:
    """A tree of what is drawn: each body under its first superior that is drawn; circles are cut where they close."""
    ids = [node.id for node in nodes if not node.members]
    kept = {*ids}
    branches = {id: Branch(id) for id in ids}
    above = {id: [other for other in near.out(id, TIE) if other in kept and other != id] for id in ids}
    parent: dict[str, str] = {}
    for id in ids:
        for superior in sorted(above[id], key=near.order):
            if not _leads_to(parent, superior, id):
                parent[id] = superior
                branches[superior].below.append(branches[id])
                break
    for group, superior in groups:
        branches[superior].below.append(Branch(group.id))
    return [branches[id] for id in ids if id not in parent]


def _leads_to(parent: dict[str, str], id: str, end: str) -> bool:
    while id != end and id in parent:
        id = parent[id]
    return id == end
