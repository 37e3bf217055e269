"""Saved views: kept by their owner, shared on demand, changed on the revision that was seen, each change in the audit."""

from __future__ import annotations

from typing import Any

import pytest

from api.accounts.audit.entry import Entry
from api.accounts.labels import LABELS
from api.accounts.views import LONGEST_NAME, ViewChanged, change_view, delete_view, find_view, keep_view, views_of
from graph.errors import UsageError
from graph.store.check import check_store
from graph.store.connection import Store

TOLD: dict[str, Any] = {
    "name": "康吉",
    "state": "around=area-1&steps=2",
    "places": {"area-1": (1, 2.26)},
    "shared": False,
}


def entry(id: str) -> Entry:
    """The entry of a change."""
    return Entry(who="统筹员", action="write", by="session", fields=("savedViews",), targets=(id,))


def keep(store: Store, who: str = "统筹员", **changes: Any) -> str:
    """Keeps a view."""
    return keep_view(store, entry, who, **{**TOLD, **changes})


def test_view_is_found_by_its_owner_and_by_others_only_when_shared(accounts_store: Store) -> None:
    own, shared = keep(accounts_store), keep(accounts_store, name="共享", shared=True)
    view = find_view(accounts_store, own, "统筹员")
    assert view is not None and view.places == {"area-1": (1.0, 2.3)} and view.state == TOLD["state"]
    assert find_view(accounts_store, own, "别人") is None
    assert [each.id for each in views_of(accounts_store, "别人")] == [shared]
    assert {each.id for each in views_of(accounts_store, "统筹员")} == {own, shared}


def test_change_counts_its_revision_and_the_second_of_two_is_told(accounts_store: Store) -> None:
    id = keep(accounts_store)
    change_view(accounts_store, entry, "统筹员", id, 1, name=" 新 名 ", shared=True)
    view = find_view(accounts_store, id, "别人")
    assert view is not None and (view.name, view.revision) == ("新 名", 2)
    with pytest.raises(ViewChanged):
        change_view(accounts_store, entry, "统筹员", id, 1, name="晚了")
    with pytest.raises(ViewChanged):
        delete_view(accounts_store, entry, "别人", id, 2)
    delete_view(accounts_store, entry, "统筹员", id, 2)
    assert views_of(accounts_store, "统筹员") == []


@pytest.mark.parametrize(
    "changes",
    [
        {"name": "  "}, {"name": "长" * (LONGEST_NAME + 1)}, {"name": "a\u202eb"}, {"places": {"a": (1,)}},
        {"places": {"a": ("x", 1)}}, {"places": {"a": (float("nan"), 1)}}, {"places": {"a": (1e9, 1)}}, {"places": {"": (1, 1)}},
        {"places": {str(each): (1, 1) for each in range(2_001)}}, {"state": "x" * 20_001},
    ],
)  # fmt: skip
def test_what_is_no_view_is_refused_and_nothing_is_kept(changes: dict[str, Any], accounts_store: Store) -> None:
    with pytest.raises(UsageError):
        keep(accounts_store, **changes)
    assert views_of(accounts_store, "统筹员") == []


def test_every_change_has_its_entry_in_the_audit(accounts_store: Store) -> None:
    id = keep(accounts_store)
    delete_view(accounts_store, entry, "统筹员", id, 1)
    rows = accounts_store.rows("MATCH (e:AuditEntry) WHERE $id IN e.targets RETURN e.action AS action", id=id)
    assert [row["action"] for row in rows] == ["write", "write"]


def test_check_of_the_store_leaves_views_to_accounts(accounts_store: Store) -> None:
    before = len(check_store(accounts_store, also=LABELS))
    keep(accounts_store)
    assert len(check_store(accounts_store, also=LABELS)) == before
    assert len(check_store(accounts_store, also=[each for each in LABELS if each != "SavedView"])) > before
