"""A planner's Chromium before a real server: accounts, the reference district, and no other host within reach."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from api.accounts.labels import ensure_accounts
from api.accounts.manage import Sight, add_account
from api.http.settings import HttpSettings
from api.pages.background import serving
from graph.store.connection import Store
from graph.store.settings import StoreSettings
from tests.api.clients.district import fill_anew
from tests.api.npm import installed
from tests.api.pages.browser.tab import Tab
from tests.api.pages.conftest import PATIENCE

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
HERE = Path(__file__).resolve().parent
PASSWORD = "示例口令 four seasons 2026"
STREET = "140213050000"
SIGHTS = {
    "统筹员": Sight(role="planner"),
    "永泰值班": Sight(role="reader", areas=(STREET,)),
    "管理员": Sight(role="admin"),
}

Visit = Callable[..., Tab]


@pytest.fixture(scope="module")  # no longer: its loop runs until it ends, and other tests have loops of their own
def chromium() -> Iterator[Browser]:
    """The Chromium of this machine."""
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        sandbox = [] if os.name == "nt" or os.geteuid() else ["--no-sandbox"]
        opened = driver.chromium.launch(executable_path=CHROMIUM, args=sandbox)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def staffed(store: Store) -> Iterator[Store]:
    """The district with accounts: somebody who plans, somebody who reads one street, somebody who looks after accounts."""
    fill_anew(store)
    ensure_accounts(store)
    forget = "MATCH (n) WHERE n:Account OR n:Session OR n:SavedView DELETE n"
    store.write(lambda tx: tx.run(forget).consume())
    for name, sight in SIGHTS.items():
        add_account(store, name, sight, password=PASSWORD, by="tester")
    yield store
    store.write(lambda tx: tx.run(forget).consume())


@pytest.fixture(scope="module")
def address(staffed: Store, managed_settings: StoreSettings) -> Iterator[str]:
    """Where the server answers."""
    own = StoreSettings.from_environment() if os.environ.get("NEO4J_URI") else replace(managed_settings)
    with serving(HttpSettings(store=own, port=0, log="warning", time_limit=PATIENCE)) as url:
        yield url.removesuffix("/graphql")


@pytest.fixture(scope="module")
def sessions() -> dict[str, Any]:
    """What a browser keeps of somebody who has signed in, by name."""
    return {}


@pytest.fixture
def visit(address: str, chromium: Browser, sessions: dict[str, Any]) -> Iterator[Visit]:
    """Opens a browser of somebody who has signed in: ``visit("统筹员")``; its context takes playwright's options."""
    tabs: list[Tab] = []

    def enter(name: str | None = "统筹员", **options: Any) -> Tab:
        tab = Tab(chromium, address, **options)
        tabs.append(tab)
        if name in sessions:
            tab.context.add_cookies(sessions[name])
        elif name is not None:
            tab.sign_in(name, PASSWORD)
            sessions[name] = tab.context.cookies()
        return tab

    yield enter
    for tab in tabs:
        tab.close()


@pytest.fixture(scope="session")
def axe() -> str:
    """The script that looks for faults of accessibility."""
    return (installed(HERE / "axe", "axe") / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
