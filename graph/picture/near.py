"""Who is next to whom in a picture: the graph's own relationships, a tenure drawn as a tie from post to holder.

Reads the graph's adjacency as it is, so that a picture of a few hundred nodes does not wait for an index of the district.
Nothing here changes the graph.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any, NamedTuple

import networkx as nx

from graph.picture.look import drawn_ties

__all__ = ["Near", "Tie"]


class Tie(NamedTuple):
    """One relationship as a picture draws it: its id, ends, type, and what it carries."""

    id: str
    start: str
    end: str
    type: str
    attributes: dict[str, Any]


class Near:
    """The neighbours of any node by the types of relationship that a picture draws."""

    def __init__(self, G: nx.MultiDiGraph, types: Collection[str] = ()) -> None:
        self.G = G
        self.types = frozenset(types) or drawn_ties()
        self._node, self._succ, self._pred = G._node, G._succ, G._pred

    def label(self, id: str) -> str:
        """A node's label."""
        return str(self._node[id].get("label", ""))

    def ties(self, id: str) -> Iterator[tuple[str, Tie]]:
        """Every tie of a node with the node at its other end, one at a time; tenures stand between post and holder."""
        for other, keyed in self._succ[id].items():
            for key, attributes in keyed.items():
                if attributes["type"] in self.types and self.label(other) != "Tenure":
                    yield other, Tie(f"{id}|{key}|{other}", id, other, attributes["type"], attributes)
        for other, keyed in self._pred[id].items():
            for key, attributes in keyed.items():
                if other == id:
                    continue
                if self.label(other) != "Tenure":
                    if attributes["type"] in self.types:
                        yield other, Tie(f"{other}|{key}|{id}", other, id, attributes["type"], attributes)
                elif "HOLDER" in self.types:
                    yield from self._held(id, other, attributes["type"])

    def _held(self, id: str, tenure: str, type: str) -> Iterator[tuple[str, Tie]]:
        """A tenure as one tie: to its holder where asked of the post, to its post where asked of the holder."""
        wanted = {"OF_POST": "HOLDER", "HOLDER": "OF_POST"}.get(type)
        for other, keyed in self._succ[tenure].items():
            if any(attributes["type"] == wanted for attributes in keyed.values()):
                post, person = (id, other) if type == "OF_POST" else (other, id)
                yield other, Tie(tenure, post, person, "HOLDER", self._node[tenure])

    def others(self, id: str) -> set[str]:
        """The nodes next to a node."""
        return {other for other, _ in self.ties(id)}

    def out(self, id: str, type: str) -> list[str]:
        """Where relationships of that type lead from a node."""
        return [other for other, tie in self.ties(id) if tie.type == type and tie.start == id]

    def into(self, id: str, type: str) -> list[str]:
        """Where relationships of that type come from."""
        return [other for other, tie in self.ties(id) if tie.type == type and tie.end == id]

    def order(self, id: str) -> tuple[str, str, str]:
        """A plain order of nodes of one label: by code, name, id."""
        node = self._node[id]
        return str(node.get("code") or ""), str(node.get("title") or node.get("name") or ""), id
