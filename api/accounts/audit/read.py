"""Listing entries: newest last, chosen by day, person, action and whether personal data was shown."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from graph.store.connection import Store

__all__ = ["Chosen", "read_audit"]

_CHOSEN = """
MATCH (e:AuditEntry)
WHERE ($since IS NULL OR e.at >= $since) AND ($until IS NULL OR e.at < $until) AND ($who IS NULL OR e.who = $who)
  AND ($action IS NULL OR e.action = $action) AND (NOT $personal OR e.personal)
"""
_NEWEST = (
    f"{_CHOSEN} AND ($below IS NULL OR e.number < $below) WITH e ORDER BY e.number DESC LIMIT $limit "
    "WITH e ORDER BY e.number RETURN properties(e) AS entry"
)
_NEXT = f"{_CHOSEN} AND e.number > $above WITH e ORDER BY e.number LIMIT $limit RETURN properties(e) AS entry"


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which entries: since the start of a day (UTC) and before that of another, of one person, of one action, only those that
    showed personal data; the newest, or those next to a number: ``below`` it, or ``above`` it."""

    since: date | None = None
    who: str | None = None
    personal: bool = False
    limit: int = 1_000
    until: date | None = None
    action: str | None = None
    below: int | None = None
    above: int | None = None


def read_audit(store: Store, chosen: Chosen) -> list[dict[str, Any]]:
    """The entries as the store holds them, oldest first."""
    told = asdict(chosen) | {
        name: day.isoformat() if (day := getattr(chosen, name)) else None for name in ("since", "until")
    }
    return [row["entry"] for row in store.rows(_NEWEST if chosen.above is None else _NEXT, **told)]
