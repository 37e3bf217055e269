"""Every page in a browser: nothing fails, nothing is asked of another host, nobody is shut out, and it fits each screen."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.api.pages.browser.samples import DAY, address_of, paths

if TYPE_CHECKING:
    from graph.store.connection import Store
    from tests.api.pages.browser.conftest import Visit

SCREENS = {"screen": (1366, 768), "phone": (390, 844), "zoomed": (683, 384)}
"""Widths of a planner's screen, of a phone, and of the screen at 200 %."""

AXE = """async () => (await axe.run(document, {resultTypes: ["violations"]})).violations
  .filter(found => ["serious", "critical"].includes(found.impact))
  .map(found => `${found.id}: ${found.nodes.length} × ${found.nodes[0].html.slice(0, 160)}`)"""


@pytest.mark.parametrize("path", paths())
def test_page_fails_nowhere_and_shuts_nobody_out(path: str, visit: Visit, staffed: Store, axe: str) -> None:
    tab = visit("管理员")
    tab.go(address_of(path, staffed))
    assert tab.faults == []
    name = re.sub(r"\W+", "-", path).strip("-") or "overview"
    for screen, size in SCREENS.items():
        assert tab.overflow(*size) <= 0, screen
        tab.picture(f"{name}-{screen}")
    tab.page.set_viewport_size({"width": 1366, "height": 768})
    tab.page.evaluate(axe)
    assert tab.page.evaluate(AXE) == []


@pytest.mark.parametrize("path", paths())
def test_page_speaks_english(path: str, visit: Visit, staffed: Store) -> None:
    tab = visit("管理员")
    tab.go(f"{address_of(path, staffed)}&lang=en")
    assert tab.faults == [] and tab.page.get_attribute("html", "lang") == "en"
    assert re.search("[a-z]{3}", tab.page.inner_text("h1"), re.IGNORECASE) or path.endswith("{id}")


def test_list_can_be_filtered_and_paged_without_scripts(visit: Visit) -> None:
    tab = visit("统筹员", java_script_enabled=False)
    tab.go(f"/findings?{DAY}&rule=S02")
    first = tab.page.inner_text("#list")
    tab.page.click("#list a[rel=next]")
    assert tab.page.inner_text("#list") != first and "after=" in tab.page.url
