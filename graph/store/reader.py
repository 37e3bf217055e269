"""Reading the whole graph of facts into memory, as columns: one row a label or type, not one a node.

Reading rows costs six times as much (08-store.md); a collected column is unpacked in one go.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from sys import intern
from typing import TYPE_CHECKING, Any

from graph.model import Model, load_model
from graph.store.records import GraphState, Node, Relationship

if TYPE_CHECKING:
    from neo4j import ManagedTransaction

__all__ = ["FACT_LABELS", "count_nodes", "plain", "read_state"]

FACT_LABELS = (
    "Area", "Organisation", "Post", "Person", "Tenure", "Facility", "Exemption", "ServiceProject", "Activity",
    "Indicator", "MatterRoute", "Source", "Link",
)  # fmt: skip
"""The labels that rosters and decisions fill; batches, runs, findings and plans are not facts of the district."""

_NODES = """
MATCH (n:{label}) WHERE n.id > $after
WITH n ORDER BY n.id LIMIT $limit
RETURN collect(labels(n)) AS labels, collect(properties(n)) AS properties, max(n.id) AS last
"""
_RELATIONSHIPS = """
MATCH (a:{label}) WHERE a.id > $after
WITH a ORDER BY a.id LIMIT $limit
OPTIONAL MATCH (a)-[r]->(b) WHERE r.id IS NOT NULL
WITH a, r, b ORDER BY a.id, r.id
RETURN collect(type(r)) AS types, collect(CASE WHEN r IS NOT NULL THEN a.id END) AS starts,
       collect(b.id) AS ends, collect(properties(r)) AS properties, max(a.id) AS last
"""
_PAGE = 10_000
_AS_SENT = (list, int, bool, float)


def plain(value: Any) -> Any:
    """A value as Python has it: the driver's dates and times become ``datetime.date`` and ``datetime.datetime``."""
    if isinstance(value, (str, int, float, bool, list, date, datetime)) or value is None:
        return value
    return value.to_native() if hasattr(value, "to_native") else value


def count_nodes(tx: ManagedTransaction, labels: Iterable[str] = FACT_LABELS) -> dict[str, int]:
    """How many nodes carry each of these labels; the server knows that without looking at them."""
    counts = ", ".join(f"COUNT {{ (:{label}) }} AS {label}" for label in labels)
    return dict(tx.run(f"RETURN {counts}").single(strict=True))


def read_state(tx: ManagedTransaction, labels: Iterable[str] = FACT_LABELS) -> GraphState:
    """The nodes with these labels and the relationships that start at them, within one transaction.

    What is equal is held once: names, words, ids at the ends of relationships, and whole properties that say no more
    than one row as source. So properties are never to be changed in place. Time and memory grow linearly.
    """
    model = load_model()
    state, values = GraphState(), _Values()
    # a new server takes long to plan what is asked of each label
    held = [label for label, count in count_nodes(tx, labels).items() if count]
    for label in held:
        for page in _pages(tx, _NODES.format(label=label)):
            for names, properties in zip(page["labels"], page["properties"], strict=True):
                id = properties.pop("id")
                state.add_node(Node(id, _labels(model, label, names), values.of(properties)))
    nodes = state.nodes
    for label in held:
        for page in _pages(tx, _RELATIONSHIPS.format(label=label)):
            columns = (page[column] for column in ("types", "starts", "ends", "properties"))
            for kind, start, end, properties in zip(*columns, strict=True):
                id = properties.pop("id")
                begin, to = nodes.get(start), nodes.get(end)
                row = Relationship(
                    id, intern(kind), begin.id if begin else start, to.id if to else end, values.of(properties)
                )
                state.add_relationship(row)
    return state


class _Values:
    """Properties as Python has them, with equal ones held once."""

    def __init__(self) -> None:
        self._sources: dict[str, list[str]] = {}
        self._alone: dict[str, dict[str, Any]] = {}

    def of(self, properties: dict[str, Any]) -> dict[str, Any]:
        """The properties; the same ones as another item's where both come from one row and have nothing else to say."""
        sources = properties.pop("sources", None)
        single = type(sources) is list and len(sources) == 1
        if single and not properties:
            return self._alone.setdefault(sources[0], {"sources": self._sources.setdefault(sources[0], sources)})
        kept = {}
        for name, value in properties.items():
            kind = type(value)
            kept[intern(name)] = intern(value) if kind is str else value if kind in _AS_SENT else plain(value)
        if sources is not None:
            kept["sources"] = self._sources.setdefault(sources[0], sources) if single else sources
        return kept


def _labels(model: Model, label: str, names: list[str]) -> tuple[str, ...]:
    """The labels from general to particular; those that the model has not are left out."""
    if len(names) == 1:
        return model.labels_of(label)
    others = sorted(name for name in names if name != label and name in model.label(label).sublabels)
    return model.labels_of(others[0]) if len(others) == 1 else (label, *others)


def _pages(tx: ManagedTransaction, statement: str) -> Iterator[Any]:
    after = ""
    while True:
        page = tx.run(statement, after=after, limit=_PAGE).single(strict=True)
        if page["last"] is None:
            return
        yield page
        after = page["last"]
