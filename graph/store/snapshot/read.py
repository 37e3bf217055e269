"""Facts from the store: nodes as maps, relationships as columns, one statement a label or type.

Measured on the reference district (152,800 nodes, 223,500 relationships): this way 5 s on two busy cores, paging by
``ORDER BY … SKIP`` 11 s, node properties as columns 7 s. Cost grows linearly with nodes + relationships.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from graph.model import Model, load_model
from graph.store.reader import FACT_LABELS, plain
from graph.store.snapshot.facts import DatedFacts, Edge, Fact, edge_properties, left_out

if TYPE_CHECKING:
    from neo4j import ManagedTransaction

__all__ = ["read_facts", "read_version"]

_VERSION = """
OPTIONAL MATCH (m:StoreMeta {id: 'store'})
RETURN m.batches AS batches, m.synthetic AS synthetic, COUNT { (:ImportBatch {state: 'undone'}) } AS undone
"""
_NODES = """
MATCH (n:{label})
RETURN collect(n.id) AS ids, collect([name IN labels(n) WHERE name <> '{label}']) AS names,
       collect(properties(n)) AS properties
"""
_EDGES = "MATCH (a)-[r:{type}]->(b) RETURN collect(a.id) AS starts, collect(b.id) AS ends"


def read_version(tx: ManagedTransaction) -> tuple[str, bool]:
    """What changes whenever the facts do, and whether they are fictional."""
    row = tx.run(_VERSION).single(strict=True)
    return f"{row['batches']}-{row['undone']}", bool(row["synthetic"])


def read_facts(tx: ManagedTransaction) -> DatedFacts:
    """All facts within one transaction, whenever they are alive."""
    model = load_model()
    version, synthetic = read_version(tx)
    nodes = [node for label in FACT_LABELS for node in _nodes(tx, model, label)]
    known = {node.id: node.id for node in nodes}
    edges = [edge for type in model.relationships for edge in _edges(tx, model, type, known)]
    return DatedFacts(nodes, edges, synthetic, version)


def _nodes(tx: ManagedTransaction, model: Model, label: str) -> Iterator[Fact]:
    found = tx.run(_NODES.format(label=label)).single(strict=True)
    sublabels = model.label(label).sublabels
    for id, names, properties in zip(found["ids"], found["names"], found["properties"], strict=True):
        values = {name: plain(value) for name, value in left_out(properties).items() if name != "id"}
        yield Fact(id, next((name for name in names if name in sublabels), label), values)


def _edges(tx: ManagedTransaction, model: Model, type: str, known: dict[str, str]) -> Iterator[Edge]:
    names = edge_properties(model.relationship_properties(type))
    columns = "".join(f", collect(coalesce(r.`{name}`, '')) AS `{name}`" for name in names)
    found = tx.run(_EDGES.format(type=type) + columns).single(strict=True)
    values: list[list[Any]] = [[plain(value) for value in found[name]] for name in names]
    for start, end, *row in zip(found["starts"], found["ends"], *values, strict=True):
        if start in known and end in known:
            properties = {name: value for name, value in zip(names, row, strict=True) if value != ""}
            yield Edge(known[start], known[end], type, properties)
