"""What accounts and the audit keep in the store: labels of their own, beside the model, without relationships.

The model does not know them, so no export, snapshot, rule or GraphQL type does. Constraints are created when an account
or an audit entry is first needed, never by a load.

===============  ==============================================================================================
``Account``      name, role, areas, what it may see beside its role; argon2 hash of the password where it has one
``Token``        sha256 of a token, its account, when it expires, the day it was last used
``Session``      sha256 of a session's secret, its account, when it began, was used, ends
``LoginFailure``  how often logging in failed of late, by a hash of the name or the address
``AuditEntry``   one read or write; its number, content and hash
``AuditHead``    the end of the chain of entries: whoever appends holds this node until the transaction ends
``SavedView``    a view of the network page: query, places by id, owner, whether it is shared; see ``views.py``
===============  ==============================================================================================
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from neo4j import AsyncDriver, AsyncManagedTransaction, ManagedTransaction
    from neo4j.exceptions import Neo4jError

    from graph.store.connection import Store

__all__ = ["AUDIT_HEAD", "LABELS", "ensure_accounts", "ensure_accounts_async", "schema_statements"]

LABELS = ("Account", "AuditEntry", "AuditHead", "LoginFailure", "SavedView", "Session", "Token")
"""Every label; ``store check`` leaves them to this package."""

AUDIT_HEAD = "AuditHead"

_UNIQUE = {
    "Account": ("id",), "AuditEntry": ("key", "number"), "AuditHead": ("id",), "LoginFailure": ("id",),
    "SavedView": ("id",), "Session": ("hash",), "Token": ("hash", "id"),
}  # fmt: skip
_INDEXED = {"AuditEntry": ("at",), "SavedView": ("owner",), "Session": ("account",), "Token": ("account",)}
_SHOW = {"CONSTRAINT": "SHOW CONSTRAINTS YIELD name", "INDEX": "SHOW INDEXES YIELD name"}
_TRIES = 10
_MEANWHILE = ("AlreadyExists", "ConstraintCreationFailed", "DeadlockDetected")


def schema_statements() -> Iterator[tuple[str, str]]:
    """Name and statement of each constraint and index.

    >>> next(schema_statements())
    ('accounts_Account_id', 'CREATE CONSTRAINT accounts_Account_id IF NOT EXISTS FOR (n:Account) REQUIRE n.id IS UNIQUE')
    """
    for label, names in _UNIQUE.items():
        for name in names:
            key = f"accounts_{label}_{name}"
            yield key, f"CREATE CONSTRAINT {key} IF NOT EXISTS FOR (n:{label}) REQUIRE n.{name} IS UNIQUE"
    for label, names in _INDEXED.items():
        for name in names:
            key = f"accounts_{label}_{name}"
            yield key, f"CREATE INDEX {key} IF NOT EXISTS FOR (n:{label}) ON (n.{name})"


def ensure_accounts(store: Store) -> None:
    """Creates what is missing of constraints and indexes."""
    from neo4j.exceptions import Neo4jError

    for left in reversed(range(_TRIES)):
        missing = _missing({kind: {row["name"] for row in store.rows(show)} for kind, show in _SHOW.items()})
        if not missing:
            return
        try:
            store.write(partial(_create, missing=missing))
        except Neo4jError as error:
            _same_moment(error, left)


async def ensure_accounts_async(driver: AsyncDriver, database: str | None) -> None:
    """The same through the asynchronous driver."""
    from neo4j.exceptions import Neo4jError

    async with driver.session(database=database) as session:
        for left in reversed(range(_TRIES)):
            missing = _missing({k: {row["name"] async for row in await session.run(s)} for k, s in _SHOW.items()})
            if not missing:
                return
            try:
                await session.execute_write(_create_async, missing)
            except Neo4jError as error:
                _same_moment(error, left)


def _missing(existing: dict[str, set[str]]) -> list[str]:
    """What is not there. The index of a constraint has its name and is there first, so an index counts for no constraint."""
    return [statement for name, statement in schema_statements() if name not in existing[statement.split()[1]]]


def _create(tx: ManagedTransaction, missing: list[str]) -> None:
    for statement in missing:
        tx.run(statement).consume()


async def _create_async(tx: AsyncManagedTransaction, missing: list[str]) -> None:
    for statement in missing:
        await (await tx.run(statement)).consume()


def _same_moment(error: Neo4jError, left: int) -> None:
    """Somebody else is making the same: IF NOT EXISTS does not see what is not committed. Then it is looked again."""
    if not left or not any(sign in (error.code or "") for sign in _MEANWHILE):
        raise error
