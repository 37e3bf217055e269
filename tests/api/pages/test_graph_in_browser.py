"""The network page in a real browser: a planner's walk from a search to a saved view, asking nobody but the server."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.api.serving import Serving

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from graph.store.connection import Store

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")

AREA, STREET = "area-140213050001", "area-140213050000"
PATIENCE = 60_000
"""Milliseconds; the store plans what is asked for the first time."""


@dataclass
class Walk:
    """A tab with the network page, the server's address, and what the page said and asked for elsewhere."""

    tab: Page
    url: str
    said: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)

    def open(self, query: str) -> None:
        """Opens the page."""
        self.tab.goto(f"{self.url}/graph?{query}")

    def drawn(self) -> int:
        """Waits until nothing is on its way; how many nodes are drawn."""
        self.tab.wait_for_selector("html[data-drawn=yes] #canvas:not([aria-busy])", timeout=PATIENCE)
        return int(self.tab.locator("#canvas").get_attribute("data-nodes") or 0)

    def do(self, name: str) -> int:
        """Presses a button of the tools."""
        self.tab.locator(f"[data-do={name}]").click()
        return self.drawn()

    def places(self) -> dict[str, dict[str, float]]:
        """Where the nodes stand on the canvas."""
        found: dict[str, dict[str, float]] = self.tab.evaluate("() => network.canvas.places()")
        return found

    def choose(self, *ids: str) -> None:
        """Chooses nodes as Ctrl and a click do."""
        self.tab.evaluate("ids => network.canvas.select(ids)", [*ids])


@pytest.fixture
def walk(district: Store, command_environment: dict[str, str]) -> Iterator[Walk]:
    """A browser without any way out, on a server of its own."""
    from playwright.sync_api import sync_playwright

    district.write(lambda tx: tx.run("MATCH (n) WHERE n:Account OR n:SavedView DELETE n").consume())
    server = Serving(command_environment)
    sandbox = [] if os.name == "nt" or os.geteuid() else ["--no-sandbox"]
    try:
        with sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=CHROMIUM, args=sandbox)
            tab = browser.new_page(viewport={"width": 1366, "height": 768})
            tab.set_default_timeout(PATIENCE)
            found = Walk(tab, server.url)
            tab.on("console", lambda message: found.said.append(message.text))
            tab.on("pageerror", lambda error: found.said.append(str(error)))
            tab.on("request", lambda request: _hear(found, request.url))
            yield found
            browser.close()
    finally:
        server.close()
        district.write(lambda tx: tx.run("MATCH (v:SavedView) DELETE v").consume())


def _hear(walk: Walk, url: str) -> None:
    if not url.startswith((walk.url, "data:", "blob:")):
        walk.outside.append(url)


@pytest.mark.timeout(600)
def test_a_planners_walk_from_a_search_to_a_saved_view(walk: Walk, tmp_path: Path) -> None:
    tab = walk.tab
    walk.open("asOf=2026-11-01")
    tab.fill("input[name=q]", "康吉社区")
    tab.press("input[name=q]", "Enter")
    tab.locator(".net-hits a", has_text="康吉社区").first.click()
    first = walk.drawn()
    assert first > 20 and AREA in tab.url

    before = walk.places()
    tab.locator(f'[data-expand="{STREET}"]').click()
    expanded = walk.drawn()
    assert expanded > first and {id: walk.places()[id] for id in before} == before
    assert walk.do("undo") == first and "more=" not in tab.url
    assert walk.do("redo") == expanded and "more=" in tab.url
    assert walk.do("undo") == first

    tab.locator('[data-legend="Grid"]').click()
    hidden = walk.drawn()
    assert hidden < first and "hide=Grid" in tab.url
    assert walk.do("undo") == first

    compound = tab.locator("tbody tr", has_text="小区").locator("[data-expand]").first.get_attribute("data-expand")
    walk.choose(str(compound), STREET)
    assert walk.do("path") >= 2 and "show=path" in tab.url
    assert {compound, STREET} <= walk.places().keys()
    assert walk.do("undo") == first

    at = walk.places()[STREET]
    walk.choose(STREET)
    walk.do("pin")
    (told,) = parse_qs(urlsplit(tab.url).query)["at"]
    assert [STREET, at["x"], at["y"]] == [told.split("~")[0], *map(float, told.split("~")[1:])]
    kept = walk.places()
    tab.fill(".net-keep input[name=name]", "康吉 <b>视图")
    tab.locator(".net-keep button").click()
    tab.wait_for_selector(".said")
    walk.drawn()
    walk.open("")
    tab.locator(".net-views tbody a", has_text="康吉 <b>视图").click()
    assert walk.drawn() == first and walk.places() == kept

    for form in ("png", "svg", "json", "graphml", "html"):
        with tab.expect_download() as download:
            tab.locator(f"[data-file={form}]").click()
        file = tmp_path / form
        download.value.save_as(file)
        assert file.stat().st_size > 1_000 and download.value.suggested_filename.endswith(f".{form}")
    assert (walk.said, walk.outside) == ([], [])


@pytest.mark.timeout(600)
def test_keyboard_moves_opens_the_card_expands_and_pins(walk: Walk) -> None:
    tab = walk.tab
    walk.open(f"asOf=2026-11-01&around={AREA}&follow=WITHIN")
    first = walk.drawn()
    canvas = tab.locator("#canvas")
    canvas.focus()
    tab.keyboard.press("ArrowUp")
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("ArrowUp")
    (chosen,) = str(canvas.get_attribute("data-chosen")).split()
    assert tab.locator("#net-now").inner_text() != ""
    tab.keyboard.press("Enter")
    tab.wait_for_selector("#net-side h3")
    assert f"card={chosen}" in tab.url
    tab.keyboard.press("p")
    assert f"at={chosen}" in tab.url
    tab.keyboard.press("+")
    tab.wait_for_selector(f"#canvas:not([data-nodes='{first}'])")
    assert walk.drawn() > first and f"more={chosen}" in tab.url
    tab.keyboard.press("Control+z")
    tab.wait_for_selector(f"#canvas[data-nodes='{first}']")
    tab.locator("[data-settings] input[value=SERVES]").check()
    assert tab.evaluate("() => network.remembered().follow").count("SERVES") == 1
    assert (walk.said, walk.outside) == ([], [])


@pytest.mark.timeout(600)
def test_month_slider_looks_at_another_day_and_a_wrong_answer_leaves_the_picture(walk: Walk) -> None:
    tab = walk.tab
    walk.open(f"asOf=2026-11-01&around={AREA}")
    first = walk.drawn()
    tab.locator(".net-time input").focus()
    tab.keyboard.press("ArrowLeft")
    tab.wait_for_url("**asOf=2026-10-28**")
    walk.drawn()
    assert tab.locator(".net-time output").inner_text() == "2026-10"
    walk.do("undo")
    tab.route("**/graph?**", lambda route: route.abort())
    walk.choose(STREET)
    assert walk.do("expand") == first and "没有取到" in tab.locator("#net-said").inner_text()
    tab.unroute("**/graph?**")
    assert walk.do("expand") > first and walk.outside == []
