"""``users``: accounts made, changed, barred; tokens and passwords given; the audit read, verified, pruned.

A token is the only thing printed on stdout where one is made; passwords come from a prompt or from stdin, never as an argument.
"""

from __future__ import annotations

import getpass
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from api.accounts.audit.append import append_entries
from api.accounts.audit.entry import Action, Entry
from api.accounts.audit.read import Chosen, read_audit
from api.accounts.clock import moment, utc_now
from api.accounts.labels import ensure_accounts
from api.accounts.manage import (
    Listed,
    NewToken,
    Sight,
    add_account,
    change_account,
    issue_token,
    list_accounts,
    revoke,
    set_disabled,
    set_password,
)
from api.accounts.passwords import need_password
from api.accounts.service import CACHED
from api.accounts.tokens import expiry
from api.accounts.viewer import roles
from api.cli.output import Format, need_output, put, say, show
from api.cli.session import open_session
from graph.errors import UsageError
from graph.messages import text

if TYPE_CHECKING:
    from graph.store.connection import Store

__all__ = [
    "run_add",
    "run_audit",
    "run_change",
    "run_disable",
    "run_list_accounts",
    "run_password",
    "run_prune",
    "run_revoke",
    "run_token",
    "run_verify",
]

ACCOUNT_HEADINGS = ["账号", "角色", "范围", "另可见", "状态", "口令", "会话", "令牌"]
AUDIT_HEADINGS = [
    "序号", "时间", "谁", "角色", "凭什么", "从何处", "动作", "操作", "字段", "对象", "说明", "个人信息", "结果",
]  # fmt: skip
FAULT_HEADINGS = ["序号", "问题"]


def run_add(name: str, sight: Sight, *, ask: bool, stdin: bool, token: bool, days: int) -> None:
    """Makes an account, with a password, a token or neither."""
    if ask + stdin + token > 1:
        raise UsageError("accounts.two_secrets")
    expiry(utc_now(), days)
    password = _password(name, stdin=stdin) if ask or stdin else None
    with open_session() as session:
        account = add_account(session.store, name, sight, password=password, by=getpass.getuser())
        say(str(text("accounts.added", name=account.name, role=account.role, areas=_areas(account.areas))))
        if token:
            _tell(issue_token(session.store, name, days=days, by=getpass.getuser()))
        elif password is None:
            say(str(text("accounts.no_secret_yet")))


def run_change(name: str, sight: Sight) -> None:
    """Replaces role, scope and extras."""
    with open_session() as session:
        account = change_account(session.store, name, sight, by=getpass.getuser())
    say(str(text("accounts.changed", name=account.name, role=account.role, areas=_areas(account.areas))))


def run_list_accounts(format: Format, output: Path | None) -> None:
    """Lists accounts with their tokens; no secret is anywhere to be listed."""
    need_output(format, output)
    with open_session() as session:
        _append(session.store, "accounts-listed")
        listed = list_accounts(session.store)
    now = moment(utc_now())
    document = {"version": 1, "accounts": [_account_document(one, now) for one in listed]}
    show(
        [_account_row(one, now) for one in listed],
        ACCOUNT_HEADINGS,
        format=format,
        document=document,
        title="账号",
        output=output,
    )
    say(str(text("accounts.listed", count=len(listed))))


def run_disable(name: str, *, disabled: bool) -> None:
    """Bars an account, or lets it in again."""
    with open_session() as session:
        account = set_disabled(session.store, name, disabled, by=getpass.getuser())
    key = "accounts.disabled" if disabled else "accounts.enabled"
    say(str(text(key, name=account.name, **({"seconds": round(CACHED)} if disabled else {}))))


def run_token(name: str, days: int) -> None:
    """Issues a token and prints it, this once."""
    with open_session() as session:
        _tell(issue_token(session.store, name, days=days, by=getpass.getuser()))


def run_revoke(name: str, token: str | None) -> None:
    """Ends one token, or all tokens and sessions."""
    with open_session() as session:
        ended, sessions = revoke(session.store, name, token, by=getpass.getuser())
    say(str(text("accounts.revoked", tokens=len(ended), sessions=sessions, seconds=round(CACHED))))


def run_password(name: str, *, stdin: bool) -> None:
    """Sets a password and ends the account's sessions."""
    password = _password(name, stdin=stdin)
    with open_session() as session:
        sessions = set_password(session.store, name, password, by=getpass.getuser())
    say(str(text("accounts.password_changed", name=name, sessions=sessions)))


def run_audit(chosen: Chosen, format: Format, output: Path | None) -> None:
    """Lists entries of the audit; that they were read is one of them."""
    need_output(format, output)
    with open_session() as session:
        note = " ".join(f"{key}={value}" for key, value in (("since", chosen.since), ("who", chosen.who)) if value)
        _append(session.store, "audit-read", note or None)
        entries = read_audit(session.store, chosen)
    document = {"version": 1, "entries": entries}
    show(
        [_entry_row(one) for one in entries],
        AUDIT_HEADINGS,
        format=format,
        document=document,
        title="审计",
        output=output,
    )
    say(str(text("accounts.audit_listed", count=len(entries))))


def run_verify(noted: str | None, format: Format, output: Path | None) -> int:
    """Goes through the chain; 1 where it is not whole."""
    from api.accounts.audit.verify import read_noted, verify_audit

    need_output(format, output)
    end = read_noted(noted) if noted else None
    with open_session() as session:
        found = verify_audit(session.store, noted=end)
        _append(session.store, "audit-verified", f"entries={found.entries} faults={len(found.faults)}")
    faults = [
        {"number": one.number, "what": one.what, "zh": one.message.zh, "en": one.message.en} for one in found.faults
    ]
    head = f"{found.head.number}:{found.head.hash}"
    document = {"version": 1, "entries": found.entries, "first": found.start.number + 1, "head": head, "faults": faults}
    rows = [[one.number, one.message.zh] for one in found.faults]
    show(rows, FAULT_HEADINGS, format=format, document=document, title="审计核对", output=output)
    if not found.faults:
        say(str(text("accounts.audit_whole", entries=found.entries, head=head)))
    return 1 if found.faults else 0


def run_prune(before: date) -> None:
    """Lets go of entries older than six months."""
    from api.accounts.audit.prune import prune_audit

    with open_session() as session:
        ensure_accounts(session.store)
        count = prune_audit(session.store, before, by=getpass.getuser())
    say(str(text("accounts.audit_pruned", before=before, count=count)))


def _append(store: Store, action: Action, note: str | None = None) -> None:
    ensure_accounts(store)
    entry = Entry(who=getpass.getuser(), by="command", action=action, note=note)
    store.write(lambda tx: append_entries(tx, [entry]))


def _tell(made: NewToken) -> None:
    put(f"{made.secret}\n")
    say(str(text("accounts.token_made", id=made.token.id, until=made.token.expires_at[:10])))


def _password(name: str, *, stdin: bool) -> str:
    """A new password, typed twice or one line of stdin; checked before the store is opened."""
    if stdin:
        password = sys.stdin.readline().rstrip("\r\n")
    elif not sys.stdin.isatty():
        raise UsageError("accounts.no_terminal")
    else:
        password = getpass.getpass("口令 / password: ")
        if getpass.getpass("再输一次 / again: ") != password:
            raise UsageError("accounts.not_same")
    need_password(password, name)
    return password


def _areas(areas: tuple[str, ...]) -> str:
    return "、".join(areas) or "全部 everything"


def _account_row(listed: Listed, now: str) -> list[object]:
    account = listed.account
    extras = [word for word, on in (("全区合计", account.share_totals), ("后备力量", account.reserves)) if on]
    known = roles().get(account.role)
    tokens = [
        f"{one.id} 至 {one.expires_at[:10]}{'（已过期）' if one.expires_at <= now else ''}" for one in listed.tokens
    ]
    return [
        account.name, f"{account.role} {known.zh if known else '？'}", "、".join(account.areas) or "全部", "、".join(extras),
        "停用" if account.disabled else "启用", "有" if account.password else "—", listed.sessions, "；".join(tokens),
    ]  # fmt: skip


def _account_document(listed: Listed, now: str) -> dict[str, Any]:
    account = listed.account
    tokens = [
        {
            "id": one.id, "createdAt": one.created_at, "expiresAt": one.expires_at, "expired": one.expires_at <= now,
            "usedOn": one.used_on.isoformat() if one.used_on else None,
        }
        for one in listed.tokens
    ]  # fmt: skip
    return {
        "name": account.name, "role": account.role, "areas": list(account.areas), "shareTotals": account.share_totals,
        "reserves": account.reserves, "disabled": account.disabled, "hasPassword": account.password is not None,
        "provider": account.issuer, "createdAt": account.created_at, "sessions": listed.sessions, "tokens": tokens,
    }  # fmt: skip


def _entry_row(entry: dict[str, Any]) -> list[object]:
    at = datetime.fromisoformat(entry["at"]).astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")
    outcome = " ".join(str(entry[name]) for name in ("status", "code") if name in entry)
    return [
        entry["number"], at, entry["who"], entry.get("role"), entry["by"], entry.get("address"), entry["action"],
        entry.get("operation"), " ".join(entry.get("fields", ())), " ".join(entry.get("targets", ())), entry.get("note"),
        "是" if entry.get("personal") else "", outcome,
    ]  # fmt: skip
