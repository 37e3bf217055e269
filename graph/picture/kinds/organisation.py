"""The organisation chart of a body: its posts, who holds them, and the seats that nobody holds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import networkx as nx

from graph.messages import text
from graph.model import load_model
from graph.picture.asked import Asked
from graph.picture.build import made, node_of, placed, routed, tie_text, ties_between
from graph.picture.layout import Branch, as_tree
from graph.picture.look import VACANT
from graph.picture.near import Near
from graph.picture.picture import Picture, PictureEdge, PictureNode
from graph.picture.words import name_shown

__all__ = ["draw_organisation", "empty_seats"]


def draw_organisation(G: nx.MultiDiGraph, asked: Asked) -> Picture:
    """Posts in the order of the role table, holders by name below them, vacant seats as dashed boxes that say so.

    ``around`` is a body; of an area, the bodies based there that have posts. Raises nothing for a body without posts: the
    picture says that there are none.
    """
    near = Near(G, ("POST_IN", "HOLDER", "BASED_IN"))
    bodies = _bodies(near, asked.around)
    name = name_shown(G.nodes[asked.around], asked.around) if asked.around else ""
    heading = text("picture.organisation", name=name)
    if not bodies:
        return made(near, "organisation", heading, notes=(text("picture.no_posts"),))
    within = Near(G, ("POST_IN", "HOLDER"))
    chart = _Chart(within, asked.limit)
    tops = [chart.body(body) for body in bodies]
    places, routes = as_tree([top for top in tops if top])
    notes = [text("picture.vacancies", count=chart.vacant)]
    if chart.cut:
        notes.append(text("picture.cut", count=chart.cut))
    edges = routed((*ties_between(within, {id: id for id in chart.drawn if id in G}), *chart.seats), routes)
    return made(near, "organisation", heading, nodes=placed(chart.nodes, places), edges=edges, notes=tuple(notes),
                hidden=chart.cut)  # fmt: skip


def empty_seats(post: Mapping[str, Any], holders: int) -> int:
    """How many seats of a post stand empty; only a live post has any, and one seat where nothing is said.

    >>> empty_seats({"seats": 3}, 1), empty_seats({"status": "frozen"}, 0), empty_seats({}, 2)
    (2, 0, 0)
    """
    if post.get("status", "active") != "active":
        return 0
    return max(int(post.get("seats") or 1) - holders, 0)


def _bodies(near: Near, around: str | None) -> list[str]:
    if around is None:
        return []
    if near.into(around, "POST_IN"):
        return [around]
    if near.label(around) == "Post":
        return near.out(around, "POST_IN")
    here = [body for body in near.into(around, "BASED_IN") if near.into(body, "POST_IN")]
    return sorted(here, key=near.order)


class _Chart:
    """A chart as it grows; what exceeds the limit is counted post by post, never dropped unsaid."""

    def __init__(self, near: Near, limit: int) -> None:
        self.near, self.limit = near, limit
        self.nodes: list[PictureNode] = []
        self.drawn: set[str] = set()
        self.seats: list[PictureEdge] = []
        self.vacant = self.cut = 0
        self._ranks = {role: rank for rank, role in enumerate(load_model().roles)}

    def body(self, id: str) -> Branch | None:
        """A body with its posts; None where there is no room for it."""
        posts = sorted(self.near.into(id, "POST_IN"), key=self._order)
        if len(self.nodes) >= self.limit:
            self.cut += 1 + len(posts)
            self.vacant += sum(self._empty(post) for post in posts)
            return None
        top = Branch(id)
        self._add(node_of(self.near, id, box=True, focus=True))
        top.below = [branch for post in posts if (branch := self._post(post)) is not None]
        return top

    def _empty(self, post: str) -> int:
        return empty_seats(self.near.G.nodes[post], len({*self.near.out(post, "HOLDER")}))

    def _order(self, post: str) -> tuple[bool, int, tuple[str, str, str]]:
        row = self.near.G.nodes[post]
        return not row.get("isLead"), self._ranks.get(row.get("role", ""), len(self._ranks)), self.near.order(post)

    def _post(self, id: str) -> Branch | None:
        row = self.near.G.nodes[id]
        holders = sorted({*self.near.out(id, "HOLDER")}, key=self.near.order)
        empty = self._empty(id)
        self.vacant += empty
        fresh = [holder for holder in holders if holder not in self.drawn]
        if len(self.nodes) + 1 + len(fresh) + bool(empty) > self.limit:
            self.cut += 1 + len(fresh)
            return None
        self._add(node_of(self.near, id, box=True))
        for holder in fresh:  # somebody with two posts is drawn once, tied to both
            self._add(node_of(self.near, holder, box=True))
        below = [Branch(holder) for holder in fresh]
        if empty:
            below.append(Branch(self._seat(id, row, empty)))
        return Branch(id, below)

    def _seat(self, post: str, row: Mapping[str, Any], empty: int) -> str:
        role = load_model().roles.get(str(row.get("role")))
        elected = (str(text("picture.elected")),) if role and role.mode == "elected" else ()
        told = text("picture.vacant_seats", count=empty)
        id = f"vacant:{post}"
        node = PictureNode(
            id=id, label="Post", text=told.zh, lines=(str(told), *elected), colour=VACANT, shape="square", vacant=True,
            box=True, synthetic=bool(row.get("synthetic")),
        )  # fmt: skip
        self._add(node)
        self.seats.append(
            PictureEdge(id=f"{id}|", source=post, target=id, type="HOLDER", text=tie_text("HOLDER"), dashed=True)
        )
        return id

    def _add(self, node: PictureNode) -> None:
        self.nodes.append(node)
        self.drawn.add(node.id)
