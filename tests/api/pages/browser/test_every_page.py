"""Every page in a browser: nothing fails, nothing is asked of another host, nobody is shut out, and it fits each screen."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from api.pages.routes import pages

if TYPE_CHECKING:
    from graph.store.connection import Store
    from tests.api.pages.browser.conftest import Visit

DAY = "asOf=2026-11-01"
SAMPLES = {
    "/areas/{id}": "MATCH (n:Community {code: '140213050001'}) RETURN n.id AS id",
    "/batches/{id}": "MATCH (n:ImportBatch) RETURN n.id AS id LIMIT 1",
    "/findings/{id}": "MATCH (n:Finding {rule: 'S02'}) RETURN n.id AS id ORDER BY id LIMIT 1",
    "/organisations/{id}": "MATCH (n:PartyOrganisation)<-[:POST_IN]-() RETURN n.id AS id ORDER BY id LIMIT 1",
    "/people/{id}": "MATCH (n:Person)<-[:HOLDER]-() WHERE n.name IS NOT NULL RETURN n.id AS id ORDER BY id LIMIT 1",
    "/posts/{id}": "MATCH (n:Post)<-[:OF_POST]-() RETURN n.id AS id ORDER BY id LIMIT 1",
    "/rules/{id}": "RETURN 'S02' AS id",
}
"""One thing that each page of one thing can show."""

PARTS = ("/graph.{form}", "/graph/cards/{id}", "/map.{form}")
"""What pages load or hand out, and nobody opens by itself."""

SCREENS = {"screen": (1366, 768), "phone": (390, 844), "zoomed": (683, 384)}
"""Widths of a planner's screen, of a phone, and of the screen at 200 %."""

AXE = """async () => (await axe.run(document, {resultTypes: ["violations"]})).violations
  .filter(found => ["serious", "critical"].includes(found.impact))
  .map(found => `${found.id}: ${found.nodes.length} × ${found.nodes[0].html.slice(0, 160)}`)"""


def _paths() -> list[str]:
    return sorted({page.path for page in pages()}.difference(PARTS))


def _address(path: str, store: Store) -> str:
    if "{" not in path:
        return f"{path}?{DAY}"
    found = store.one(SAMPLES[path])
    assert found is not None, path
    return f"{path.replace('{id}', found['id'])}?{DAY}"


@pytest.mark.parametrize("path", _paths())
def test_page_fails_nowhere_and_shuts_nobody_out(path: str, visit: Visit, staffed: Store, axe: str) -> None:
    tab = visit("管理员")
    tab.go(_address(path, staffed))
    assert tab.faults == []
    name = re.sub(r"\W+", "-", path).strip("-") or "overview"
    for screen, size in SCREENS.items():
        assert tab.overflow(*size) <= 0, screen
        tab.picture(f"{name}-{screen}")
    tab.page.set_viewport_size({"width": 1366, "height": 768})
    tab.page.evaluate(axe)
    assert tab.page.evaluate(AXE) == []


@pytest.mark.parametrize("path", _paths())
def test_page_speaks_english(path: str, visit: Visit, staffed: Store) -> None:
    tab = visit("管理员")
    tab.go(f"{_address(path, staffed)}&lang=en")
    assert tab.faults == [] and tab.page.get_attribute("html", "lang") == "en"
    assert re.search("[a-z]{3}", tab.page.inner_text("h1"), re.IGNORECASE) or path.endswith("{id}")


def test_list_can_be_filtered_and_paged_without_scripts(visit: Visit) -> None:
    tab = visit("统筹员", java_script_enabled=False)
    tab.go(f"/findings?{DAY}&rule=S02")
    first = tab.page.inner_text("#list")
    tab.page.click("#list a[rel=next]")
    assert tab.page.inner_text("#list") != first and "after=" in tab.page.url
