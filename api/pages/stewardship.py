"""Accounts and the audit for the pages that show them: read through ``api.accounts``, each look an entry of the audit itself.

GraphQL knows nothing of either. What is read is what ``govgraph users list`` and ``users audit`` read, with the same entries:
``accounts-listed``, ``audit-read``, ``audit-verified``.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from api.accounts.audit.entry import entry_of
from api.accounts.audit.read import Chosen, read_audit
from api.accounts.audit.verify import Verified, verify_audit
from api.accounts.manage import Listed, list_accounts
from api.pages.trouble import Trouble
from graph.messages import text

if TYPE_CHECKING:
    from api.accounts.audit.entry import Action
    from api.pages.asked import Asked
    from graph.store.connection import Store

__all__ = ["accounts_of", "audit_of", "last_verified", "note_of", "verified"]


async def accounts_of(asked: Asked) -> list[Listed]:
    """Every account by name, with its tokens and open sessions."""
    await _witness(asked, "accounts-listed")
    return await asyncio.to_thread(list_accounts, _store(asked))


async def audit_of(asked: Asked, chosen: Chosen, *, first: bool = True) -> list[dict[str, Any]]:
    """The entries that are chosen, oldest first; ``first``: this is the first part of what is read, and is noted."""
    if first:
        await _witness(asked, "audit-read", note_of(chosen))
    return await asyncio.to_thread(read_audit, _store(asked), chosen)


async def verified(asked: Asked) -> Verified:
    """Goes through the whole chain."""
    found = await asyncio.to_thread(verify_audit, _store(asked))
    await _witness(asked, "audit-verified", f"entries={found.entries} faults={len(found.faults)}")
    return found


async def last_verified(asked: Asked) -> dict[str, Any] | None:
    """The entry of the last time that somebody went through the chain; None where nobody has."""
    found = await asyncio.to_thread(read_audit, _store(asked), Chosen(action="audit-verified", limit=1))
    return found[0] if found else None


def note_of(chosen: Chosen) -> str | None:
    """What was asked for, in short, for the entry: no more than the command line notes.

    >>> note_of(Chosen(who="张三", personal=True)), note_of(Chosen())
    ('who=张三 personal', None)
    """
    parts = [f"{name}={value}" for name in ("since", "until", "who", "action") if (value := getattr(chosen, name))]
    return " ".join([*parts, *(["personal"] if chosen.personal else [])]) or None


async def _witness(asked: Asked, action: Action, note: str | None = None) -> None:
    known, visit = asked.known, asked.visit
    entry = entry_of(known.viewer, action, by=known.by, address=visit.peer.address, note=note)
    await asked.desk.service.audit.record(entry)


def _store(asked: Asked) -> Store:
    store = asked.desk.service.store
    if store is None:
        raise Trouble("STORE_UNAVAILABLE", text("pages.store_away"))
    return store
