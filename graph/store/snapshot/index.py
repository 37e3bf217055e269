"""What rules and analyses ask of a graph again and again: nodes by label, neighbours by type, home areas, loaded rosters.

The index lives in networkx's own cache of the graph, which every change of nodes or edges empties: a graph that was
changed is indexed anew on the next question.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from functools import cached_property
from typing import Any

import networkx as nx

from graph.model import Model, load_model
from graph.store.snapshot.areas import AreaTree
from graph.store.snapshot.loaded import LoadedKinds

__all__ = ["Index", "Neighbour", "index_of"]

Neighbour = tuple[str, dict[str, Any]]
_KEY = "govgraph index"
_NONE: tuple[Neighbour, ...] = ()


def index_of(G: nx.MultiDiGraph) -> Index:
    """The index of a graph, made at the first question and again after every change of its nodes or edges."""
    found = G.__networkx_cache__.get(_KEY)
    if found is None:
        found = G.__networkx_cache__[_KEY] = Index(G, load_model())
    return found  # type: ignore[no-any-return]


class Index:
    """Neighbours by type and direction, nodes by label; each part is made when it is first asked for."""

    def __init__(self, G: nx.MultiDiGraph, model: Model) -> None:
        self.G, self.model = G, model
        self.nodes: dict[str, dict[str, Any]] = dict(G.nodes(data=True))
        self._labels: dict[str, tuple[str, ...]] = {}
        self._having: dict[tuple[str, str], dict[Any, list[str]]] = {}

    @cached_property
    def _by_label(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for id, attributes in self.nodes.items():
            for name in self.labels_of(attributes["label"]):
                found.setdefault(name, []).append(id)
        return found

    @cached_property
    def _edges(self) -> tuple[dict[str, dict[str, list[Neighbour]]], dict[str, dict[str, list[Neighbour]]]]:
        out: dict[str, dict[str, list[Neighbour]]] = {}
        into: dict[str, dict[str, list[Neighbour]]] = {}
        for start, end, attributes in self.G.edges(data=True):
            kind = attributes["type"]
            out.setdefault(kind, {}).setdefault(start, []).append((end, attributes))
            into.setdefault(kind, {}).setdefault(end, []).append((start, attributes))
        return out, into

    def labels_of(self, label: str) -> tuple[str, ...]:
        """A most particular label with the one above it."""
        found = self._labels.get(label)
        if found is None:
            found = self._labels[label] = self.model.labels_of(label)
        return found

    def of_label(self, *labels: str) -> Iterator[str]:
        """The nodes that carry one of these labels (``Area`` gives every kind of area)."""
        for label in labels:
            yield from self._by_label.get(label, ())

    def having(self, label: str, name: str) -> dict[Any, list[str]]:
        """The nodes of a label by what they have for a property (lists have no place here). Made at the first question: what
        changes a property in place afterwards must clear the graph's cache, as adding a node does."""
        found = self._having.get((label, name))
        if found is None:
            found = self._having[label, name] = {}
            for id in self._by_label.get(label, ()):
                value = self.nodes[id].get(name)
                if isinstance(value, Hashable):
                    found.setdefault(value, []).append(id)
        return found

    def is_a(self, id: str, labels: Iterable[str]) -> bool:
        """Whether a node carries one of these labels."""
        own = self.labels_of(self.nodes[id]["label"])
        return any(label in own for label in labels)

    def out(self, id: str, kind: str) -> Iterable[Neighbour]:
        """Where relationships of that type lead from a node, with their attributes."""
        return self._edges[0].get(kind, {}).get(id, _NONE)

    def into(self, id: str, kind: str) -> Iterable[Neighbour]:
        """Where relationships of that type come from to a node, with their attributes."""
        return self._edges[1].get(kind, {}).get(id, _NONE)

    def table(self, kind: str, *, inward: bool) -> dict[str, list[Neighbour]]:
        """All neighbours of one type by node, for whoever asks for many."""
        return self._edges[1 if inward else 0].get(kind, {})

    @cached_property
    def areas(self) -> AreaTree:
        """The tree of areas and the home of every node in it; see :class:`AreaTree` for what it raises."""
        return AreaTree(self)

    @cached_property
    def loaded(self) -> LoadedKinds:
        """Which kinds of roster were loaded for which street."""
        return LoadedKinds(self)
