"""The workbench as the guides show it: photographs the reference district of ``make demo`` with this machine's Chromium.

Run by hand when pages have changed: ``.venv/bin/python docs/screens.py``.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from api.http.settings import HttpSettings
from api.pages.background import serving
from graph.store.connection import open_store
from graph.store.settings import StoreSettings

PICTURES = Path(__file__).resolve().parent / "pictures"
DAY = "asOf=2026-11-01"
COMMUNITY, STREET = "area-140213050001", "area-140213050000"
STATION = "MATCH (f:Finding {rule: 'S02'}) RETURN f.id AS id ORDER BY f.id LIMIT 1"
DRAWN = "html[data-drawn=yes] #canvas:not([aria-busy])"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def main() -> None:
    """Takes every picture anew."""
    from playwright.sync_api import sync_playwright

    settings = StoreSettings.from_environment(store="demo")
    with open_store(settings) as store:
        station = store.one(STATION)
        assert station is not None, "make demo first"
        pages = {
            "overview": f"/?{DAY}",
            "findings": f"/findings?{DAY}&rule=S02",
            "finding": f"/findings/{station['id']}?{DAY}",
            "network": f"/graph?{DAY}&around={COMMUNITY}",
            "map": f"/map?{DAY}&rule=S02",
            "posts": f"/posts?{DAY}&term=12",
            "alliances": f"/alliances?{DAY}&area={STREET}",
        }
        with serving(HttpSettings(store=settings, port=0, log="warning")) as url, sync_playwright() as driver:
            sandbox = [] if os.name == "nt" or os.geteuid() else ["--no-sandbox"]
            browser = driver.chromium.launch(executable_path=CHROMIUM, args=sandbox)
            tab = browser.new_page(viewport={"width": 1366, "height": 768}, locale="zh-CN")
            tab.set_default_timeout(120_000)
            for name, address in pages.items():
                tab.goto(url.removesuffix("/graphql") + address, wait_until="networkidle")
                if name == "network":
                    tab.wait_for_selector(DRAWN)
                tab.screenshot(path=PICTURES / f"{name}.png")
            browser.close()


if __name__ == "__main__":
    main()
