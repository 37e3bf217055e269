"""What of a graph leaves in an export: facts that are alive on a date, with the properties that the model declares.

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
LINKING = frozenset({"records", "keys", "numbers", "units", "states"})
"""What relationships of persons carry for linking records: their names, keyed hashes, and what a row states."""

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
    leaving = _Leaving(model)
    return Selection(
        tuple(leaving.node(state.nodes[id]) for id in sorted(living)),
        tuple(leaving.relationship(state.relationships[id]) for id in sorted(joining)),
        dict(sorted(leaving.withheld.items())),
    )


class _Leaving:
    """Items stripped of what stays behind, with a count of that."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.withheld: Counter[str] = Counter()
        self._allowed: dict[str, dict[str, Property]] = {}

    def node(self, node: Node) -> Node:
        if node.label not in self._allowed:
            self._allowed[node.label] = leaving_properties(self.model.properties(node.label))
        return Node(node.id, node.labels, dict(self._kept(node.label, node)))

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
