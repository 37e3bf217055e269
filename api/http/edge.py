"""What every request passes, whatever it is for: host and origin, headers of safety, its line in the log, its figures."""

from __future__ import annotations

import logging
import re
import secrets
import time
from collections.abc import Awaitable, Callable, Iterable
from typing import TYPE_CHECKING

from api.graphql.errors import from_store_error
from api.http.log import Record
from api.http.negotiate import JSON, answer_type
from api.http.page import PAGE_POLICY
from api.http.peer import Peer, peer_of
from api.http.refusal import Refusal
from api.http.reply import NOTHING_RUNS, SECURITY, Reply, send_reply
from api.http.wire import App, Headers, header, headers_of

if TYPE_CHECKING:
    from api.accounts.settings import ProxySettings
    from api.http.metrics import Metrics
    from api.http.origins import Origins
    from api.http.wire import Message, Receive, Scope, Send

__all__ = ["GRAPHQL", "Edge", "Visit"]

GRAPHQL = "/graphql"
HEALTH = frozenset({"/healthz", "/readyz"})
"""Asked by watchmen under whatever name they know; they tell nothing."""

_LOG = logging.getLogger("govgraph.request")
_NOT_KEPT = (b"cache-control", b"no-store")
_KEEP_AN_HOUR = (b"cache-control", b"public, max-age=3600")
_REQUEST_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")
_KNOWN = frozenset({"/", "/graphql", "/healthz", "/readyz", "/metrics", "/login", "/logout", "/auth", "/static"})
_FIRST = re.compile(r"/[a-z-]*(?=[/.]|$)")
"""The first part of a path, without what says in which form it is wanted (``/findings.xlsx``)."""


class Visit:
    """One request on its way through: its headers, who is at the other end, and what the log will say of it."""

    __slots__ = ("headers", "method", "peer", "receive", "record", "scope")

    def __init__(self, scope: Scope, receive: Receive, headers: Headers, peer: Peer, record: Record) -> None:
        self.scope = scope
        self.receive = receive
        self.headers = headers
        self.peer = peer
        self.record = record
        self.method: str = scope["method"]

    def header(self, name: bytes) -> str | None:
        """A header's text."""
        return header(self.headers, name)


class Edge:
    """Answers /graphql itself and leaves everything else to the application behind it."""

    def __init__(
        self,
        behind: App,
        graphql: Callable[[Visit], Awaitable[Reply]],
        *,
        origins: Origins,
        proxy: ProxySettings | None,
        metrics: Metrics,
        routes: Iterable[str] = (),
    ) -> None:
        """``routes``: first parts of paths that the log may name beside those of every server."""
        self._behind = behind
        self._graphql = graphql
        self._origins = origins
        self._proxy = proxy
        self._metrics = metrics
        self._routes = _KNOWN.union(routes)
        self._vary = b"Accept, Accept-Encoding, Authorization, Cookie" + (b", Origin" if origins.sites else b"")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request."""
        began = time.perf_counter()
        headers = headers_of(scope["headers"])
        path: str = scope["path"]
        peer = peer_of(scope, self._proxy)
        record = Record(_request_id(headers, peer), scope["method"], self._route(path))
        visit = Visit(scope, receive, headers, peer, record)
        try:
            if path not in HEALTH:
                self._origins.check(headers, navigates=headers.get(b"sec-fetch-mode") == b"navigate")
            if path == GRAPHQL:
                await self._send(send, await self._answer(visit), visit)
            else:
                await self._pass_on(visit, send)
        except Refusal as refused:
            await self._send(send, self._refused(refused, visit), visit)
        finally:
            seconds = time.perf_counter() - began
            self._metrics.answered(record.kind, record.status, seconds, code=record.code, price=record.price)
            if _LOG.isEnabledFor(logging.INFO):
                _LOG.info("", extra={"told": record.told(seconds)})

    def _route(self, path: str) -> str:
        """What the log says of a path: its first part where that is known, and nothing that somebody may have typed."""
        hit = _FIRST.match(path)
        return hit.group() if hit and hit.group() in self._routes else "other"

    async def _answer(self, visit: Visit) -> Reply:
        """GraphQL's answer. Whatever goes wrong becomes one: no traceback leaves this process."""
        try:
            if visit.method == "OPTIONS":
                return Reply(204, headers=[(b"allow", b"GET, POST, OPTIONS"), *self._origins.preflight(visit.headers)])
            return await self._graphql(visit)
        except Refusal:
            raise
        except Exception as error:  # noqa: BLE001 - the last handler before the wire
            return self._refused(Refusal(from_store_error(error)), visit)

    def _refused(self, refused: Refusal, visit: Visit) -> Reply:
        visit.record.kind = "refused"
        visit.record.code = refused.fault.code
        kind = answer_type(visit.header(b"accept")) or JSON
        return Reply(refused.status, refused.body(), kind, refused.headers)

    async def _send(self, send: Send, reply: Reply, visit: Visit) -> None:
        visit.record.status = reply.status
        more = [
            (b"x-request-id", visit.record.id.encode("ascii")), (b"vary", self._vary),
            *self._origins.allowed(visit.headers),
        ]  # fmt: skip
        if not any(name == b"cache-control" for name, _ in reply.headers):
            more.append(_NOT_KEPT)
        visit.record.size = await send_reply(send, reply, visit.headers, more)

    async def _pass_on(self, visit: Visit, send: Send) -> None:
        """To the application, adding to its answer what every answer has."""
        record = visit.record

        async def add(message: Message) -> None:
            if message["type"] == "http.response.start":
                record.status = message["status"]
                pairs = [*message["headers"], *SECURITY, (b"x-request-id", record.id.encode("ascii"))]
                told = {name for name, _ in pairs}
                if b"content-security-policy" not in told:
                    pairs.append(PAGE_POLICY if _is_page(pairs) else NOTHING_RUNS)
                if b"cache-control" not in told:
                    pairs.append(_KEEP_AN_HOUR if record.route == "/static" and record.status == 200 else _NOT_KEPT)
                message = {**message, "headers": pairs}
            elif message["type"] == "http.response.body":
                record.size += len(message.get("body", b""))
            await send(message)

        visit.scope["visit"] = visit
        await self._behind(visit.scope, visit.receive, add)


def _is_page(pairs: Iterable[tuple[bytes, bytes]]) -> bool:
    return any(name == b"content-type" and value.startswith(b"text/html") for name, value in pairs)


def _request_id(headers: Headers, peer: Peer) -> str:
    """The proxy's number for the request, or a new one: a client's own could be made to look like another's."""
    given = header(headers, b"x-request-id") if peer.by_proxy else None
    return given if given is not None and _REQUEST_ID.fullmatch(given) else secrets.token_hex(8)
