"""The application: what answers which address, and its life from opening the store to closing it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import TYPE_CHECKING

from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route
from starlette.staticfiles import StaticFiles

from api.graphql.errors import fault, from_store_error
from api.http.edge import Edge
from api.http.endpoint import GraphqlEndpoint
from api.http.health import health_routes
from api.http.log import logging_to
from api.http.negotiate import JSON, wants_page
from api.http.origins import Origins
from api.http.page import STATIC, make_page
from api.http.peer import ON_THIS_MACHINE
from api.http.refusal import Refusal
from api.http.reply import Reply, send_reply
from api.http.service import Service, open_service
from api.http.settings import HttpSettings
from api.http.signin import signin_routes
from api.http.signin_page import nowhere_page

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.routing import BaseRoute
    from starlette.types import Receive, Scope, Send

    from api.http.wire import App

__all__ = ["Application", "Pages", "make_app", "server_app"]

Life = Callable[["Application"], AbstractAsyncContextManager[None]]
Pages = Callable[[Service, HttpSettings], "Sequence[BaseRoute]"]
"""Makes the routes of pages out of what a running server holds. Pages stand above this package, so it is handed them."""


class Application(FastAPI):
    """FastAPI's application with one door in front of it; /graphql is answered there and goes no further."""

    edge: App | None = None
    """What every request passes; there while the application is open."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers a request, or takes part in the server's start and end."""
        if scope["type"] != "http":
            await super().__call__(scope, receive, send)
        elif self.edge is not None:
            await self.edge(scope, receive, send)
        else:
            closed = Refusal(fault("STORE_UNAVAILABLE"))
            await send_reply(send, Reply(closed.status, closed.body(), headers=[(b"retry-after", b"5")]), {}, [])

    def serve_with(self, service: Service, settings: HttpSettings, pages: Pages | None = None) -> None:
        """Answers with these parts from now on."""
        page = make_page(service.identity) if settings.graphiql else None
        people = service.identity.people
        shown = [*pages(service, settings)] if pages is not None else []
        self.edge = Edge(
            super().__call__,
            GraphqlEndpoint(service, settings, page),
            origins=Origins(settings.answered_hosts, frozenset(settings.cors)),
            proxy=(people.proxy or ON_THIS_MACHINE) if settings.behind_proxy else None,
            metrics=service.metrics,
            routes={f"/{route.path.split('/')[1].partition('.')[0]}" for route in shown if isinstance(route, Route)},
        )
        home = "./" if shown else "graphql"
        given = [*health_routes(service), *signin_routes(service.identity, home), *self.router.routes]
        self.router.routes[:] = [*shown, *given]


def server_app(settings: HttpSettings, pages: Pages | None = None) -> Application:
    """An application that opens its parts when the server starts it, and closes them when it ends (ASGI lifespan)."""

    @asynccontextmanager
    async def life(app: Application) -> AsyncIterator[None]:
        with logging_to(level=settings.log_level):
            async with open_service(settings) as service:
                app.serve_with(service, settings, pages)
                try:
                    yield
                finally:
                    app.edge = None

    return make_app(life)


def make_app(life: Life | None = None) -> Application:
    """An application with what needs no store; ``serve_with`` gives it the rest."""
    app = Application(
        title="govgraph", lifespan=life, docs_url=None, redoc_url=None, openapi_url=None,
        exception_handlers={HTTPException: _nothing_there, Refusal: _turned_down, Exception: _went_wrong},
    )  # fmt: skip
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    return app


async def _turned_down(request: Request, error: Exception) -> Response:
    """A refusal, in the words that all of them have."""
    assert isinstance(error, Refusal)
    request.scope["visit"].record.code = error.fault.code
    headers = {name.decode("ascii"): value.decode("latin-1") for name, value in error.headers}
    return Response(error.body(), error.status, headers=headers, media_type=JSON)


async def _nothing_there(request: Request, error: Exception) -> Response:
    """Nothing there, or not with that method."""
    assert isinstance(error, HTTPException)
    allowed = (error.headers or {}).get("Allow")
    if allowed is not None:
        raised = fault("BAD_USER_INPUT", "http.method", allowed=allowed)
        return await _turned_down(request, Refusal(raised, error.status_code, allow=allowed))
    visit = request.scope["visit"]
    if visit.method == "GET" and wants_page(visit.header(b"accept")):
        visit.record.code = "NOT_FOUND"
        up = "../" * (request.scope["path"].count("/") - 1) or "./"
        return HTMLResponse(nowhere_page(up), error.status_code)
    return await _turned_down(request, Refusal(fault("NOT_FOUND", "http.nowhere"), error.status_code))


async def _went_wrong(request: Request, error: Exception) -> Response:
    """Whatever it was: a code, a number for the log, and none of its words."""
    return await _turned_down(request, Refusal(from_store_error(error)))
