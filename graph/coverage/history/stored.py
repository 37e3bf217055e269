"""Findings and runs as the store holds them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from graph.store.reader import plain

if TYPE_CHECKING:
    from neo4j import ManagedTransaction

    from graph.store.connection import Store

__all__ = ["StoredFinding", "latest_run", "read_stored", "stored_findings"]

_FINDINGS = """
MATCH (f:Finding) WHERE $ids IS NULL OR f.id IN $ids
RETURN collect(properties(f)) AS findings
"""
_LATEST = """
MATCH (r:Run) WHERE $asOf IS NULL OR r.asOf <= $asOf
RETURN r.id AS id, r.asOf AS asOf ORDER BY r.asOf DESC, r.at DESC LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class StoredFinding:
    """A finding as it was last written; ``revision`` goes up with every change, so that two people do not undo each other."""

    id: str
    rule: str
    target: str
    state: str
    severity: str
    message_zh: str
    message_en: str
    first_seen: date
    last_seen: date
    accepted_until: date | None = None
    accepted_reason: str | None = None
    assigned_to: str | None = None
    comments: tuple[dict[str, str], ...] = ()
    revision: int = 0


def stored_findings(store: Store, ids: Iterable[str] | None = None) -> dict[str, StoredFinding]:
    """The findings that the store remembers, by id; all of them, or those asked for."""
    wanted = None if ids is None else list(ids)
    return store.read(lambda tx: read_stored(tx, wanted))


def read_stored(tx: ManagedTransaction, ids: list[str] | None = None) -> dict[str, StoredFinding]:
    """The same inside a transaction."""
    rows = tx.run(_FINDINGS, ids=ids).single(strict=True)["findings"]
    return {row["id"]: _stored(row) for row in rows}


def _stored(row: dict[str, Any]) -> StoredFinding:
    return StoredFinding(
        id=row["id"], rule=row["rule"], target=row["targetId"], state=row["state"], severity=row["severity"],
        message_zh=row.get("messageZh", ""), message_en=row.get("messageEn", ""),
        first_seen=plain(row["firstSeen"]), last_seen=plain(row["lastSeen"]),
        accepted_until=plain(row.get("acceptedUntil")), accepted_reason=row.get("acceptedReason"),
        assigned_to=row.get("assignedTo"), comments=tuple(json.loads(row.get("comments") or "[]")),
        revision=row.get("revision", 0),
    )  # fmt: skip


def latest_run(store: Store, as_of: date | None = None) -> tuple[str, date] | None:
    """The newest saved run at or before a day: its id and date; None where none was saved."""
    row = store.one(_LATEST, asOf=as_of)
    return (row["id"], plain(row["asOf"])) if row else None
