"""Writing entries inside a transaction: that of a change, or one of their own.

Whoever appends holds the head of the chain until the transaction ends, so that servers side by side make one chain.
Entries of a change stand and fall with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from api.accounts.audit.chain import Head, bind
from api.accounts.audit.entry import Entry
from graph.store.connection import Store

if TYPE_CHECKING:
    from neo4j import AsyncManagedTransaction, ManagedTransaction

__all__ = ["AuditedStore", "append_entries", "append_entries_async", "hold_audit", "hold_audit_async"]

_Result = TypeVar("_Result")

HOLD = """
MERGE (h:AuditHead {id: 'audit'}) ON CREATE SET h.number = 0, h.hash = '' SET h.heldBy = 'append' REMOVE h.heldBy
"""
HEAD = """
MATCH (h:AuditHead {id: 'audit'})
RETURN h.number AS number, h.hash AS hash, COLLECT { MATCH (e:AuditEntry) WHERE e.key IN $keys RETURN e.key } AS known
"""
APPEND = """
UNWIND $rows AS row CREATE (e:AuditEntry) SET e = row
WITH count(*) AS appended MATCH (h:AuditHead {id: 'audit'}) SET h.number = $number, h.hash = $hash
"""


def hold_audit(tx: ManagedTransaction) -> None:
    """Holds the chain until this transaction ends; for what must not run beside a backup."""
    tx.run(HOLD).consume()


async def hold_audit_async(tx: AsyncManagedTransaction) -> None:
    """The same in an asynchronous transaction."""
    await (await tx.run(HOLD)).consume()


def append_entries(tx: ManagedTransaction, entries: Sequence[Entry]) -> Head:
    """Puts entries at the end of the chain and gives the new end; what has been written already is left out."""
    hold_audit(tx)
    found = tx.run(HEAD, keys=[entry.key for entry in entries]).single(strict=True)
    rows, head = _rows(found, entries)
    if rows:
        tx.run(APPEND, rows=rows, number=head.number, hash=head.hash).consume()
    return head


async def append_entries_async(tx: AsyncManagedTransaction, entries: Sequence[Entry]) -> Head:
    """The same in an asynchronous transaction."""
    await hold_audit_async(tx)
    result = await tx.run(HEAD, keys=[entry.key for entry in entries])
    rows, head = _rows(await result.single(strict=True), entries)
    if rows:
        await (await tx.run(APPEND, rows=rows, number=head.number, hash=head.hash)).consume()
    return head


def _rows(found: Any, entries: Iterable[Entry]) -> tuple[list[dict[str, Any]], Head]:
    known = set(found["known"])
    return bind(Head(found["number"], found["hash"]), [entry for entry in entries if entry.key not in known])


class AuditedStore(Store):
    """A store on which every write carries its audit entry, in the same transaction.

    ``entry_of`` makes the entry from what the work answers. For code that knows nothing of the audit
    (``accept_finding(AuditedStore(store, entry_of), …)``); a write whose entry cannot be written does not happen.
    """

    def __init__(self, store: Store, entry_of: Callable[[Any], Entry]) -> None:
        vars(self).update(vars(store))
        self._entry_of = entry_of

    def write(self, work: Callable[[ManagedTransaction], _Result]) -> _Result:
        """As :meth:`Store.write`, with the entry."""

        def audited(tx: ManagedTransaction) -> _Result:
            answer = work(tx)
            append_entries(tx, [self._entry_of(answer)])
            return answer

        return super().write(audited)
