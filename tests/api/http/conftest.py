"""The transport with a small real engine behind it: graphql-core over a schema of a few fields, without a store."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import orjson
import pytest
import uvicorn
from graphql import GraphQLError, OperationType, build_schema, execute_sync, get_operation_ast, parse, validate

from api.accounts import Grant
from api.accounts.audit.entry import Entry
from api.accounts.credentials import Credentials
from api.accounts.errors import LoginRefused
from api.accounts.settings import ProxySettings
from api.accounts.tokens import SESSION, TOKEN, new_secret
from api.accounts.viewer import LOCAL, Viewer, make_viewer
from api.graphql.engine import Answer, Request
from api.graphql.engine.answer import refused, refused_by
from api.graphql.errors import fault, from_graphql_core
from api.http.app import Application, make_app
from api.http.clients import Clients
from api.http.documents import Documents
from api.http.identity import Identity
from api.http.serve import listen, server_of
from api.http.service import Service
from api.http.settings import HttpSettings
from graph.store.settings import StoreSettings

SDL = """
type Query { hello(name: String): String, number(of: Int!): Int, who: String, long(size: Int!): String,
             secret: String, slow: String, broken: String }
type Mutation { set(to: Int): Int }
"""


@dataclass
class SmallEngine:
    """graphql-core's own execution over :data:`SDL`; remembers what it was asked, and can be made to wait."""

    asked: list[tuple[Request, Viewer]] = field(default_factory=list)
    gate: asyncio.Event | None = None

    def __post_init__(self) -> None:
        self._schema = build_schema(SDL)

    async def answer(self, request: Request, viewer: Viewer, context: dict[str, Any]) -> Answer:
        """Parses, validates, executes."""
        self.asked.append((request, viewer))
        if "slow" in request.document and self.gate is not None:
            await self.gate.wait()
        if "broken" in request.document:
            raise ZeroDivisionError("张三 13800000001")
        try:
            document = parse(request.document)
        except GraphQLError as error:
            return _refused([error])
        if errors := validate(self._schema, document):
            return _refused(errors)
        operation = get_operation_ast(document, request.operation_name)
        if operation is not None and request.read_only and operation.operation is OperationType.MUTATION:
            return refused_by(fault("BAD_USER_INPUT", "http.write_by_get"), "mutation")
        done = execute_sync(self._schema, document, _ROOT, viewer, request.variables, request.operation_name)
        if done.data is None and done.errors:
            return _refused(done.errors)
        kind = operation.operation.value if operation is not None else ""
        body = orjson.dumps({"data": done.data})
        return Answer(
            200, body, personal="secret" in request.document, operation=kind, price=3, roots=(*(done.data or {}),)
        )


_ROOT: Mapping[str, Callable[..., Any]] = {
    "hello": lambda info, name="you": f"你好 {name}", "number": lambda info, of: of, "set": lambda info, to=None: to,
    "who": lambda info: info.context.name, "long": lambda info, size: "网格" * size, "secret": lambda info: "张三",
    "slow": lambda info: "done",
}  # fmt: skip


def _refused(errors: list[GraphQLError]) -> Answer:
    return refused([from_graphql_core(error) for error in errors], 400)


@dataclass
class FewPeople:
    """Accounts in memory: a planner with a token, a password and a session; empty = nobody, so the local administrator."""

    empty: bool = True
    proxy: ProxySettings | None = None
    provider: object | None = None
    token: str = field(default_factory=lambda: new_secret(TOKEN))
    session: str = field(default_factory=lambda: new_secret(SESSION))
    ended: list[str] = field(default_factory=list)

    @property
    def planner(self) -> Viewer:
        return make_viewer("lin", "planner")

    async def any(self) -> bool:
        return not self.empty

    async def viewer_of(self, credentials: Credentials | None) -> Viewer | None:
        if self.empty:
            return LOCAL
        if credentials is None or credentials.value in self.ended:
            return None
        if credentials.kind == "header":
            return make_viewer(credentials.value, "reader")
        return self.planner if credentials.value in (self.token, self.session) else None

    async def login(self, name: str, password: str, *, address: str | None) -> Grant:
        if password == "again":
            raise LoginRefused("accounts.login_wait", retry_after=30, seconds=30)
        if (name, password) != ("lin", "right"):
            raise LoginRefused("accounts.login_refused")
        return Grant(self.planner, self.session, datetime(2026, 11, 1, tzinfo=UTC))

    async def logout(self, credentials: Credentials, *, address: str | None) -> None:
        self.ended.append(credentials.value)

    async def begin_oidc(self) -> tuple[str, str]:
        return "https://login.example.org/authorize?x=1", "c" * 43

    async def finish_oidc(self, answer: Mapping[str, str], cookie: str | None, *, address: str | None) -> Grant:
        if cookie != "c" * 43 or answer.get("state") != "s":
            raise LoginRefused("accounts.oidc_state")
        return Grant(self.planner, self.session, datetime(2026, 11, 1, tzinfo=UTC))


@dataclass
class Kept:
    """An audit in memory."""

    entries: list[Entry] = field(default_factory=list)

    async def record(self, entry: Entry) -> None:
        self.entries.append(entry)


class Client:
    """An HTTP client in the test's own loop: each call waits for its answer; ``ask`` leaves the waiting to the caller."""

    def __init__(self, runner: asyncio.Runner, app: Any, address: str, base: str) -> None:
        transport = httpx.ASGITransport(app, raise_app_exceptions=False, client=(address, 50_000))
        self.http = httpx.AsyncClient(transport=transport, base_url=base)
        self.http.headers.clear()
        self.run = runner.run

    def ask(self, method: str, path: str, **more: Any) -> Any:
        """A request to be awaited."""
        return self.http.request(method, path, **more)

    def get(self, path: str, **more: Any) -> httpx.Response:
        """GET."""
        answer: httpx.Response = self.run(self.ask("GET", path, **more))
        return answer

    def post(self, path: str, **more: Any) -> httpx.Response:
        """POST."""
        answer: httpx.Response = self.run(self.ask("POST", path, **more))
        return answer

    def query(self, query: str, **members: Any) -> httpx.Response:
        """A GraphQL request as clients of today send it."""
        headers = {"accept": "application/graphql-response+json"}
        return self.post("/graphql", json={"query": query, **members}, headers=headers)


@dataclass
class Small:
    """A small server: its application, and the parts behind it."""

    app: Application
    engine: SmallEngine
    people: FewPeople
    audit: Kept
    service: Service
    documents: dict[str, str]
    settings: HttpSettings
    runner: asyncio.Runner

    def client(self, address: str = "127.0.0.1", *, base: str = "http://127.0.0.1:8000") -> Client:
        """A client at that address."""
        return Client(self.runner, self.app, address, base)


@pytest.fixture
def make_small(tmp_path: Path) -> Iterator[Callable[..., Small]]:
    """Makes a small server with these settings."""
    with asyncio.Runner() as runner:

        def make(*, people: FewPeople | None = None, **told: Any) -> Small:
            store = StoreSettings.from_environment({"GOVGRAPH_HOME": str(tmp_path)})
            settings = HttpSettings(store=store, **told)
            engine, known, audit = SmallEngine(), people or FewPeople(), Kept()
            documents: dict[str, str] = {}

            async def read() -> Mapping[str, str]:
                return documents

            async def probe() -> bool:
                return True

            identity, clients = Identity(known, public=settings.public), Clients(settings.per_client)
            service = Service(engine, identity, audit, Documents(read), clients, probe)
            app = make_app()
            app.serve_with(service, settings)
            return Small(app, engine, known, audit, service, documents, settings, runner)

        yield make


@pytest.fixture
def small(make_small: Callable[..., Small]) -> Small:
    """A small server as it is set up by default: on loopback, without accounts."""
    return make_small()


@pytest.fixture
def client(small: Small) -> Client:
    """A client of it on the same machine."""
    return small.client()


@pytest.fixture
def on_wire() -> Iterator[Callable[[Small], str]]:
    """Serves a small server by uvicorn on a free port of this machine; gives its address."""
    started: list[tuple[uvicorn.Server, threading.Thread]] = []

    def serve(small: Small) -> str:
        bound = listen("127.0.0.1", 0)
        server = server_of(small.app, small.settings)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]})
        thread.start()
        started.append((server, thread))
        while not server.started:
            time.sleep(0.01)
        return f"http://127.0.0.1:{bound.getsockname()[1]}"

    yield serve
    for server, thread in started:
        server.should_exit = True
        thread.join()
