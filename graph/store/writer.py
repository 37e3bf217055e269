"""Writing a difference into Neo4j: by internal id, in batches, inside the caller's one transaction.

Looking nodes up by an indexed property over uncommitted changes takes minutes where this takes seconds
(08-store.md), so new nodes answer with their internal ids and relationships are laid between those.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

from graph.store.delta import Changed, Delta
from graph.store.records import GraphState, Node, Relationship

if TYPE_CHECKING:
    from neo4j import ManagedTransaction, Record, Result

__all__ = ["CREATE_NODES", "CREATE_RELATIONSHIPS", "write_delta"]

_ROWS = 5_000
_T = TypeVar("_T")

_NODE_KEYS = "UNWIND $rows AS row MATCH (n:{label}) WHERE n.id = row RETURN n.id, elementId(n)"
_RELATIONSHIP_KEYS = """
UNWIND $rows AS row MATCH (a:{label}) WHERE a.id = row[0] MATCH (a)-[r]->() WHERE r.id = row[1] RETURN r.id, elementId(r)
"""
CREATE_NODES = """
UNWIND $rows AS row CREATE (n:$(row[0])) SET n = row[1]
RETURN collect(elementId(n)) AS keys
"""
CREATE_RELATIONSHIPS = """
UNWIND $rows AS row
MATCH (a) WHERE elementId(a) = row[1]
MATCH (b) WHERE elementId(b) = row[2]
CREATE (a)-[r:$(row[0])]->(b) SET r = row[3]
RETURN count(r) AS written
"""
_CHANGE_NODES = (
    "UNWIND $rows AS row MATCH (n) WHERE elementId(n) = row.key SET n += row.values RETURN count(n) AS written"
)
_CHANGE_RELATIONSHIPS = """
UNWIND $rows AS row MATCH ()-[r]->() WHERE elementId(r) = row.key SET r += row.values RETURN count(r) AS written
"""
_DELETE_RELATIONSHIPS = """
UNWIND $rows AS row MATCH ()-[r]->() WHERE elementId(r) = row DELETE r RETURN count(*) AS written
"""
_DETACH_ANALYSES = """
UNWIND $rows AS row MATCH (n)<-[r:ABOUT|FOUND_AT|TARGETS]-(told)
WHERE elementId(n) = row AND (told:Finding OR told:ScopeResult OR told:Change) DELETE r
"""
_DELETE_NODES = "UNWIND $rows AS row MATCH (n) WHERE elementId(n) = row DELETE n RETURN count(*) AS written"


def write_delta(tx: ManagedTransaction, delta: Delta, state: GraphState) -> None:
    """Brings the store from before to after; ``state`` is what it holds now, as far as the difference touches it.

    Raises ``LookupError`` where an item that should exist does not, so that the transaction rolls back whole.
    """
    new = {node.id for node in delta.created_nodes}
    touched = {end for row in delta.created_relationships for end in (row.start, row.end) if end not in new}
    touched.update(change.id for change in delta.changed_nodes)
    touched.update(node.id for node in delta.deleted_nodes)
    keys = _node_keys(tx, touched, state)
    old = [state.relationships[change.id] for change in delta.changed_relationships] + delta.deleted_relationships
    relationship_keys = _relationship_keys(tx, old, state)
    _run_counted(tx, _DELETE_RELATIONSHIPS, [relationship_keys[item.id] for item in delta.deleted_relationships])
    for nodes, answer in _answers(tx, CREATE_NODES, delta.created_nodes, _node_row):
        keys.update(zip((node.id for node in nodes), answer["keys"], strict=True))
    _run_counted(tx, CREATE_RELATIONSHIPS, delta.created_relationships, lambda row: _relationship_row(row, keys))
    _run_counted(tx, _CHANGE_NODES, delta.changed_nodes, lambda change: _change_row(change, keys))
    _run_counted(
        tx, _CHANGE_RELATIONSHIPS, delta.changed_relationships, lambda change: _change_row(change, relationship_keys)
    )
    gone = [keys[node.id] for node in delta.deleted_nodes]
    for part in _batches(gone):  # what an analysis said of a node outlives it: a finding knows its target by id
        tx.run(_DETACH_ANALYSES, rows=part).consume()
    _run_counted(tx, _DELETE_NODES, gone)


def _node_keys(tx: ManagedTransaction, ids: Iterable[str], state: GraphState) -> dict[str, str]:
    """The internal ids of stored nodes; asked for before anything is written, while the index is quick."""
    by_label: dict[str, list[str]] = defaultdict(list)
    for id in ids:
        by_label[state.nodes[id].labels[0]].append(id)
    keys: dict[str, str] = {}
    for label, wanted in by_label.items():
        for part in _batches(wanted):
            keys.update(map(tuple, tx.run(_NODE_KEYS.format(label=label), rows=part)))
    return keys


def _relationship_keys(tx: ManagedTransaction, rows: Iterable[Relationship], state: GraphState) -> dict[str, str]:
    """The internal ids of stored relationships, each found at the node where it starts."""
    by_label: dict[str, list[list[str]]] = defaultdict(list)
    for row in rows:
        by_label[state.nodes[row.start].labels[0]].append([row.start, row.id])
    keys: dict[str, str] = {}
    for label, wanted in by_label.items():
        for part in _batches(wanted):
            keys.update(map(tuple, tx.run(_RELATIONSHIP_KEYS.format(label=label), rows=part)))
    return keys


def _run_counted(
    tx: ManagedTransaction, statement: str, items: list[_T], row_of: Callable[[_T], Any] = lambda item: item
) -> None:
    for part, answer in _answers(tx, statement, items, row_of):
        if answer["written"] != len(part):
            raise LookupError(f"{len(part) - answer['written']} of {len(part)} items were not there to be written")


def _answers(
    tx: ManagedTransaction, statement: str, items: list[_T], row_of: Callable[[_T], Any]
) -> Iterator[tuple[list[_T], Record]]:
    """Each batch with its answer; the next one is packed and sent while the server still works on it."""
    before: tuple[list[_T], Result] | None = None
    for part in _batches(items):
        sent = part, tx.run(statement, rows=[row_of(item) for item in part])
        if before:
            yield before[0], before[1].single(strict=True)
        before = sent
    if before:
        yield before[0], before[1].single(strict=True)


def _node_row(node: Node) -> list[Any]:
    return [node.labels, {**node.properties, "id": node.id}]


def _relationship_row(row: Relationship, keys: dict[str, str]) -> list[Any]:
    return [row.type, keys[row.start], keys[row.end], {**row.properties, "id": row.id}]


def _change_row(change: Changed, keys: dict[str, str]) -> dict[str, Any]:
    return {"key": keys[change.id], "values": {name: after for name, (_, after) in change.values.items()}}


def _batches(items: list[_T]) -> Iterator[list[_T]]:
    rest = iter(items)
    while part := list(islice(rest, _ROWS)):
        yield part
