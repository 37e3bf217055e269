"""Decisions on findings: accepted until a day, opened again, assigned, commented on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from api.graphql.compiler.build import read_day
from api.graphql.errors import fault
from api.graphql.writes.asked import Asked
from api.graphql.writes.guard import GuardedStore, hold
from graph.as_of import today
from graph.coverage.history import StoredFinding, accept_finding, assign_finding, comment_finding, reopen_finding
from graph.store.connection import Store

__all__ = ["accept", "assign", "comment", "reopen", "words"]

LONGEST = 2_000
"""Characters of a reason or a comment."""


def accept(asked: Asked, *, id: str, until: date, reason: str, revision: int) -> dict[str, Any]:
    """Accepts a finding until a day."""
    day, said = read_day(until), words("reason", reason)
    by = asked.viewer.name
    return _decide(
        asked, "acceptFinding", id, revision,
        lambda store: accept_finding(store, id, until=day, reason=said, by=by, on=today()),
    )  # fmt: skip


def reopen(asked: Asked, *, id: str, revision: int, reason: str | None = None) -> dict[str, Any]:
    """Opens a finding again; a reason stays as a comment."""
    said = words("reason", reason) if reason is not None else None
    by = asked.viewer.name
    return _decide(asked, "reopenFinding", id, revision, lambda store: reopen_finding(store, id, by=by, reason=said))


def assign(asked: Asked, *, id: str, to: str, revision: int) -> dict[str, Any]:
    """Says which unit or user sees to a finding; an empty text: nobody."""
    unit = words("to", to, empty=True)
    by = asked.viewer.name
    return _decide(asked, "assignFinding", id, revision, lambda store: assign_finding(store, id, to=unit, by=by))


def comment(asked: Asked, *, id: str, text: str, revision: int) -> dict[str, Any]:
    """Adds a comment."""
    said = words("text", text)
    by = asked.viewer.name
    return _decide(asked, "commentFinding", id, revision, lambda store: comment_finding(store, id, words=said, by=by))


def words(name: str, text: str, *, empty: bool = False) -> str:
    """A text of a decision without blanks around it; raises BAD_USER_INPUT for an empty or a long one.

    >>> words("reason", " 选址中 ")
    '选址中'
    """
    text = text.strip()
    if not text and not empty:
        raise fault("BAD_USER_INPUT", "graphql.empty_text", name=name)
    if len(text) > LONGEST:
        raise fault("BAD_USER_INPUT", "graphql.string_limit", name=name, limit=LONGEST, found=len(text))
    return text


def _decide(
    asked: Asked, field: str, id: str, revision: int, decision: Callable[[Store], StoredFinding]
) -> dict[str, Any]:
    def check(tx: Any) -> None:
        held = hold(tx, asked, "Finding", id)
        if held["revision"] != revision:
            raise fault("CONFLICT", id=id, revision=held["revision"])

    found = decision(GuardedStore(asked, field, id, check))
    return {
        "id": found.id, "state": found.state, "revision": found.revision, "acceptedUntil": found.accepted_until,
        "acceptedReason": found.accepted_reason, "assignedTo": found.assigned_to,
    }  # fmt: skip
