"""What the service asks of the store and writes there, one small function a statement, inside a transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from api.accounts.account import Account, account_id, read_name
from api.accounts.clock import moment, read_moment
from api.accounts.settings import Sessions
from api.accounts.tokens import SESSION, hash_of, new_secret

if TYPE_CHECKING:
    from neo4j import AsyncManagedTransaction

__all__ = [
    "UNKNOWN_AREAS",
    "OpenSession",
    "account_by_id",
    "account_named",
    "account_of_session",
    "account_of_subject",
    "account_of_token",
    "any_account",
    "end_session",
    "end_sessions",
    "keep_password",
    "keep_subject",
    "open_session",
    "touch_session",
    "touch_token",
    "unknown_areas",
]

_ANY = "MATCH (a:Account) RETURN a.id AS id LIMIT 1"
_NAMED = "MATCH (a:Account {id: $id}) RETURN properties(a) AS account"
_SUBJECT = "MATCH (a:Account) WHERE a.issuer = $issuer AND a.subject = $subject RETURN properties(a) AS account"
_TOKEN = """
MATCH (t:Token {hash: $hash}) MATCH (a:Account {id: t.account})
RETURN properties(a) AS account, t.expiresAt AS expiresAt, t.usedOn AS usedOn
"""
_SESSION = """
MATCH (s:Session {hash: $hash}) MATCH (a:Account {id: s.account})
RETURN properties(a) AS account, s.expiresAt AS expiresAt, s.usedAt AS usedAt
"""
_TOUCH_TOKEN = "MATCH (t:Token {hash: $hash}) SET t.usedOn = $day"
_TOUCH_SESSION = "MATCH (s:Session {hash: $hash}) SET s.usedAt = $now"
_OPEN = "CREATE (s:Session) SET s = $row"
_END = "MATCH (s:Session {hash: $hash}) DELETE s RETURN count(*) AS ended"
_END_ALL = "MATCH (s:Session {account: $account}) DELETE s RETURN count(*) AS ended"
_END_OLD = "MATCH (s:Session) WHERE s.expiresAt <= $now OR s.usedAt <= $idle DELETE s"
_PASSWORD = "MATCH (a:Account {id: $id}) SET a.password = $hash"
UNKNOWN_AREAS = """
UNWIND $areas AS area
WITH area WHERE NOT EXISTS { (:Area {code: area}) } AND NOT EXISTS { (:Area {id: area}) }
RETURN collect(area) AS unknown
"""
_KEEP = "MERGE (a:Account {id: $row.id}) SET a += $row"


class OpenSession(NamedTuple):
    """A session just opened: its secret, shown once, and when it ends at the latest."""

    secret: str
    expires: datetime


class Found(NamedTuple):
    """The account that a secret stands for, until when at the latest, and when the secret was last used."""

    account: Account
    until: datetime
    used: str | None


async def any_account(tx: AsyncManagedTransaction) -> bool:
    """Whether there is any account."""
    return await (await tx.run(_ANY)).single() is not None


async def account_named(tx: AsyncManagedTransaction, name: str) -> Account | None:
    """The account of a name as somebody typed it."""
    told = read_name(name)
    return await _account(tx, _NAMED, id=account_id(told)) if told else None


async def account_by_id(tx: AsyncManagedTransaction, id: str) -> Account | None:
    """The account of that identity."""
    return await _account(tx, _NAMED, id=id)


async def account_of_subject(tx: AsyncManagedTransaction, issuer: str, subject: str) -> Account | None:
    """The account of somebody whom an OpenID provider knows."""
    return await _account(tx, _SUBJECT, issuer=issuer, subject=subject)


async def account_of_token(tx: AsyncManagedTransaction, secret: str, now: datetime) -> Found | None:
    """The account of a token that has not expired."""
    row = await (await tx.run(_TOKEN, hash=hash_of(secret))).single()
    if row is None or read_moment(row["expiresAt"]) <= now:
        return None
    return Found(Account.model_validate(row["account"]), read_moment(row["expiresAt"]), row["usedOn"])


async def account_of_session(
    tx: AsyncManagedTransaction, secret: str, now: datetime, settings: Sessions
) -> Found | None:
    """The account of a session that is neither over nor has been left alone too long."""
    row = await (await tx.run(_SESSION, hash=hash_of(secret))).single()
    if row is None:
        return None
    until = min(read_moment(row["expiresAt"]), read_moment(row["usedAt"]) + _idle(settings))
    return Found(Account.model_validate(row["account"]), until, row["usedAt"]) if now < until else None


async def touch_token(tx: AsyncManagedTransaction, secret: str, day: date) -> None:
    """The token was used that day."""
    await _run(tx, _TOUCH_TOKEN, hash=hash_of(secret), day=day.isoformat())


async def touch_session(tx: AsyncManagedTransaction, secret: str, now: datetime) -> None:
    """The session was used at that moment."""
    await _run(tx, _TOUCH_SESSION, hash=hash_of(secret), now=moment(now))


async def open_session(tx: AsyncManagedTransaction, account: Account, now: datetime, settings: Sessions) -> OpenSession:
    """A new session of an account; sessions that are over are cleared away."""
    secret = new_secret(SESSION)
    expires = now + timedelta(hours=settings.longest_hours)
    await _run(tx, _END_OLD, now=moment(now), idle=moment(now - _idle(settings)))
    row = {
        "hash": hash_of(secret), "account": account.id, "createdAt": moment(now), "usedAt": moment(now),
        "expiresAt": moment(expires),
    }  # fmt: skip
    await _run(tx, _OPEN, row=row)
    return OpenSession(secret, expires)


async def end_session(tx: AsyncManagedTransaction, secret: str) -> int:
    """Ends one session; how many there were."""
    return int((await (await tx.run(_END, hash=hash_of(secret))).single(strict=True))["ended"])


async def end_sessions(tx: AsyncManagedTransaction, account: Account) -> int:
    """Ends all sessions of an account; how many there were."""
    return int((await (await tx.run(_END_ALL, account=account.id)).single(strict=True))["ended"])


async def keep_password(tx: AsyncManagedTransaction, account: Account, hashed: str) -> None:
    """Another hash for the account's password."""
    await _run(tx, _PASSWORD, id=account.id, hash=hashed)


async def keep_subject(tx: AsyncManagedTransaction, row: dict[str, Any]) -> Account:
    """Writes what an OpenID provider says of somebody: a new account, or the one there is with today's role and scope."""
    await _run(tx, _KEEP, row=row)
    found = await _account(tx, _NAMED, id=row["id"])
    assert found is not None
    return found


async def unknown_areas(tx: AsyncManagedTransaction, areas: Sequence[str]) -> list[str]:
    """Those codes or ids that no area has."""
    unknown: list[str] = (await (await tx.run(UNKNOWN_AREAS, areas=list(areas))).single(strict=True))["unknown"]
    return unknown


def _idle(settings: Sessions) -> timedelta:
    return timedelta(minutes=settings.idle_minutes)


async def _account(tx: AsyncManagedTransaction, statement: str, **values: Any) -> Account | None:
    row = await (await tx.run(statement, values)).single()
    return Account.model_validate(row["account"]) if row else None


async def _run(tx: AsyncManagedTransaction, statement: str, **values: Any) -> None:
    await (await tx.run(statement, values)).consume()
