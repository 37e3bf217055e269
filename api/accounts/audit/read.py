"""Listing entries: newest last, chosen by day, person and whether personal data was shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from graph.store.connection import Store

__all__ = ["Chosen", "read_audit"]

_NEWEST = """
MATCH (e:AuditEntry)
WHERE ($since IS NULL OR e.at >= $since) AND ($who IS NULL OR e.who = $who) AND (NOT $personal OR e.personal)
WITH e ORDER BY e.number DESC LIMIT $limit
WITH e ORDER BY e.number
RETURN properties(e) AS entry
"""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which entries: since the start of a day (UTC), of one person, only those that showed personal data; the newest."""

    since: date | None = None
    who: str | None = None
    personal: bool = False
    limit: int = 1_000


def read_audit(store: Store, chosen: Chosen) -> list[dict[str, Any]]:
    """The entries as the store holds them, oldest first."""
    since = chosen.since.isoformat() if chosen.since else None
    rows = store.rows(_NEWEST, since=since, who=chosen.who, personal=chosen.personal, limit=chosen.limit)
    return [row["entry"] for row in rows]
