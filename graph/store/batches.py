"""Import batches: what each did, in full, so that it can be read as history and taken back exactly.

A batch is an ``ImportBatch`` node; its difference lies beside it as ``BatchLog`` nodes (compressed, in parts), and which
nodes it touched as ``ChangeLog`` nodes (:mod:`graph.store.changes`).
Taking a batch back writes the inverse, and is refused while a later batch that still stands has touched the same items.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Literal

from graph.errors import StoreError, StoreRefused, UsageError
from graph.store.changes import delete_changes, log_batch
from graph.store.delta import Delta, decode_delta, encode_delta
from graph.store.reader import plain, read_state
from graph.store.records import GraphState
from graph.store.statistics import renew_statistics
from graph.store.writer import write_delta

if TYPE_CHECKING:
    from neo4j import ManagedTransaction

    from graph.store.connection import Store

__all__ = [
    "Batch",
    "BatchHeader",
    "Marking",
    "highest_marking",
    "is_synthetic",
    "lock_store",
    "read_batches",
    "read_log",
    "undo_batch",
    "write_batch",
]

Marking = Literal["公开", "内部", "敏感"]

_PART = 4_000_000
_LOCK = """
MATCH (m:StoreMeta {id: 'store'}) SET m.lockedBy = $who REMOVE m.lockedBy
RETURN m.batches AS batches, m.synthetic AS synthetic
"""
_SYNTHETIC = "MATCH (m:StoreMeta {id: 'store'}) RETURN m.synthetic AS synthetic"
_SYNTHETIC_AS_BATCHES = """
MATCH (m:StoreMeta {id: 'store'})
SET m.synthetic = head(COLLECT {
    MATCH (b:ImportBatch {state: 'applied'}) WHERE b.synthetic IS NOT NULL RETURN b.synthetic
})
"""
_CREATE = """
MATCH (m:StoreMeta {id: 'store'}) SET m.batches = $number, m.synthetic = $synthetic
CREATE (b:ImportBatch) SET b = $properties
"""
_CREATE_LOG = "CREATE (l:BatchLog) SET l = $part"
_READ_IN = """
MATCH (b:ImportBatch {id: $batch})
UNWIND $sheets AS sheet MATCH (s:Source {id: sheet}) CREATE (s)-[:READ_IN {id: sheet + '-read'}]->(b)
"""
_UNREAD = "MATCH (:Source)-[r:READ_IN]->(:ImportBatch {id: $id}) DELETE r"
_LIST = "MATCH (b:ImportBatch) RETURN properties(b) AS batch ORDER BY b.number"
_LOG = "MATCH (l:BatchLog {batch: $batch}) RETURN l.data AS data ORDER BY l.part"


@dataclass(frozen=True, slots=True)
class BatchHeader:
    """What is said of a batch when it is written: who, for which area and date, its marking, counts and remarks."""

    by: str
    at: datetime
    as_of: date
    scope: str | None
    marking: str
    synthetic: bool | None
    counts: dict[str, Any]
    remarks: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Batch:
    """A batch as the store holds it."""

    id: str
    number: int
    at: datetime
    by: str
    scope: str | None
    as_of: date
    marking: str
    state: str
    counts: dict[str, Any]
    remarks: list[dict[str, Any]]


def lock_store(tx: ManagedTransaction, who: str) -> tuple[int, bool | None]:
    """Holds every other writer off until this transaction ends; gives the last batch's number and whether the
    store holds fictional data (None while it holds none)."""
    row = tx.run(_LOCK, who=who).single()
    if row is None:
        raise StoreError("batches.not_prepared")
    return row["batches"], row["synthetic"]


def is_synthetic(tx: ManagedTransaction) -> bool | None:
    """Whether the store holds fictional data; None while it holds neither fictional nor real rosters."""
    row = tx.run(_SYNTHETIC).single()
    return row["synthetic"] if row else None


def write_batch(
    tx: ManagedTransaction,
    delta: Delta,
    header: BatchHeader,
    *,
    number: int,
    log: bytes | None = None,
    state: GraphState | None = None,
) -> str:
    """Records a batch and its difference; the difference itself is written by the caller in the same transaction.

    ``log`` is the difference as :func:`encode_delta` gives it, where the caller has it already. ``state`` is what the store
    held before, as far as the difference touches it; nothing where the difference only creates.
    """
    batch = f"batch-{number:06d}"
    properties = {
        "id": batch, "number": number, "name": f"第{number}批", "at": header.at, "by": header.by, "asOf": header.as_of,
        "scope": header.scope, "marking": header.marking, "state": "applied", "synthetic": header.synthetic,
        "counts": json.dumps(header.counts, ensure_ascii=False),
        "remarks": json.dumps(header.remarks, ensure_ascii=False),
    }  # fmt: skip
    tx.run(_CREATE, number=number, synthetic=header.synthetic, properties=properties).consume()
    data = encode_delta(delta) if log is None else log
    for part, start in enumerate(range(0, len(data), _PART)):  # one at a time: a message holds its parts twice
        log_part = {"id": f"{batch}-{part}", "batch": batch, "part": part, "data": data[start : start + _PART]}
        tx.run(_CREATE_LOG, part=log_part).consume()
    sheets = [node.id for node in delta.created_nodes if node.label == "Source"]
    tx.run(_READ_IN, batch=batch, sheets=sheets).consume()
    log_batch(tx, delta, state or GraphState(), batch=batch, at=header.at, as_of=header.as_of)
    return batch


def read_batches(store: Store) -> list[Batch]:
    """Every batch, oldest first."""
    return [_batch(row["batch"]) for row in store.rows(_LIST)]


def read_log(tx: ManagedTransaction, batch: str) -> Delta:
    """The difference that a batch made; raises ``StoreError`` where its log is missing or damaged."""
    data = b"".join(bytes(row["data"]) for row in tx.run(_LOG, batch=batch))
    try:
        return decode_delta(data)
    except ValueError as error:
        raise StoreError("batches.log_damaged", batch=batch) from error


def highest_marking(markings: Iterable[str]) -> Marking:
    """The strictest of several markings; 内部 where there is none.

    >>> highest_marking(["公开", "敏感", "内部"])
    '敏感'
    """
    found = set(markings)
    return next((marking for marking in ("敏感", "内部", "公开") if marking in found), "内部")


def undo_batch(store: Store, batch: str) -> Batch:
    """Takes one batch back exactly.

    Raises ``UsageError`` where there is no such batch or it is undone already, and ``StoreRefused`` naming the
    later batches that touched the same items and must be taken back first.
    """
    undone = store.write(lambda tx: _undo(tx, batch))
    renew_statistics(store)
    return undone


def _undo(tx: ManagedTransaction, name: str) -> Batch:
    lock_store(tx, "undo")
    batches = [_batch(row["batch"]) for row in tx.run(_LIST)]
    target = next((batch for batch in batches if name in (batch.id, str(batch.number))), None)
    if target is None:
        raise UsageError("batches.no_batch", batch=name)
    if target.state == "undone":
        raise UsageError("batches.batch_undone", batch=target.id)
    delta = read_log(tx, target.id)
    _refuse_if_built_upon(tx, target, delta, batches)
    tx.run(_UNREAD, id=target.id).consume()
    state = read_state(tx)
    write_delta(tx, delta.inverse(), state)
    delete_changes(tx, target.id)
    tx.run("MATCH (b:ImportBatch {id: $id}) SET b.state = 'undone'", id=target.id).consume()
    tx.run(_SYNTHETIC_AS_BATCHES).consume()
    return target


def _refuse_if_built_upon(tx: ManagedTransaction, target: Batch, delta: Delta, batches: list[Batch]) -> None:
    mine = set(delta.touched())
    later = [batch for batch in batches if batch.number > target.number and batch.state == "applied"]
    first = [batch.id for batch in later if not mine.isdisjoint(read_log(tx, batch.id).touched())]
    if first:
        raise StoreRefused("batches.undo_blocked", batch=target.id, first="、".join(reversed(first)))


def _batch(row: dict[str, Any]) -> Batch:
    return Batch(
        id=row["id"],
        number=row["number"],
        at=plain(row["at"]),
        by=row["by"],
        scope=row.get("scope"),
        as_of=plain(row["asOf"]),
        marking=row["marking"],
        state=row["state"],
        counts=json.loads(row["counts"]),
        remarks=json.loads(row["remarks"]),
    )
