"""The account of somebody who has logged in at a provider: made at the first login, brought up to date at each."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from api.accounts import keep
from api.accounts.account import Account, account_id
from api.accounts.audit.append import hold_audit_async
from api.accounts.audit.entry import Action
from api.accounts.clock import moment
from api.accounts.errors import LoginRefused
from api.accounts.granted import Grant, note, open_grant
from api.accounts.oidc.claims import Identity
from api.accounts.settings import Sessions

if TYPE_CHECKING:
    from neo4j import AsyncManagedTransaction

__all__ = ["sign_in"]


async def sign_in(
    tx: AsyncManagedTransaction, identity: Identity, address: str | None, now: datetime, settings: Sessions
) -> Grant:
    """A session for an identity.

    Who it is is the provider's subject, never the name: a name that another account has is refused, not taken over. Raises
    ``LoginRefused`` for that, for a disabled account, and for a scope that the store does not know.
    """
    await hold_audit_async(tx)
    unknown = await keep.unknown_areas(tx, identity.sight.areas)
    if unknown:
        raise LoginRefused("accounts.oidc_area", areas="、".join(unknown))
    found = await keep.account_of_subject(tx, identity.issuer, identity.subject)
    if found is None and await keep.account_named(tx, identity.name) is not None:
        raise LoginRefused("accounts.oidc_name_taken", name=identity.name)
    account = await keep.keep_subject(tx, _row(identity, found, now))
    if found is None or found.note != account.note:
        action: Action = "account-added" if found is None else "account-changed"
        await note(tx, account.name, action, "oidc", address, note=account.note, targets=(account.name,))
    return await open_grant(tx, account.id, "oidc", address, now, settings)


def _row(identity: Identity, found: Account | None, now: datetime) -> dict[str, Any]:
    today = {"issuer": identity.issuer, "subject": identity.subject, **identity.sight.row()}
    if found is not None:
        return {"id": found.id, **today}
    new = {"id": account_id(identity.name), "name": identity.name, "createdAt": moment(now), "disabled": False}
    return {**new, **today}
