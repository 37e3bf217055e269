"""Saved views of the network page: what was asked and where the nodes stood, kept like accounts are, beside the model.

A view holds an address's query and places by id, and the name that its owner gave it: no name or property of any node, so
whoever opens it sees what his own scope lets him see. Its owner changes it, shares it and deletes it; each change is taken
on the revision that was seen and leaves its entry in the audit, in the same transaction.
"""

from __future__ import annotations

import math
import secrets
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import orjson
from pydantic import BaseModel, ConfigDict, Field

from api.accounts.audit.append import AuditedStore
from api.accounts.audit.entry import Entry
from api.accounts.clock import moment, utc_now
from graph.errors import GovgraphError, UsageError

if TYPE_CHECKING:
    from neo4j import ManagedTransaction

    from graph.store.connection import Store

__all__ = ["LONGEST_NAME", "MOST_VIEWS", "SavedView", "ViewChanged", "change_view", "delete_view", "find_view", "keep_view",
           "views_of"]  # fmt: skip

MOST_VIEWS, LONGEST_NAME = 200, 80
"""Views of one owner, and characters of a name."""

_LONGEST_STATE, _MOST_PLACES, _FARTHEST = 20_000, 2_000, 1e6

_LIST = """
MATCH (v:SavedView) WHERE v.owner = $who OR v.shared
RETURN properties(v) AS view ORDER BY v.owner <> $who, v.name, v.id LIMIT $most
"""
_FIND = "MATCH (v:SavedView {id: $id}) WHERE v.owner = $who OR v.shared RETURN properties(v) AS view"
_COUNT = "MATCH (v:SavedView {owner: $who}) RETURN count(v) AS views"
_KEEP = "CREATE (v:SavedView) SET v = $row"
_HELD = (
    "MATCH (v:SavedView {id: $id, owner: $who}) SET v.heldBy = 'change' REMOVE v.heldBy RETURN v.revision AS revision"
)
_CHANGE = "MATCH (v:SavedView {id: $id}) SET v += $row"
_DELETE = "MATCH (v:SavedView {id: $id}) DELETE v"

Places = dict[str, tuple[float, float]]
Audited = Callable[[str], Entry]
"""From a view's id to the entry for what is done with it."""


class ViewChanged(GovgraphError):
    """The view is another one by now, or is no more."""


class SavedView(BaseModel):
    """A view as the store holds it. ``state`` is the query of the page's address; ``places`` are x and y by id."""

    model_config = ConfigDict(frozen=True, populate_by_name=True)

    id: str
    name: str
    owner: str
    state: str
    positions: str = "{}"
    shared: bool = False
    revision: int = 1
    created_at: str = Field(alias="createdAt")
    changed_at: str = Field(alias="changedAt")

    @property
    def places(self) -> Places:
        """Where nodes stood."""
        return {id: (float(x), float(y)) for id, (x, y) in orjson.loads(self.positions).items()}


def views_of(store: Store, who: str) -> list[SavedView]:
    """The views that somebody may open: his own first, then those that are shared."""
    return [SavedView.model_validate(row["view"]) for row in store.rows(_LIST, who=who, most=MOST_VIEWS * 2)]


def find_view(store: Store, id: str, who: str) -> SavedView | None:
    """One of them; None for what is not there or is somebody else's own."""
    row = store.one(_FIND, id=id, who=who)
    return SavedView.model_validate(row["view"]) if row else None


def keep_view(
    store: Store, audited: Audited, who: str, *, name: str, state: str, places: Mapping[str, Any], shared: bool
) -> str:
    """Keeps a new view and gives its id. Raises ``UsageError`` for a name, a query or places that cannot be kept."""
    id, now = f"view-{secrets.token_hex(8)}", moment(utc_now())
    row = {
        "id": id, "owner": who, "shared": shared, "revision": 1, "createdAt": now, "changedAt": now, "name": _name(name),
        "state": _state(state), "positions": _positions(places),
    }  # fmt: skip

    def work(tx: ManagedTransaction) -> None:
        if tx.run(_COUNT, who=who).single(strict=True)["views"] >= MOST_VIEWS:
            raise UsageError("page_graph.too_many_views", most=MOST_VIEWS)
        tx.run(_KEEP, row=row).consume()

    AuditedStore(store, lambda _: audited(id)).write(work)
    return id


def change_view(
    store: Store,
    audited: Audited,
    who: str,
    id: str,
    revision: int,
    *,
    name: str | None = None,
    shared: bool | None = None,
    state: str | None = None,
    places: Mapping[str, Any] | None = None,
) -> None:
    """Changes what is given of an own view. Raises ``ViewChanged`` where it is not as it was seen, ``UsageError`` as above."""
    row: dict[str, Any] = {"revision": revision + 1, "changedAt": moment(utc_now())}
    row |= {"name": _name(name)} if name is not None else {}
    row |= {"shared": shared} if shared is not None else {}
    row |= {"state": _state(state)} if state is not None else {}
    row |= {"positions": _positions(places)} if places is not None else {}

    def work(tx: ManagedTransaction) -> None:
        _hold(tx, who, id, revision)
        tx.run(_CHANGE, id=id, row=row).consume()

    AuditedStore(store, lambda _: audited(id)).write(work)


def delete_view(store: Store, audited: Audited, who: str, id: str, revision: int) -> None:
    """Deletes an own view. Raises ``ViewChanged`` where it is not as it was seen."""

    def work(tx: ManagedTransaction) -> None:
        _hold(tx, who, id, revision)
        tx.run(_DELETE, id=id).consume()

    AuditedStore(store, lambda _: audited(id)).write(work)


def _hold(tx: ManagedTransaction, who: str, id: str, revision: int) -> None:
    found = tx.run(_HELD, id=id, who=who).single()
    if found is None or found["revision"] != revision:
        raise ViewChanged("page_graph.view_changed")


def _name(name: str) -> str:
    told = " ".join(name.split())
    if not 0 < len(told) <= LONGEST_NAME or not told.isprintable():
        raise UsageError("page_graph.bad_view_name", longest=LONGEST_NAME)
    return told


def _state(state: str) -> str:
    if len(state) > _LONGEST_STATE:
        raise UsageError("page_graph.view_too_large")
    return state


def _positions(places: Mapping[str, Any]) -> str:
    """The places as JSON, to a tenth of a pixel; raises ``UsageError`` for what are none."""
    kept: dict[str, list[float]] = {}
    for id, place in places.items():
        try:
            x, y = (float(value) for value in place)
        except (TypeError, ValueError):
            raise UsageError("page_graph.bad_places") from None
        if not (math.isfinite(x) and math.isfinite(y) and max(abs(x), abs(y)) <= _FARTHEST and 0 < len(id) <= 200):
            raise UsageError("page_graph.bad_places")
        kept[id] = [round(x, 1), round(y, 1)]
    if len(kept) > _MOST_PLACES:
        raise UsageError("page_graph.view_too_large")
    return orjson.dumps(kept).decode()
