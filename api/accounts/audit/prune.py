"""Letting go of old entries: never of those younger than six months, and never of a chain that is not whole.

What remains begins with the number and hash of the last entry that went, so that it can still be verified; that and how
many there were is itself an entry.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from api.accounts.audit.append import append_entries, hold_audit
from api.accounts.audit.chain import Head, hash_of_row
from api.accounts.audit.entry import Entry
from api.accounts.audit.verify import PAGE, ROWS, ends_of
from api.accounts.clock import Clock, moment, utc_now
from graph.errors import StoreRefused, UsageError

if TYPE_CHECKING:
    from neo4j import ManagedTransaction

    from graph.store.connection import Store

__all__ = ["KEPT_DAYS", "prune_audit"]

KEPT_DAYS = 184
"""Six months, whichever they are."""

_DELETE = "MATCH (e:AuditEntry) WHERE e.number > $after AND e.number <= $last DELETE e"
_MARK = "MATCH (h:AuditHead {id: 'audit'}) SET h.prunedNumber = $number, h.prunedHash = $hash"


def prune_audit(store: Store, before: date, *, by: str, clock: Clock = utc_now) -> int:
    """Deletes the entries from before a day (UTC) and tells how many; a part of the chain in each transaction.

    Raises ``UsageError`` for a day less than six months ago, ``StoreRefused`` where what would go is not whole.
    """
    first_kept = (clock() - timedelta(days=KEPT_DAYS)).date()
    if before > first_kept:
        raise UsageError("accounts.prune_young", before=before, first_kept=first_kept, days=KEPT_DAYS)
    end = moment(datetime.combine(before, time(), tzinfo=UTC))
    gone = 0
    while part := store.write(lambda tx: _prune_part(tx, end, by)):
        gone += part
    return gone


def _prune_part(tx: ManagedTransaction, end: str, by: str) -> int:
    hold_audit(tx)
    start, head = ends_of(tx)
    rows = tx.run(PAGE, after=start.number, last=head.number, limit=ROWS).single(strict=True)["rows"]
    at = start
    for row in rows:
        if row.get("at", "") >= end or row["number"] == head.number:
            break
        if row["number"] != at.number + 1 or hash_of_row(at.hash, row) != row.get("hash"):
            raise StoreRefused("accounts.prune_broken", number=at.number + 1)
        at = Head(row["number"], row["hash"])
    count = at.number - start.number
    if count:
        tx.run(_DELETE, after=start.number, last=at.number).consume()
        tx.run(_MARK, number=at.number, hash=at.hash).consume()
        note = f"entries {start.number + 1}-{at.number} hash={at.hash}"
        append_entries(tx, [Entry(who=by, by="command", action="audit-pruned", note=note)])
    return count
