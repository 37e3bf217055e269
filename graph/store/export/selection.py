"""What of a graph leaves in an export: facts that are alive on a date, with the properties that the model declares.

A person is there for something that is alive, and with name, initials and masked phone only while a post is held or the
person is listed as a reserve on that day (10-privacy): former holders who still work somewhere are nodes without a name.

Left behind, whatever the format: decisions on links, batches, analyses and plans (they carry clocks and who decided);
the keyed hashes and record names by which persons are joined; every clock; every property that the model does
not know. An export is for readers, a backup (:mod:`graph.store.backup`) for restoring.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from graph.errors import StoreError
from graph.model import Model, Property, alive
from graph.store.reader import FACT_LABELS
from graph.store.records import GraphState, Node, Relationship
from graph.store.typed import fits

__all__ = ["Selection", "leaving_properties", "select"]

LABELS = frozenset(FACT_LABELS) - {"Link"}
LINKING = frozenset({"records", "keys", "phones", "numbers", "units", "states"})
"""What relationships of persons carry for linking records: their names, keyed hashes, masked phones, and what a row states."""

NAMES = ("name", "pinyin", "initials", "phone")
"""What tells who a person is."""

NAMING = ("HOLDER", "RESERVE_FOR")
"""The relationships that give a person a name: a post held, a listing as a reserve."""

ENDS_OF_TENURE = ("HOLDER", "OF_POST")


@dataclass(frozen=True)
class Selection:
    """What leaves, in order of id, and how often which property stayed behind (``"HOLDER.keys": 4581``)."""

    nodes: tuple[Node, ...]
    relationships: tuple[Relationship, ...]
    withheld: dict[str, int]

    @property
    def synthetic(self) -> bool:
        """Whether anything in it is fictional."""
        told = (item.properties for items in (self.nodes, self.relationships) for item in items)
        return any(properties.get("synthetic") for properties in told)

    def state(self) -> GraphState:
        """The same as a state of the graph of its own."""
        return GraphState({node.id: node for node in self.nodes}, {row.id: row for row in self.relationships})


def leaving_properties(declared: dict[str, Property]) -> dict[str, Property]:
    """The declared properties that may leave, without ``id``, in the order of the model."""
    stays = {"id"} | (LINKING if "records" in declared else frozenset())
    return {name: row for name, row in declared.items() if name not in stays and row.type != "datetime"}


def select(state: GraphState, as_of: date, model: Model) -> Selection:
    """The part of the graph that is alive on that day.

    A node or relationship without dates is alive; a relationship needs both its ends, a tenure its post and holder.
    Raises ``ModelError`` for a label or type that the model lacks, ``StoreError`` for a value of the wrong type.
    """
    living = {id for id, node in state.nodes.items() if node.labels[0] in LABELS and alive(node.properties, as_of)}
    for tenure in state.of_label("Tenure"):
        if any(row.end not in living for row in state.outgoing(tenure.id, *ENDS_OF_TENURE)):
            living.discard(tenure.id)
    joining = {
        id
        for id, row in state.relationships.items()
        if row.start in living and row.end in living and alive(row.properties, as_of)
    }
    persons = {node.id for node in state.of_label("Person")}
    tied = {end for id in joining for end in _ends(state.relationships[id])}
    living -= persons - tied
    leaving = _Leaving(model, nameless=persons - _named(state, joining))
    return Selection(
        tuple(leaving.node(state.nodes[id]) for id in sorted(living)),
        tuple(leaving.relationship(state.relationships[id]) for id in sorted(joining)),
        dict(sorted(leaving.withheld.items())),
    )


def _ends(row: Relationship) -> tuple[str, str]:
    return row.start, row.end


def _named(state: GraphState, joining: set[str]) -> set[str]:
    """The persons who hold a post or are listed, by the relationships that leave."""
    rows = (state.relationships[id] for id in joining)
    return {end for row in rows if row.type in NAMING for end in _ends(row)}


class _Leaving:
    """Items stripped of what stays behind, with a count of that; ``nameless`` are the persons who lose their names."""

    def __init__(self, model: Model, *, nameless: set[str]) -> None:
        self.model = model
        self.nameless = nameless
        self.withheld: Counter[str] = Counter()
        self._allowed: dict[str, dict[str, Property]] = {}

    def node(self, node: Node) -> Node:
        if node.label not in self._allowed:
            self._allowed[node.label] = leaving_properties(self.model.properties(node.label))
        kept = dict(self._kept(node.label, node))
        if node.id in self.nameless:
            for name in NAMES:
                if kept.pop(name, None) is not None:
                    self.withheld[f"{node.label}.{name}"] += 1
            kept["nameless"] = True
        return Node(node.id, node.labels, kept)

    def relationship(self, row: Relationship) -> Relationship:
        if row.type not in self._allowed:
            self._allowed[row.type] = leaving_properties(self.model.relationship_properties(row.type))
        return Relationship(row.id, row.type, row.start, row.end, dict(self._kept(row.type, row)))

    def _kept(self, name: str, item: Node | Relationship) -> Iterator[tuple[str, Any]]:
        allowed = self._allowed[name]
        for key, value in item.properties.items():
            if value is None:
                continue
            declared = allowed.get(key)
            if declared is None:
                self.withheld[f"{name}.{key}"] += 1
            elif not fits(value, declared):
                raise StoreError("export.bad_value", id=item.id, property=key, type=declared.type)
            else:
                yield key, float(value) if declared.type == "number" and not declared.many else value
