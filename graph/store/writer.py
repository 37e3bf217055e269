"""Writing a difference into Neo4j: by internal id, in batches, inside the caller's one transaction.

Looking nodes up by an indexed property over uncommitted changes takes minutes where this takes seconds
(08-store.md), so new nodes answer with their internal ids and relationships are laid between those.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

from graph.store.delta import Changed, Delta
from graph.store.records import Relationship

if TYPE_CHECKING:
    from neo4j import ManagedTransaction

__all__ = ["write_delta"]

_ROWS = 5_000
_T = TypeVar("_T")

_CREATE_NODES = """
UNWIND $rows AS row CREATE (n:$(row[0])) SET n = row[1]
RETURN collect(elementId(n)) AS keys
"""
_CREATE_RELATIONSHIPS = """
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
UNWIND $rows AS row MATCH (n)<-[r:ABOUT|TARGETS]-(told)
WHERE elementId(n) = row AND (told:Finding OR told:ScopeResult OR told:Change) DELETE r
"""
_DELETE_NODES = "UNWIND $rows AS row MATCH (n) WHERE elementId(n) = row DELETE n RETURN count(*) AS written"


def write_delta(
    tx: ManagedTransaction, delta: Delta, *, node_keys: dict[str, str], relationship_keys: dict[str, str]
) -> None:
    """Brings the store from before to after; the maps give the internal id of every item that exists already.

    Raises ``LookupError`` where an item that should exist does not, so that the transaction rolls back whole.
    """
    removed = [relationship_keys[item.id] for item in delta.deleted_relationships]
    _run_counted(tx, _DELETE_RELATIONSHIPS, removed)
    keys = dict(node_keys)
    for nodes in _batches(delta.created_nodes):
        sent = [[node.labels, {**node.properties, "id": node.id}] for node in nodes]
        answer = tx.run(_CREATE_NODES, rows=sent).single(strict=True)
        keys.update(zip((node.id for node in nodes), answer["keys"], strict=True))
    _run_counted(tx, _CREATE_RELATIONSHIPS, delta.created_relationships, lambda row: _relationship_row(row, keys))
    _run_counted(tx, _CHANGE_NODES, [_change_row(change, keys) for change in delta.changed_nodes])
    changes = [_change_row(change, relationship_keys) for change in delta.changed_relationships]
    _run_counted(tx, _CHANGE_RELATIONSHIPS, changes)
    gone = [node_keys[node.id] for node in delta.deleted_nodes]
    for part in _batches(gone):  # what an analysis said of a node outlives it: a finding knows its target by id
        tx.run(_DETACH_ANALYSES, rows=part).consume()
    _run_counted(tx, _DELETE_NODES, gone)


def _run_counted(
    tx: ManagedTransaction, statement: str, items: list[_T], row_of: Callable[[_T], Any] = lambda item: item
) -> None:
    for part in _batches(items):
        written = tx.run(statement, rows=[row_of(item) for item in part]).single(strict=True)["written"]
        if written != len(part):
            raise LookupError(f"{len(part) - written} of {len(part)} items were not there to be written")


def _relationship_row(row: Relationship, keys: dict[str, str]) -> list[Any]:
    return [row.type, keys[row.start], keys[row.end], {**row.properties, "id": row.id}]


def _change_row(change: Changed, keys: dict[str, str]) -> dict[str, Any]:
    return {"key": keys[change.id], "values": {name: after for name, (_, after) in change.values.items()}}


def _batches(items: list[_T]) -> Iterator[list[_T]]:
    rest = iter(items)
    while part := list(islice(rest, _ROWS)):
        yield part
