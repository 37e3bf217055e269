"""Script, quotes, a right-to-left mark and an emoji in every name, heading, file name and note: text, on every page."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.api.pages.browser.samples import DAY, address_of, paths

if TYPE_CHECKING:
    from graph.store.connection import Store
    from tests.api.pages.browser.conftest import Visit

EVIL = "<script>window.hit=1</script><img src=x onerror=window.hit=1>\"'\u202e🙂{{7*7}}"
SEEN = "<script>window.hit=1</script>"
NAMED = ("name", "title", "file", "sheet", "messageZh", "messageEn", "modeText", "reason")
"""Properties that pages show as they are."""

PLANT = """MATCH (n) WHERE n[$name] IS NOT NULL AND NOT n:Account AND NOT n:Session AND NOT n:AuditEntry AND NOT n:AuditHead
CALL (n) { SET n[$held] = n[$name], n[$name] = n[$name] + $evil } IN TRANSACTIONS OF 20000 ROWS"""
TAKE_BACK = """MATCH (n) WHERE n[$held] IS NOT NULL
CALL (n) { SET n[$name] = n[$held] REMOVE n[$held] } IN TRANSACTIONS OF 20000 ROWS"""

WITHOUT_NAMES = {"/admin", "/admin/audit", "/batches", "/calendar", "/graph", "/links", "/rules", "/rules/{id}"}
"""What shows no name of the district by itself."""
MORE = ("/graph?around=area-140213050001", "/findings?group=street", "/posts?area=area-140213050000")
"""Addresses that do, of pages that ask first."""


@pytest.fixture
def hostile(staffed: Store) -> Iterator[Store]:
    """The district with that after every name; as it was at the end."""
    headings = {
        row["id"]: row["headings"]
        for row in staffed.rows(
            "MATCH (n:Source) WHERE n.headings IS NOT NULL RETURN n.id AS id, n.headings AS headings"
        )
    }
    try:
        with staffed.session() as session:
            for name in NAMED:
                session.run(PLANT, name=name, held=f"held_{name}", evil=EVIL).consume()
        _head(staffed, {
            id: json.dumps({column: f"{told}{EVIL}" for column, told in json.loads(row).items()}) for id, row in headings.items()
        })  # fmt: skip
        yield staffed
    finally:
        with staffed.session() as session:
            for name in NAMED:
                session.run(TAKE_BACK, name=name, held=f"held_{name}").consume()
        _head(staffed, headings)


def _head(store: Store, headings: dict[str, str]) -> None:
    rows = [{"id": id, "headings": told} for id, told in headings.items()]
    store.write(
        lambda tx: tx.run(
            "UNWIND $rows AS row MATCH (n:Source {id: row.id}) SET n.headings = row.headings", rows=rows
        ).consume()
    )


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_no_name_is_carried_out(hostile: Store, visit: Visit) -> None:
    tab = visit("管理员")
    tab.page.set_default_timeout(60_000)
    silent = set()
    for path in (*paths(), *MORE):
        tab.go(f"{path}&{DAY}" if path in MORE else address_of(path, hostile))
        assert tab.faults == [], path
        assert tab.page.evaluate("window.hit") is None, path
        assert "49🙂" not in tab.page.content() and "🙂49" not in tab.page.content(), path
        tab.page.wait_for_function("!document.querySelector('[aria-busy]')")
        if SEEN not in tab.page.inner_text("main"):
            silent.add(path)
    assert silent <= WITHOUT_NAMES
