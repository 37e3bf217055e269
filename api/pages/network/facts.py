"""A graph for a picture, put together out of what GraphQL answered: what the viewer may not see never enters it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import networkx as nx

from api.pages.network.state import Expansion
from graph.model import load_model

__all__ = ["MOST", "Facts"]

MOST = 1_000
"""Nodes asked for at a time; more than are drawn, so that what is too much can be put together by area."""

_DAYS = ("validFrom", "validTo", "termEnd", "openedOn", "confirmedOn")
Row = Mapping[str, Any]


class Facts:
    """Nodes and relationships as they come in. ``outside``: neighbours outside the viewer's scope, which are counted only;
    ``cut``: neighbours of answers that were as long as an answer may be.

    >>> facts = Facts()
    >>> facts.node({"__typename": "Grid", "id": "g", "name": "第1网格"})
    >>> facts.G.nodes["g"]["label"]
    'Grid'
    """

    def __init__(self, as_of: date | None = None) -> None:
        self.G = nx.MultiDiGraph(as_of=as_of)
        self.fresh: list[list[str]] = []
        self.cut = 0
        self._all: dict[str, int] = {}
        self._outside: dict[str, int] = {}

    @property
    def outside(self) -> int:
        """How many neighbours lie outside the viewer's scope, counted for each node that has them."""
        return sum(count for id, count in self._outside.items() if id in self.G)

    def node(self, row: Row) -> None:
        """A node with what it says of itself."""
        told = {name: value for name, value in row.items() if value is not None and name not in ("__typename", "id")}
        told |= {name: date.fromisoformat(told[name]) for name in _DAYS if name in told}
        if not told.get("outside"):
            told.pop("outside", None)
        self.G.add_node(row["id"], label=row["__typename"], **told)

    def edges(self, rows: Iterable[Row]) -> None:
        """Relationships between nodes that are there."""
        for row in rows:
            if row["start"] in self.G and row["end"] in self.G:
                self.G.add_edge(row["start"], row["end"], key=row["id"], id=row["id"], type=row["kind"])

    def around(self, answer: Row, asked: Expansion) -> None:
        """What was found around a node, the way that was asked for; new nodes are noted in their order."""
        rows = {row["node"]["id"]: row for row in answer["nodes"]}
        kept = _one_way(asked, answer["edges"]) if asked.way != "both" else rows.keys()
        before = {*self.G}
        near: dict[str, set[str]] = {id: set() for id in rows}
        for edge in answer["edges"]:
            near[edge["start"]].add(edge["end"])
            near[edge["end"]].add(edge["start"])
        for id, row in rows.items():
            if id in kept:
                self.node(row["node"])
                self._all[id] = max(self._all.get(id, 0), row["hidden"] + len(near[id]))
                self._outside[id] = max(self._outside.get(id, 0), row["outside"])
        self.edges(answer["edges"])
        self.fresh.append([id for id in rows if id in kept and id not in before])
        if len(rows) >= MOST:
            self.cut += answer["hidden"]

    def ends(self, rows: Iterable[Row]) -> None:
        """The posts and holders of tenures that an answer had without them."""
        for row in rows:
            for name, kind in (("post", "OF_POST"), ("holder", "HOLDER")):
                end = row[name]
                if end is None:
                    continue
                if end["id"] not in self.G:
                    self.node(end)
                    for fresh in self.fresh:
                        if row["id"] in fresh:
                            fresh.append(end["id"])
                if not self.G.has_edge(row["id"], end["id"]):
                    self.edges([{"id": f"{row['id']}|{kind}", "kind": kind, "start": row["id"], "end": end["id"]}])

    def open_tenures(self) -> list[str]:
        """Tenures whose post or holder is not there."""
        G = self.G
        return [id for id, label in G.nodes(data="label") if label == "Tenure" and G.out_degree(id) < 2]

    def count(self) -> nx.MultiDiGraph:
        """The graph, each node with how many of its neighbours are not in it."""
        for id, every in self._all.items():
            if id not in self.G:
                continue
            hidden = every - len({*self.G.successors(id), *self.G.predecessors(id)} - {id})
            if hidden > 0:
                self.G.nodes[id]["hidden"] = hidden
        self.G.graph["synthetic"] = any(flag for _, flag in self.G.nodes(data="synthetic"))
        return self.G


def _one_way(asked: Expansion, edges: Iterable[Row]) -> set[str]:
    """What relationships lead to from a node one way only; a post leads through its tenures to who holds it."""
    further: dict[str, set[str]] = {}
    for edge in edges:
        start, end, kind = edge["start"], edge["end"], edge["kind"]
        if kind == "OF_POST":
            start, end = end, start
        pairs = [(start, end)] if asked.way == "out" else [(end, start)]
        if load_model().relationships[kind].symmetric:
            pairs = [(start, end), (end, start)]
        for a, b in pairs:
            further.setdefault(a, set()).add(b)
    kept = level = {asked.id}
    for _ in range(asked.steps):
        level = {b for a in level for b in further.get(a, ())} - kept
        kept = kept | level
    return kept
