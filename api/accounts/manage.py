"""Looking after accounts, for the command line: each change in one transaction with its audit entry.

``by`` is the operating system's user. An account is never removed, only disabled: a name in the audit means one person for
good.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from api.accounts.account import Account, account_id, need_name, need_role
from api.accounts.audit.append import append_entries, hold_audit
from api.accounts.audit.entry import Action, Entry
from api.accounts.clock import Clock, moment, utc_now
from api.accounts.keep import UNKNOWN_AREAS
from api.accounts.labels import ensure_accounts
from api.accounts.passwords import hash_password, need_password
from api.accounts.tokens import TOKEN, Token, expiry, hash_of, new_secret, new_token_id
from graph.errors import UsageError

if TYPE_CHECKING:
    from neo4j import ManagedTransaction

    from graph.store.connection import Store

__all__ = [
    "Listed",
    "NewToken",
    "Sight",
    "add_account",
    "change_account",
    "end_all_sessions",
    "has_accounts",
    "issue_token",
    "list_accounts",
    "revoke",
    "set_disabled",
    "set_password",
]

_T = TypeVar("_T")

_ANY = "MATCH (a:Account) RETURN a.id LIMIT 1"
_ALL = "MATCH (a:Account) RETURN properties(a) AS account ORDER BY a.name"
_TOKENS = "MATCH (t:Token) RETURN properties(t) AS token ORDER BY t.createdAt, t.id"
_SESSIONS = "MATCH (s:Session) WHERE s.expiresAt > $now RETURN s.account AS account, count(s) AS count"
_ONE = "MATCH (a:Account {id: $id}) RETURN properties(a) AS account"
_CREATE = "CREATE (a:Account) SET a = $row"
_CHANGE = "MATCH (a:Account {id: $id}) SET a += $row"
_CREATE_TOKEN = "CREATE (t:Token) SET t = $row"
_END_TOKENS = """
MATCH (t:Token {account: $account}) WHERE $token IS NULL OR t.id = $token
WITH t, t.id AS id DELETE t RETURN collect(id) AS ended
"""
_END_EVERY_SESSION = "MATCH (s:Session) DELETE s RETURN count(*) AS ended"
_END_SESSIONS = "MATCH (s:Session {account: $account}) DELETE s RETURN count(*) AS ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What an account may see: its role, the areas that bound it (none: everything), and two extras."""

    role: str
    areas: tuple[str, ...] = ()
    share_totals: bool = False
    reserves: bool = False

    def row(self) -> dict[str, Any]:
        """As the store keeps it."""
        areas = sorted(set(self.areas))
        return {"role": self.role, "areas": areas, "shareTotals": self.share_totals, "reserves": self.reserves}


@dataclass(frozen=True, slots=True)
class NewToken:
    """A token just made: ``secret`` is shown now and never again."""

    secret: str = field(repr=False)
    token: Token


@dataclass(frozen=True, slots=True)
class Listed:
    """An account with its tokens and how many sessions are open."""

    account: Account
    tokens: tuple[Token, ...]
    sessions: int


def has_accounts(store: Store) -> bool:
    """Whether there is any account, disabled ones included: then nobody gets in without saying who he is."""
    return store.one(_ANY) is not None


def add_account(
    store: Store, name: str, sight: Sight, *, password: str | None = None, by: str, clock: Clock = utc_now
) -> Account:
    """A new account, with a password or without.

    Raises ``UsageError`` for a name that is taken or cannot be one, an unknown role or area, a password that is too weak.
    """
    name, _ = need_name(name), need_role(sight.role)
    row: dict[str, Any] = {"id": account_id(name), "name": name, "createdAt": moment(clock()), "disabled": False}
    row |= sight.row()
    if password is not None:
        need_password(password, name)
        row["password"] = hash_password(password)

    def work(tx: ManagedTransaction) -> Account:
        hold_audit(tx)
        if tx.run(_ONE, id=row["id"]).single() is not None:
            raise UsageError("accounts.name_taken", name=name)
        _need_areas(tx, sight.areas)
        tx.run(_CREATE, row=row).consume()
        account = Account.model_validate(row)
        _append(tx, by, "account-added", account, note=account.note)
        return account

    return _write(store, work)


def change_account(store: Store, name: str, sight: Sight, *, by: str) -> Account:
    """Another role, scope and extras for an account; in force within seconds. Raises as :func:`add_account` does."""
    need_role(sight.role)

    def work(tx: ManagedTransaction) -> Account:
        hold_audit(tx)
        found = _one(tx, name)
        _need_areas(tx, sight.areas)
        tx.run(_CHANGE, id=found.id, row=sight.row()).consume()
        account = _one(tx, name)
        _append(tx, by, "account-changed", account, note=account.note)
        return account

    return _write(store, work)


def set_disabled(store: Store, name: str, disabled: bool, *, by: str) -> Account:
    """Bars an account and ends its sessions, or lets it in again (its tokens are then good again)."""

    def work(tx: ManagedTransaction) -> Account:
        hold_audit(tx)
        found = _one(tx, name)
        tx.run(_CHANGE, id=found.id, row={"disabled": disabled}).consume()
        if disabled:
            tx.run(_END_SESSIONS, account=found.id).consume()
        _append(tx, by, "account-disabled" if disabled else "account-enabled", found)
        return _one(tx, name)

    return _write(store, work)


def set_password(store: Store, name: str, password: str, *, by: str) -> int:
    """Gives an account a new password and ends its sessions; tells how many. Raises ``UsageError`` for a weak one."""

    def work(tx: ManagedTransaction) -> int:
        hold_audit(tx)
        found = _one(tx, name)
        need_password(password, found.name)
        tx.run(_CHANGE, id=found.id, row={"password": hash_password(password)}).consume()
        ended: int = tx.run(_END_SESSIONS, account=found.id).single(strict=True)["ended"]
        _append(tx, by, "password-set", found, note=f"sessions={ended}")
        return ended

    return _write(store, work)


def issue_token(store: Store, name: str, *, days: int, by: str, clock: Clock = utc_now) -> NewToken:
    """A new token for an account; its secret is in the answer and nowhere else."""
    now = clock()
    secret = new_secret(TOKEN)
    row = {
        "id": new_token_id(), "hash": hash_of(secret), "createdAt": moment(now), "expiresAt": moment(expiry(now, days)),
    }  # fmt: skip

    def work(tx: ManagedTransaction) -> NewToken:
        hold_audit(tx)
        account = _one(tx, name)
        made = {**row, "account": account.id}
        tx.run(_CREATE_TOKEN, row=made).consume()
        _append(tx, by, "token-issued", account, row["id"], note=f"expires={row['expiresAt'][:10]}")
        return NewToken(secret, Token.model_validate(made))

    return _write(store, work)


def revoke(store: Store, name: str, token: str | None = None, *, by: str) -> tuple[list[str], int]:
    """Ends one token of an account, or all of its tokens and sessions; tells the tokens' ids and how many sessions.

    Raises ``UsageError`` for a token that the account does not have. In force within seconds.
    """

    def work(tx: ManagedTransaction) -> tuple[list[str], int]:
        hold_audit(tx)
        account = _one(tx, name)
        ended: list[str] = tx.run(_END_TOKENS, account=account.id, token=token).single(strict=True)["ended"]
        if token is not None and not ended:
            raise UsageError("accounts.no_token", name=account.name, token=token)
        sessions = 0
        if token is None:
            sessions = tx.run(_END_SESSIONS, account=account.id).single(strict=True)["ended"]
        _append(tx, by, "token-revoked", account, *sorted(ended), note=f"sessions={sessions}")
        return sorted(ended), sessions

    return _write(store, work)


def end_all_sessions(store: Store, *, by: str) -> int:
    """Ends every session, as after a restore: those of the backup's time are nobody's any more. Tells how many."""

    def work(tx: ManagedTransaction) -> int:
        ended: int = tx.run(_END_EVERY_SESSION).single(strict=True)["ended"]
        if ended:
            append_entries(tx, [Entry(who=by, by="command", action="sessions-ended", note=f"sessions={ended}")])
        return ended

    return store.write(work)


def list_accounts(store: Store, *, clock: Clock = utc_now) -> list[Listed]:
    """Every account by name, with its tokens (expired ones included) and open sessions."""
    tokens = [Token.model_validate(row["token"]) for row in store.rows(_TOKENS)]
    sessions = {row["account"]: row["count"] for row in store.rows(_SESSIONS, now=moment(clock()))}
    accounts = [Account.model_validate(row["account"]) for row in store.rows(_ALL)]
    return [
        Listed(one, tuple(token for token in tokens if token.account == one.id), sessions.get(one.id, 0))
        for one in accounts
    ]


def _write(store: Store, work: Callable[[ManagedTransaction], _T]) -> _T:
    ensure_accounts(store)
    return store.write(work)


def _one(tx: ManagedTransaction, name: str) -> Account:
    row = tx.run(_ONE, id=account_id(need_name(name))).single()
    if row is None:
        raise UsageError("accounts.no_account", name=name)
    return Account.model_validate(row["account"])


def _need_areas(tx: ManagedTransaction, areas: Sequence[str]) -> None:
    unknown = tx.run(UNKNOWN_AREAS, areas=list(areas)).single(strict=True)["unknown"]
    if unknown:
        raise UsageError("accounts.no_area", areas="、".join(unknown))


def _append(
    tx: ManagedTransaction, by: str, action: Action, account: Account, *more: str, note: str | None = None
) -> None:
    append_entries(tx, [Entry(who=by, by="command", action=action, targets=(account.name, *more), note=note)])
