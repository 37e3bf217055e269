"""What people decide about findings: accept until a date, reopen, assign, comment.

A decision names the revision that it was taken on (or none, to take the present one); where somebody else has changed the
finding since, it is refused, so that nobody's decision is lost unseen. It goes into one managed transaction.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from graph.as_of import today
from graph.coverage.history.stored import StoredFinding, read_stored
from graph.errors import StoreRefused, UsageError
from graph.store.changes import log_decision

if TYPE_CHECKING:
    from neo4j import ManagedTransaction

    from graph.store.connection import Store

__all__ = ["accept_finding", "assign_finding", "comment_finding", "reopen_finding"]

_WRITE = "MATCH (f:Finding {id: $id}) SET f += $changes, f.revision = coalesce(f.revision, 0) + 1"
_LOCK = "MATCH (f:Finding {id: $id}) SET f.lockedBy = $by REMOVE f.lockedBy"
_IDS = "MATCH (f:Finding) WHERE f.id STARTS WITH $start RETURN f.id AS id LIMIT 2"
_LONGEST = 2_000


def accept_finding(
    store: Store, id: str, *, until: date, reason: str, by: str, on: date, revision: int | None = None
) -> StoredFinding:
    """Accepts a finding until a day (exclusive), with a reason; the run on or after that day opens it again.

    Raises ``UsageError`` for an unknown finding, a day that is not after ``on``, an empty reason; ``StoreRefused`` where the
    finding is fixed already or was changed by somebody else.
    """
    if until <= on:
        raise UsageError("coverage.until_past", until=until)
    if not reason.strip():
        raise UsageError("coverage.no_reason")

    def changes(found: StoredFinding) -> dict[str, Any]:
        if found.state == "fixed":
            raise StoreRefused("coverage.already_fixed", id=found.id)
        return {
            "state": "accepted",
            "acceptedUntil": until,
            "acceptedReason": reason.strip()[:_LONGEST],
            "acceptedBy": by,
        }

    return _decide(store, id, by, revision, changes)


def reopen_finding(
    store: Store, id: str, *, by: str, revision: int | None = None, reason: str | None = None
) -> StoredFinding:
    """Opens an accepted or planned finding again, with a ``reason`` as a comment; raises as :func:`accept_finding` does."""

    def changes(found: StoredFinding) -> dict[str, Any]:
        if found.state == "fixed":
            raise StoreRefused("coverage.already_fixed", id=found.id)
        told = {"comments": _with_comment(found, by, reason)} if reason and reason.strip() else {}
        return {"state": "open", "acceptedUntil": None, "acceptedReason": None, "acceptedBy": None, **told}

    return _decide(store, id, by, revision, changes)


def assign_finding(store: Store, id: str, *, to: str, by: str, revision: int | None = None) -> StoredFinding:
    """Says which unit or user sees to it (an empty text: nobody)."""
    return _decide(store, id, by, revision, lambda found: {"assignedTo": to.strip()[:_LONGEST] or None})


def comment_finding(store: Store, id: str, *, words: str, by: str, revision: int | None = None) -> StoredFinding:
    """Adds a comment with its author and time; comments are never changed afterwards."""
    if not words.strip():
        raise UsageError("coverage.no_comment")

    return _decide(store, id, by, revision, lambda found: {"comments": _with_comment(found, by, words)})


def _with_comment(found: StoredFinding, by: str, words: str) -> str:
    comment = {"by": by, "at": datetime.now(UTC).isoformat(timespec="seconds"), "text": words.strip()[:_LONGEST]}
    return json.dumps([*found.comments, comment], ensure_ascii=False)


def _decide(
    store: Store, id: str, by: str, revision: int | None, changes: Callable[[StoredFinding], dict[str, Any]]
) -> StoredFinding:
    def work(tx: ManagedTransaction) -> StoredFinding:
        full = _full_id(tx, id)
        tx.run(_LOCK, id=full, by=by).consume()
        found = read_stored(tx, [full])[full]
        if revision is not None and found.revision != revision:
            raise StoreRefused("coverage.changed_meanwhile", id=full, revision=found.revision)
        tx.run(_WRITE, id=full, changes=changes(found)).consume()
        decided = read_stored(tx, [full])[full]
        log_decision(tx, full, decided.revision, at=datetime.now(UTC), on=today())
        return decided

    return store.write(work)


def _full_id(tx: ManagedTransaction, id: str) -> str:
    start = id if id.startswith("finding-") else f"finding-{id}"
    found = [row["id"] for row in tx.run(_IDS, start=start)]
    if len(found) != 1:
        raise UsageError("coverage.no_finding" if not found else "coverage.many_findings", id=id)
    return str(found[0])
