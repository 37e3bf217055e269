"""Holding off who guesses passwords: after some failures each further one doubles the wait, for names and for addresses.

An attempt is counted before the password is looked at, while the counter is held, so that a thousand attempts at once are
not a thousand guesses. Names that no account has are counted alike, so the wait tells nobody which names exist.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from api.accounts.account import account_id, read_name
from api.accounts.audit.append import hold_audit_async
from api.accounts.clock import moment, read_moment
from api.accounts.settings import Lockout

if TYPE_CHECKING:
    from neo4j import AsyncManagedTransaction

__all__ = ["Guesses", "count_attempt", "forgive", "wait_after"]

_FORGOTTEN = timedelta(days=1)

_TAKE = """
UNWIND $ids AS id
MERGE (f:LoginFailure {id: id}) ON CREATE SET f.failures = 0, f.at = $now SET f.heldBy = 'login' REMOVE f.heldBy
"""
_READ = """
MATCH (f:LoginFailure) WHERE f.id IN $ids RETURN f.id AS id, f.failures AS failures, f.at AS at, f.until AS until
"""
_COUNT = "UNWIND $rows AS row MATCH (f:LoginFailure {id: row.id}) SET f += row"
_FORGET = "MATCH (f:LoginFailure) WHERE f.at < $before DELETE f"
_FORGIVE = """
UNWIND $ids AS id MATCH (f:LoginFailure {id: id}) SET f.failures = f.failures - 1
WITH f WHERE f.id = $name DELETE f
"""


@dataclass(frozen=True, slots=True)
class Guesses:
    """Which counters an attempt concerns, each with the failures that it allows; in a fixed order, for the locks."""

    limits: tuple[tuple[str, int], ...]

    @classmethod
    def of(cls, name: str, address: str | None, settings: Lockout) -> Guesses:
        """The counter of the name, and that of the address where it is known."""
        counters = [(name_counter(name), settings.failures)]
        if address:
            counters.append((_id("address", address), settings.address_failures))
        return cls(tuple(sorted(counters)))


def wait_after(failures: int, limit: int, longest: timedelta) -> timedelta:
    """How long to wait after so many failures.

    >>> [wait_after(failures, 5, timedelta(minutes=15)).seconds for failures in (4, 5, 6, 10, 99)]
    [0, 1, 2, 32, 900]
    """
    if failures < limit:
        return timedelta()
    return min(longest, timedelta(seconds=2 ** min(failures - limit, 32)))


async def count_attempt(
    tx: AsyncManagedTransaction, guesses: Guesses, settings: Lockout, now: datetime
) -> timedelta | None:
    """Counts an attempt as failed until :func:`forgive`; or, where it comes too soon, tells the wait and counts nothing."""
    await hold_audit_async(tx)
    await (await tx.run(_FORGET, before=moment(now - _FORGOTTEN))).consume()
    ids = [id for id, _ in guesses.limits]
    await (await tx.run(_TAKE, ids=ids, now=moment(now))).consume()
    found = {row["id"]: row async for row in await tx.run(_READ, ids=ids)}
    waits = [read_moment(row["until"]) - now for row in found.values() if row["until"] and row["until"] > moment(now)]
    if waits:
        return max(waits)
    longest = timedelta(minutes=settings.longest_minutes)
    rows = [_counted(found[id]["failures"] + 1, id, limit, longest, now) for id, limit in guesses.limits]
    await (await tx.run(_COUNT, rows=rows)).consume()
    return None


async def forgive(tx: AsyncManagedTransaction, guesses: Guesses, name: str) -> None:
    """The password was right: the name's failures are forgotten, and this attempt is none of the address's."""
    ids = [id for id, _ in guesses.limits]
    await (await tx.run(_FORGIVE, ids=ids, name=name_counter(name))).consume()


def name_counter(name: str) -> str:
    """The counter of a name: one for all ways of writing the name of one account."""
    return _id("name", account_id(read_name(name) or name))


def _counted(failures: int, id: str, limit: int, longest: timedelta, now: datetime) -> dict[str, Any]:
    until = now + wait_after(failures, limit, longest)
    return {"id": id, "failures": failures, "at": moment(now), "until": moment(until)}


def _id(kind: str, value: str) -> str:
    return f"{kind}-{hashlib.sha256(value.encode('utf-8', 'replace')).hexdigest()[:24]}"
