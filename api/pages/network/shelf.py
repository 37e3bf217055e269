"""Saved views as this viewer has them: kept, opened, renamed, shared and deleted by forms of the network page."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import parse_qsl, urlencode

import orjson

from api.accounts.audit.entry import Entry, entry_of
from api.accounts.views import SavedView, ViewChanged, change_view, delete_view, find_view, keep_view, views_of
from api.pages.trouble import Trouble, bad_part, nothing_there
from graph.errors import UsageError
from graph.messages import text

if TYPE_CHECKING:
    from api.pages.asked import Asked
    from api.pages.forms import Form
    from graph.store.connection import Store

__all__ = ["DEEDS", "decide_view", "may_keep", "opened", "query_of", "shelf_of", "state_pairs"]

DEEDS = ("keep", "rename", "share", "replace", "delete")
_NOT_KEPT = ("q", "view", "card", "draft", "done", "lang")
"""What of an address belongs to no view: what somebody searched for least of all."""

_T = TypeVar("_T")


def may_keep(asked: Asked) -> bool:
    """Whether this viewer has views of his own: whoever is known by name."""
    return asked.known.by != "none"


async def shelf_of(asked: Asked) -> list[SavedView]:
    """The views that this viewer may open."""
    return await _with_store(asked, lambda store: views_of(store, asked.viewer.name)) if may_keep(asked) else []


async def opened(asked: Asked, id: str) -> SavedView:
    """The view of that id; raises ``Trouble`` (404) for what is not there or is somebody else's own."""
    found = await _with_store(asked, lambda store: find_view(store, id, asked.viewer.name)) if may_keep(asked) else None
    if found is None:
        raise nothing_there()
    await asked.desk.service.audit.record(_entry(asked, "read", id))
    return found


async def decide_view(asked: Asked, form: Form) -> str | None:
    """Carries a form out and gives the view that it leaves open, None for a deleted one.

    Raises ``Trouble``: 400 for what cannot be kept, 409 where the view is not as it was seen, 403 for who has none.
    """
    deed, who = form.text("deed"), asked.viewer.name
    if deed not in DEEDS:
        raise bad_part("deed", deed, " ".join(DEEDS))
    if not may_keep(asked):
        raise Trouble("FORBIDDEN", text("page_graph.views_need_account"))
    id, name, shared = form.text("view"), form.text("name"), form.text("shared") == "yes"
    told: dict[str, Any] = {}
    if deed in ("keep", "replace"):
        told = {"state": query_of(asked), "places": _places(form.text("places"))}

    def audited(id: str) -> Entry:
        return _entry(asked, "write", id)

    def work(store: Store) -> str | None:
        if deed == "keep":
            return keep_view(store, audited, who, name=name, shared=shared, **told)
        revision = _revision(form.text("revision"))
        if deed == "delete":
            delete_view(store, audited, who, id, revision)
            return None
        changes = told
        if deed in ("rename", "share"):
            changes = {"name": name} if deed == "rename" else {"shared": shared}
        change_view(store, audited, who, id, revision, **changes)
        return id

    try:
        return await _with_store(asked, work)
    except ViewChanged as error:
        raise Trouble("CONFLICT", error.message) from error
    except UsageError as error:
        raise Trouble("BAD_USER_INPUT", error.message, 400) from error


def query_of(asked: Asked) -> str:
    """The address's query as a view keeps it."""
    return urlencode([pair for pair in asked.pairs if pair[0] not in _NOT_KEPT])


def state_pairs(view: SavedView) -> list[tuple[str, str]]:
    """The query that a view was kept with."""
    return parse_qsl(view.state, keep_blank_values=True)


def _places(told: str) -> dict[str, Any]:
    try:
        found = orjson.loads(told or "{}")
    except orjson.JSONDecodeError:
        found = None
    if not isinstance(found, dict):
        raise Trouble("BAD_USER_INPUT", text("page_graph.bad_places"), 400)
    return found


def _revision(told: str) -> int:
    if not (told.isascii() and told.isdigit() and len(told) < 10):
        raise bad_part("revision", told)
    return int(told)


def _entry(asked: Asked, action: Any, id: str) -> Entry:
    return entry_of(
        asked.viewer, action, by=asked.known.by, address=asked.visit.peer.address, fields=("savedViews",), targets=(id,)
    )


async def _with_store(asked: Asked, work: Callable[[Store], _T]) -> _T:
    """Runs work on the store that this server writes to, in a thread."""
    store: Store | None = getattr(asked.desk.service.engine, "store", None)
    if store is None:
        raise Trouble("STORE_UNAVAILABLE", text("page_graph.no_shelf"))
    return await asyncio.to_thread(work, store)
