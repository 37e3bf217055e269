"""Which bodies share persons: a table of bodies by bodies, or of kinds of body where there are too many."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import networkx as nx

from graph.messages import Message, text
from graph.picture.asked import Asked
from graph.picture.look import label_text, style_of
from graph.picture.picture import Cell, Matrix, Picture
from graph.picture.words import name_shown
from graph.store.snapshot import Index, index_of
from graph.structure.projection import shared_counts
from graph.structure.ties import bodies_of_persons

__all__ = ["MOST_BODIES", "draw_interlocks"]

MOST_BODIES = 40
"""More rows and columns than this no screen shows."""

Shared = Mapping[tuple[str, str], int]


def draw_interlocks(G: nx.MultiDiGraph, asked: Asked) -> Picture:
    """How many persons hold posts in both of two bodies. ``around`` a body: it and those it shares persons with; around an
    area: the bodies at home there. More than 40 bodies are put together by kind, and the picture says so. Persons are
    counted, never named or ordered."""
    index = index_of(G)
    several = {person: bodies for person, bodies in bodies_of_persons(index).items() if len(bodies) > 1}
    shared = _asked_for(index, shared_counts(several), asked.around)
    name = name_shown(G.nodes[asked.around], asked.around) if asked.around else ""
    heading = text("picture.interlocks", name=name)
    bodies = sorted({id for pair in shared for id in pair}, key=lambda id: _order(index, id))
    notes: tuple[Message, ...] = ()
    matrix = None
    if not bodies:
        notes = (text("picture.no_interlocks"),)
    elif len(bodies) <= MOST_BODIES:
        matrix = _bodies(G, bodies, shared)
    else:
        matrix = _kinds(index, shared)
        notes = (text("picture.by_kind", count=len(bodies), most=MOST_BODIES),)
    synthetic = bool(G.graph.get("synthetic")) or any(G.nodes[id].get("synthetic") for id in bodies)
    return Picture(
        kind="interlocks", heading=heading, as_of=G.graph.get("as_of"), synthetic=synthetic, notes=notes, matrix=matrix,
        hidden=0 if len(bodies) <= MOST_BODIES else len(bodies),
    )  # fmt: skip


def _asked_for(index: Index, shared: Shared, around: str | None) -> Shared:
    """The pairs with that body, or with a body at home in that area."""
    if around is None or around == index.G.graph.get("area"):
        return shared
    if index.is_a(around, ("Area",)):
        inside = index.areas.inside(around)
        here = {id for pair in shared for id in pair if index.areas.home(id) in inside}
        return {pair: count for pair, count in shared.items() if pair[0] in here and pair[1] in here}
    circle = {around} | {id for pair in shared if around in pair for id in pair}
    if len(circle) == 1:
        return {}
    return {pair: count for pair, count in shared.items() if {*pair} <= circle}


def _order(index: Index, id: str) -> tuple[int, str, str, str]:
    """By label, the code of the home area, name and id: an order that says nothing of how many are shared."""
    home = index.areas.home(id)
    node = index.nodes[id]
    code = str(index.nodes[home].get("code") or "") if home else ""
    return style_of(str(node["label"])).rank, code, str(node.get("name") or ""), id


def _bodies(G: nx.MultiDiGraph, bodies: list[str], shared: Shared) -> Matrix:
    names = {id: name_shown(G.nodes[id], id) for id in bodies}

    def cell(a: str, b: str) -> Cell:
        if a == b:
            return Cell("—", -1, names[a])
        count = shared.get((min(a, b), max(a, b)), 0)
        told = text("picture.share", a=names[a], b=names[b], count=count)
        return Cell(str(count) if count else "", min(count, 4) if count else 0, str(told))

    heads = tuple((id, names[id]) for id in bodies)
    return Matrix(
        text("picture.bodies").zh, heads, heads, tuple(tuple(cell(a, b) for b in bodies) for a in bodies),
        ("0", "1", "2", "3", "≥4"),
    )  # fmt: skip


def _kinds(index: Index, shared: Shared) -> Matrix:
    """How many pairs of bodies of two kinds share somebody."""
    label = {id: str(index.nodes[id]["label"]) for pair in shared for id in pair}
    counts: Counter[frozenset[str]] = Counter(frozenset((label[a], label[b])) for a, b in shared)
    kinds = sorted({*label.values()}, key=lambda name: style_of(name).rank)
    most = max(counts.values())

    def cell(a: str, b: str) -> Cell:
        count = counts[frozenset((a, b))]
        zh = text("picture.share_kinds", a=label_text(a).zh, b=label_text(b).zh, count=count).zh
        en = text("picture.share_kinds", a=label_text(a).en, b=label_text(b).en, count=count).en
        told = f"{zh} / {en}"
        return Cell(f"{count:,}" if count else "", 1 + min(3, 4 * count // (most + 1)) if count else 0, told)

    heads = tuple((name, label_text(name).zh) for name in kinds)
    scale = ("0", *(f"≥{-(-part * (most + 1) // 4) or 1:,}" for part in range(4)))
    return Matrix(
        text("picture.kinds_of_body").zh, heads, heads, tuple(tuple(cell(a, b) for b in kinds) for a in kinds), scale
    )
