"""The workbench over the reference district in the test run's store, seen by whom a test says."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.accounts.credentials import Credentials
from api.accounts.labels import ensure_accounts
from api.accounts.viewer import LOCAL, Viewer, make_viewer
from api.graphql.engine import Engine
from api.graphql.limits import Limits
from api.http.app import make_app
from api.http.clients import Clients
from api.http.documents import Documents
from api.http.identity import Identity
from api.http.service import Service
from api.http.settings import HttpSettings
from api.pages.routes import workbench
from graph.store.connection import Store
from graph.store.settings import StoreSettings
from tests.api.clients.district import fill_anew
from tests.api.http.conftest import Client, FewPeople, Kept

PATIENCE = 120.0
"""Seconds: a scope's statement is planned for the first time in some test, maybe while others use all processors."""
BASE = "http://127.0.0.1:8000"
ORIGIN = {"origin": BASE}

PLANNER = make_viewer("统筹员", "planner")
SCOPED = make_viewer("永泰值班", "reader", areas=("140213050000",))


@dataclass
class Staff(FewPeople):
    """Accounts in memory, with one who is signed in."""

    viewer: Viewer = PLANNER

    @property
    def planner(self) -> Viewer:
        return self.viewer

    async def viewer_of(self, credentials: Credentials | None) -> Viewer | None:
        return LOCAL if self.empty else await super().viewer_of(credentials)


class Browser(Client):
    """Somebody with a browser: asks for pages, and sends their forms back as they are."""

    def page(self, path: str, status: int = 200, **more: Any) -> str:
        """The page's HTML; its status is looked at."""
        answer = self.get(path, headers={"accept": "text/html"}, **more)
        assert answer.status_code == status, (answer.status_code, answer.text[-600:])
        return answer.text

    def send(self, path: str, **fields: Any) -> httpx.Response:
        """Sends a form of that page, with the token that the page has."""
        return self.post(path, data={"csrf": self.token(path), **fields}, headers={"accept": "text/html", **ORIGIN})

    def token(self, path: str) -> str:
        """The token of the page's forms."""
        found = re.search(r'name="csrf" value="(\w+)"', self.page(path))
        assert found is not None
        return found[1]


@dataclass
class Site:
    """A server with its pages, and the parts behind it."""

    app: Any
    people: Staff
    audit: Kept
    service: Service
    runner: asyncio.Runner
    address: str = "127.0.0.1"
    made: list[Browser] = field(default_factory=list)

    def browser(self, *, session: str | None = None) -> Browser:
        """A browser; signed in where there are accounts."""
        browser = Browser(self.runner, self.app, self.address, BASE)
        if not self.people.empty:
            browser.http.cookies.set("govgraph_session", session or self.people.session)
        return browser


MakeSite = Callable[..., Site]


@pytest.fixture(scope="session")
def turning() -> Iterator[asyncio.Runner]:
    """One loop for all: the driver of the engine belongs to it."""
    with asyncio.Runner() as runner:
        yield runner


@pytest.fixture(scope="session")
def engine(store: Store, turning: asyncio.Runner) -> Iterator[Engine]:
    """The engine on the test run's store; it is made once, its plans serve all tests."""
    driver = store.async_driver()
    yield Engine(driver, database=store.database, store=store, limits=Limits(seconds=PATIENCE))
    turning.run(driver.close())


@pytest.fixture
def district(store: Store) -> Store:
    """The test run's store with the reference district in it; filled when another test has emptied it."""
    fill_anew(store)
    ensure_accounts(store)
    return store


@pytest.fixture
def make_site(engine: Engine, turning: asyncio.Runner, tmp_path: Path) -> MakeSite:
    """Makes a server for one viewer: ``make_site(viewer)``; without one for the local administrator."""

    def make(viewer: Viewer | None = None, **told: Any) -> Site:
        store = StoreSettings.from_environment({"GOVGRAPH_HOME": str(tmp_path)})
        settings = HttpSettings(store=store, **{"time_limit": PATIENCE, **told})
        people = Staff(empty=viewer is None, viewer=viewer or PLANNER)

        async def read() -> dict[str, str]:
            return {}

        async def probe() -> bool:
            return True

        audit = Kept()
        clients = Clients(settings.per_client)
        identity = Identity(people, public=settings.public)
        service = Service(engine, identity, audit, Documents(read), clients, probe, engine.store)
        app = make_app()
        app.serve_with(service, settings, workbench)
        return Site(app, people, audit, service, turning)

    return make


@pytest.fixture
def local(district: Store, make_site: MakeSite) -> Browser:
    """The local administrator's browser, on the reference district."""
    return make_site().browser()


@pytest.fixture
def planner(district: Store, make_site: MakeSite) -> Browser:
    """A planner's browser."""
    return make_site(PLANNER).browser()


@pytest.fixture
def scoped(district: Store, make_site: MakeSite) -> Browser:
    """The browser of somebody who may read one street only."""
    return make_site(SCOPED).browser()
