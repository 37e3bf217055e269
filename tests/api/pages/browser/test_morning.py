"""A planner's morning: from the overview to a missing station, to the cell behind it, its network, a decision, and paper."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

import openpyxl
import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.api.pages.browser.conftest import Visit

DAY = "asOf=2026-11-01"
PATIENCE = 60_000
"""Milliseconds; the store plans what is asked for the first time."""


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_a_planners_morning(visit: Visit, tmp_path: Path) -> None:
    tab = visit("统筹员")
    page = tab.page
    page.set_default_timeout(PATIENCE)
    tab.go(f"/?{DAY}")
    assert "76.5 %" in page.inner_text(".card >> nth=0")

    page.click("table.heat-table a:has-text('缺 100')")
    page.wait_for_url("**/findings?*rule=S02*")
    assert "共 100 条" in page.inner_text("#list caption")

    page.click("#list tbody th a >> nth=0")
    finding = page.url
    assert re.search(r"小区物业台账\.xlsx\s+小区台账\s+\d+", page.inner_text("main"))
    tab.picture("morning-finding")

    page.click("main a[href*='around=']")
    assert _drawn(page) > 3
    target, street = page.url.partition("around=")[2].partition("&")[0], _street(page)
    tab.go(f"/graph?{DAY}&show=path&around={target}&to={street}")
    assert _drawn(page) >= 3
    tab.picture("morning-path")
    page.fill(".net-keep input[name=name]", "到街道的路径")
    page.click(".net-keep button")
    page.wait_for_selector(".net-views tbody a:has-text('到街道的路径')")

    page.goto(finding)
    page.click("details.act summary >> nth=0")
    page.fill("input[name=until]", (date.today() + timedelta(days=90)).isoformat())
    page.fill("textarea[name=reason]", "与相邻小区共享，年内协商")
    page.click("details.act[open] button")
    page.wait_for_selector("#decide .state.accepted")
    assert "与相邻小区共享" in page.inner_text("#decide")
    assert tab.faults == []

    page.goto(f"{tab.address}/findings?{DAY}&rule=S02")
    with page.expect_download() as download:
        page.click(".exports a:has-text('xlsx')")
    download.value.save_as(tmp_path / "findings.xlsx")
    rows = [
        [str(cell.value) for cell in row] for row in openpyxl.load_workbook(tmp_path / "findings.xlsx").worksheets[0]
    ]
    assert sum("S02" in row for row in rows) == 100 and sum("已接受" in row for row in rows) == 1

    tab.go(f"/print?{DAY}")
    paper = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1


def _drawn(page: Page) -> int:
    """Waits until the network is drawn; how many nodes."""
    page.wait_for_selector("html[data-drawn=yes] #canvas:not([aria-busy])")
    return int(page.get_attribute("#canvas", "data-nodes") or 0)


def _street(page: Page) -> str:
    """The street of the community that the network shows."""
    found = page.evaluate(r"Object.keys(network.canvas.places()).find(id => /^area-1402130\d{5}$/.test(id))")
    assert isinstance(found, str)
    return f"{found[:-3]}000"
