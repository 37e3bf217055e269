"""Everything that a store holds, as plain dicts: what the evaluation answers from.

Read with two statements that know nothing of the model; labels and relationships outside the model are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from api.graphql.catalogue import NodeType, catalogue
from graph.model import load_model
from graph.store.connection import Store
from graph.store.reader import plain

__all__ = ["Facts", "Node", "Tie", "read_all"]


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """A node: its id, its labels, the most particular type that they make, its values by property."""

    id: str
    labels: frozenset[str]
    type: NodeType
    values: Mapping[str, Any]

    def is_a(self, name: str) -> bool:
        """Whether the node belongs to a type or an interface; every node is a ``Node``."""
        return name == "Node" or name in self.labels


@dataclass(frozen=True, slots=True, eq=False)
class Tie:
    """A relationship: its id, its kind, both ends by id, its values."""

    id: str
    kind: str
    start: str
    end: str
    values: Mapping[str, Any]


@dataclass(eq=False)
class Facts:
    """All nodes by id, all relationships by the node at either end, and what the log of changes holds."""

    nodes: dict[str, Node] = field(default_factory=dict)
    out: dict[tuple[str, str], list[Tie]] = field(default_factory=dict)
    into: dict[tuple[str, str], list[Tie]] = field(default_factory=dict)
    log: list[dict[str, Any]] = field(default_factory=list)

    def add_node(self, labels: Iterable[str], values: Mapping[str, Any]) -> None:
        """Takes in a node with its properties, ``id`` among them; a node of no label of the model is passed over."""
        known = frozenset(labels) & catalogue().types.keys()
        if known:
            type = next(
                found for found in catalogue().types.values() if found.concrete == (found.name,) and _is(found, known)
            )
            told = {name: plain(value) for name, value in values.items()}
            self.nodes[told["id"]] = Node(told["id"], known, type, told)

    def add_tie(self, kind: str, start: str, end: str, values: Mapping[str, Any]) -> None:
        """Takes in a relationship between nodes that are there already; another one is passed over."""
        if kind in load_model().relationships and start in self.nodes and end in self.nodes:
            told = {name: plain(value) for name, value in values.items()}
            tie = Tie(str(told["id"]), kind, start, end, told)
            self.out.setdefault((start, kind), []).append(tie)
            self.into.setdefault((end, kind), []).append(tie)

    @classmethod
    def of(cls, nodes: Iterable[str | dict[str, Any]], ties: Iterable[str | tuple[str, dict[str, Any]]] = ()) -> Facts:
        """Facts in a few words: nodes as ``"Grid g1"`` or a dict with ``label``, ties as ``"g1 WITHIN c1"``, with values
        where needed."""
        facts = cls()
        for row in nodes:
            given = dict(zip(("label", "id"), row.split(), strict=True)) if isinstance(row, str) else dict(row)
            facts.add_node(catalogue().types[given.pop("label")].labels, given)
        for number, one in enumerate(ties):
            words, values = (one, {}) if isinstance(one, str) else one
            start, kind, end = words.split()
            facts.add_tie(kind, start, end, {"id": f"r{number:03}", **values})
        return facts


_NODES = "MATCH (n) RETURN labels(n) AS labels, properties(n) AS properties"
_TIES = """
MATCH (a)-[r]->(b) WHERE a.id IS NOT NULL AND b.id IS NOT NULL
RETURN type(r) AS kind, a.id AS a, b.id AS b, properties(r) AS properties
"""


def _is(type: NodeType, labels: frozenset[str]) -> bool:
    return bool(type.labels) and labels == frozenset(type.labels)


def read_all(store: Store) -> Facts:
    """The facts of a store: every node, then every relationship."""
    facts = Facts()
    for row in store.rows(_NODES):
        if row["labels"] == ["ChangeLog"]:
            facts.log.append({name: plain(value) for name, value in row["properties"].items()})
        facts.add_node(row["labels"], row["properties"])
    for row in store.rows(_TIES):
        facts.add_tie(row["kind"], row["a"], row["b"], row["properties"])
    return facts
