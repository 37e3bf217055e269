"""Nodes and relationships as plain records, and a state of the graph held in memory.

A record carries what the graph says, never how the database holds it.

>>> state = GraphState()
>>> state.add_node(Node("area-140213000000", ("Area", "District"), {"name": "平城区"}))
>>> state.nodes["area-140213000000"].label
'District'
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

__all__ = ["GraphState", "Node", "Relationship"]

Properties = dict[str, Any]


@dataclass(slots=True)
class Node:
    """A node: its stable id, its labels from general to particular, its properties (``id`` not among them)."""

    id: str
    labels: tuple[str, ...]
    properties: Properties

    @property
    def label(self) -> str:
        """The most particular label."""
        return self.labels[-1]


@dataclass(slots=True)
class Relationship:
    """A relationship: its stable id, type, both ends by id, its properties (``id`` not among them)."""

    id: str
    type: str
    start: str
    end: str
    properties: Properties


@dataclass
class GraphState:
    """Nodes and relationships by id."""

    nodes: dict[str, Node] = field(default_factory=dict)
    relationships: dict[str, Relationship] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._by_label: dict[str, list[str]] | None = None
        self._outgoing: dict[str, list[str]] | None = None
        self._incoming: dict[str, list[str]] | None = None

    def add_node(self, node: Node) -> None:
        """Takes in a node."""
        self.nodes[node.id] = node

    def add_relationship(self, relationship: Relationship) -> None:
        """Takes in a relationship."""
        self.relationships[relationship.id] = relationship

    def of_label(self, *labels: str) -> Iterator[Node]:
        """The nodes that carry one of these labels."""
        if self._by_label is None:
            self._by_label = {}
            for node in self.nodes.values():
                for label in node.labels:
                    self._by_label.setdefault(label, []).append(node.id)
        for label in labels:
            for id in self._by_label.get(label, ()):
                yield self.nodes[id]

    def outgoing(self, id: str, *types: str) -> Iterator[Relationship]:
        """The relationships that start at a node, of these types (of all where none is named)."""
        if self._outgoing is None:
            self._outgoing = self._indexed(lambda relationship: relationship.start)
        return self._chosen(self._outgoing.get(id, ()), types)

    def incoming(self, id: str, *types: str) -> Iterator[Relationship]:
        """The relationships that end at a node, of these types (of all where none is named)."""
        if self._incoming is None:
            self._incoming = self._indexed(lambda relationship: relationship.end)
        return self._chosen(self._incoming.get(id, ()), types)

    def _indexed(self, end: Any) -> dict[str, list[str]]:
        index: dict[str, list[str]] = {}
        for relationship in self.relationships.values():
            index.setdefault(end(relationship), []).append(relationship.id)
        return index

    def _chosen(self, ids: Iterable[str], types: tuple[str, ...]) -> Iterator[Relationship]:
        for id in ids:
            if not types or self.relationships[id].type in types:
                yield self.relationships[id]
