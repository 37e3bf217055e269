"""Decisions on links between records of persons: confirmed, rejected, taken back."""

from __future__ import annotations

from enum import Enum
from typing import Any

from api.graphql.errors import fault
from api.graphql.writes.asked import Asked
from api.graphql.writes.findings import words
from api.graphql.writes.guard import GuardedStore, hold
from graph.as_of import today
from graph.store.batches import lock_store
from graph.store.reader import plain
from loaders.linking.decide import LinkDecision, Verdict, decide_links

__all__ = ["confirm", "reject", "undo"]

_LINK = "MATCH (l:Link {id: $id}) RETURN l.state AS state, l.decidedBy AS decidedBy, l.at AS at, l.reason AS reason"


def confirm(asked: Asked, *, id: str, state: Enum, reason: str | None = None) -> dict[str, Any]:
    """Takes the two records for one person."""
    return _decide(asked, "confirmLink", "confirmed", id, state, reason)


def reject(asked: Asked, *, id: str, state: Enum, reason: str | None = None) -> dict[str, Any]:
    """Takes them for two."""
    return _decide(asked, "rejectLink", "rejected", id, state, reason)


def undo(asked: Asked, *, id: str, state: Enum) -> dict[str, Any]:
    """Takes a decision back; the evidence speaks again."""
    return _decide(asked, "undoLink", "pending", id, state, None)


def _decide(asked: Asked, field: str, verdict: Verdict, id: str, state: Enum, reason: str | None) -> dict[str, Any]:
    """Every record is judged anew, so that it takes as long as reading the store."""
    said = words("reason", reason) if reason is not None else None

    def check(tx: Any) -> None:
        lock_store(tx, asked.viewer.name)  # before the link, in the order in which a load takes them
        held = hold(tx, asked, "Link", id)
        if held["state"] != state.value:
            raise fault("CONFLICT", "graphql.conflict_state", id=id, state=held["state"])

    store = GuardedStore(asked, field, id, check)
    decide_links(store, asked.key(), [LinkDecision(id, verdict, said)], by=asked.viewer.name, as_of=today())
    row = asked.store.one(_LINK, id=id) or {}
    return {"id": id, **{name: plain(row.get(name)) for name in ("state", "decidedBy", "at", "reason")}}
