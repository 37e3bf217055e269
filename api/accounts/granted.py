"""Letting somebody in: a session for an account, with its audit entry in the same transaction."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from api.accounts import keep
from api.accounts.audit.append import append_entries_async
from api.accounts.audit.entry import Action, By, Entry
from api.accounts.errors import LoginRefused
from api.accounts.settings import Sessions
from api.accounts.viewer import Viewer

if TYPE_CHECKING:
    from neo4j import AsyncManagedTransaction

__all__ = ["Grant", "note", "open_grant"]


class Grant(NamedTuple):
    """Somebody let in: who, the secret for the cookie (shown once), and when the session ends at the latest."""

    viewer: Viewer
    secret: str
    expires: datetime


async def open_grant(
    tx: AsyncManagedTransaction, id: str, by: By, address: str | None, now: datetime, settings: Sessions
) -> Grant:
    """A session for an account as it is now; raises ``LoginRefused`` where it was disabled in between."""
    account = await keep.account_by_id(tx, id)
    viewer = account.viewer() if account else None
    if account is None or viewer is None:
        raise LoginRefused("accounts.login_refused")
    session = await keep.open_session(tx, account, now, settings)
    await note(tx, account.name, "login", by, address, role=account.role)
    return Grant(viewer, session.secret, session.expires)


async def note(tx: AsyncManagedTransaction, who: str, action: Action, by: By, address: str | None, **more: Any) -> None:
    """Leaves an entry in the audit."""
    await append_entries_async(tx, [Entry(who=who, action=action, by=by, address=address, **more)])
