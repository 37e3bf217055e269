"""A picture in a real browser: drawn, silent, and asking nobody for anything; readable where no script runs."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import networkx as nx
import pytest

import graph

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")

PAINTED = """() => {
  const canvas = document.querySelector("#canvas canvas");
  const pixels = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
  const colours = new Set();
  for (let at = 0; at < pixels.length; at += 4) if (pixels[at + 3]) colours.add(pixels.slice(at, at + 3).join());
  return colours.size;
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The Chromium of this machine."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        sandbox = [] if os.name == "nt" or os.geteuid() else ["--no-sandbox"]
        opened = driver.chromium.launch(executable_path=CHROMIUM, args=sandbox)
        yield opened
        opened.close()


@dataclass
class Heard:
    """What a page asked for and said."""

    requests: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)


@pytest.fixture
def page(browser: Browser) -> Iterator[tuple[Page, Heard]]:
    """A page without any network, and what it asks for and says."""
    context = browser.new_context(offline=True, viewport={"width": 1366, "height": 768})
    page, heard = context.new_page(), Heard()
    page.on("request", lambda request: heard.requests.append(request.url))
    page.on("console", lambda message: heard.said.append(message.text))
    page.on("pageerror", lambda error: heard.said.append(str(error)))
    page.on("dialog", lambda dialog: heard.said.append(dialog.message))
    yield page, heard
    context.close()


def test_hostile_names_are_drawn_and_nothing_of_them_runs(
    hostile: nx.MultiDiGraph, page: tuple[Page, Heard], tmp_path: Path
) -> None:
    tab, heard = page
    address = graph.show(hostile, "c").save(tmp_path / "picture.html").as_uri()
    tab.goto(address)
    tab.wait_for_selector("html[data-drawn=yes]", timeout=10_000)
    assert (heard.requests, heard.said) == ([address], [])
    assert tab.evaluate("window.hit") is None
    assert tab.evaluate(PAINTED) > 20
    assert tab.locator("tbody tr").count() == 6 and tab.locator("tbody").inner_text().count("<script>") >= 1
    assert tab.locator("#still").is_hidden()


def test_keyboard_leads_from_the_table_to_the_canvas(
    community: nx.MultiDiGraph, page: tuple[Page, Heard], tmp_path: Path
) -> None:
    tab, heard = page
    tab.goto(graph.show(community, "committee", "organisation").save(tmp_path / "picture.html").as_uri())
    tab.wait_for_selector("html[data-drawn=yes]", timeout=10_000)
    for name in ("#in", "#out", "#whole", "button.show >> nth=1"):
        tab.locator(name).focus()
        tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.id") == "canvas"
    assert tab.evaluate(PAINTED) > 20 and heard.said == []


def test_without_script_the_picture_and_its_table_are_there(
    community: nx.MultiDiGraph, browser: Browser, tmp_path: Path
) -> None:
    file = graph.show(community, "c").save(tmp_path / "picture.html")
    with browser.new_context(java_script_enabled=False) as context:
        tab = context.new_page()
        tab.goto(file.as_uri())
        assert tab.locator("#still svg").is_visible() and tab.locator("#canvas").is_hidden()
        assert tab.locator("tbody tr").count() == 6


def test_a_notebook_frame_draws_and_reaches_nothing_around_it(
    hostile: nx.MultiDiGraph, page: tuple[Page, Heard], tmp_path: Path
) -> None:
    tab, heard = page
    file = tmp_path / "notebook.html"
    file.write_text(f"<!doctype html><meta charset=utf-8>{graph.show(hostile, 'c')._repr_html_()}", encoding="utf-8")
    tab.goto(file.as_uri())
    frame = tab.frame_locator("iframe")
    frame.locator("html[data-drawn=yes]").wait_for(timeout=10_000)
    assert heard.said == [] and tab.evaluate("window.hit") is None
    assert not [url for url in heard.requests if url not in (file.as_uri(), "about:srcdoc")]
