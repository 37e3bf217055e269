"""Reading the whole graph of facts into memory, as columns: one row a label or type, not one a node.

Reading rows costs six times as much (08-store.md); a collected column is unpacked in one go.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from graph.model import Model, load_model
from graph.store.records import GraphState, Node, Relationship

if TYPE_CHECKING:
    from neo4j import ManagedTransaction

__all__ = ["FACT_LABELS", "plain", "read_state"]

FACT_LABELS = (
    "Area", "Organisation", "Post", "Person", "Tenure", "Facility", "Exemption", "ServiceProject", "Activity",
    "Indicator", "MatterRoute", "Source", "Link",
)  # fmt: skip
"""The labels that rosters and decisions fill; batches, runs, findings and plans are not facts of the district."""

_NODES = """
MATCH (n:{label})
WITH n ORDER BY n.id SKIP $skip LIMIT $limit
RETURN collect(elementId(n)) AS keys, collect(labels(n)) AS labels, collect(properties(n)) AS properties
"""
_RELATIONSHIPS = """
MATCH (a:{label})-[r]->(b)
WHERE r.id IS NOT NULL
WITH a, r, b ORDER BY r.id SKIP $skip LIMIT $limit
RETURN collect(elementId(r)) AS keys, collect(type(r)) AS types, collect(a.id) AS starts, collect(b.id) AS ends,
       collect(properties(r)) AS properties
"""
_PAGE = 50_000


def plain(value: Any) -> Any:
    """A value as Python has it: the driver's dates and times become ``datetime.date`` and ``datetime.datetime``."""
    if isinstance(value, (str, int, float, bool, list, date, datetime)) or value is None:
        return value
    return value.to_native() if hasattr(value, "to_native") else value


def read_state(tx: ManagedTransaction, labels: Iterable[str] = FACT_LABELS) -> GraphState:
    """The nodes with these labels and the relationships that start at them, within one transaction.

    Time and memory grow linearly with nodes + relationships (about 1.2 s and 250 MB for 60,000 + 180,000).
    """
    model = load_model()
    state = GraphState()
    for label in labels:
        for page in _pages(tx, _NODES.format(label=label)):
            for key, names, properties in zip(page["keys"], page["labels"], page["properties"], strict=True):
                state.add_node(_node(model, label, names, properties), key)
    for label in labels:
        for page in _pages(tx, _RELATIONSHIPS.format(label=label)):
            columns = (page[column] for column in ("keys", "types", "starts", "ends", "properties"))
            for key, kind, start, end, properties in zip(*columns, strict=True):
                values = {name: plain(value) for name, value in properties.items()}
                state.add_relationship(Relationship(values.pop("id"), kind, start, end, values), key)
    return state


def _node(model: Model, label: str, names: list[str], properties: dict[str, Any]) -> Node:
    values = {name: plain(value) for name, value in properties.items()}
    others = sorted(name for name in names if name != label and name in model.label(label).sublabels)
    return Node(values.pop("id"), (label, *others), values)


def _pages(tx: ManagedTransaction, statement: str) -> Iterable[Any]:
    skip = 0
    while True:
        page = tx.run(statement, skip=skip, limit=_PAGE).single(strict=True)
        if page["keys"]:
            yield page
        if len(page["keys"]) < _PAGE:
            return
        skip += _PAGE
