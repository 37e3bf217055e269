"""GraphQL over HTTP: from a request to the engine and back.

The specification (graphql.github.io/graphql-over-http) in full: POST with a JSON body, GET for what only reads, answers as
``application/graphql-response+json`` with the status of the outcome and no ``data`` where nothing was executed, or as
``application/json`` with 200 for every request that could be read. What is refused before that has its own status in both.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from api.graphql.engine import Answer, Request
from api.graphql.errors import fault
from api.http.answering import Answering
from api.http.asked import Asked, document_id, from_body, from_query
from api.http.body import read_body
from api.http.negotiate import GRAPHQL_JSON, answer_type, is_json, wants_page
from api.http.refusal import Refusal, bad, refuse
from api.http.reply import Reply, fresh_enough, tag

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from api.accounts.viewer import Viewer
    from api.http.edge import Visit
    from api.http.service import Service
    from api.http.settings import HttpSettings

__all__ = ["GraphqlEndpoint"]

_ALWAYS_TOLD = frozenset({401, 405, 429, 500, 503, 504})
"""Statuses that ``application/json`` has as well: they are not about the document, and proxies and clients act on them."""
_HEADERS = {
    401: (b"www-authenticate", b'Bearer realm="govgraph"'), 405: (b"allow", b"POST"), 429: (b"retry-after", b"1"),
    503: (b"retry-after", b"5"),
}  # fmt: skip
_OPERATION_NAME = re.compile(r"[_A-Za-z][_0-9A-Za-z]{0,63}")
_MAY_BE_KEPT = (b"cache-control", b"private, no-cache")


class GraphqlEndpoint:
    """Answers /graphql: one operation a request."""

    def __init__(
        self, service: Service, settings: HttpSettings, page: Callable[[Visit], Awaitable[Reply]] | None = None
    ) -> None:
        self._service = service
        self._documents_only = settings.documents_only
        self._limit = settings.body_limit
        self._answer = Answering(service, settings)
        self._page = page

    async def __call__(self, visit: Visit) -> Reply:
        """The answer to one request; raises ``Refusal`` where it is turned down."""
        accept = visit.header(b"accept")
        if visit.method == "GET" and self._page is not None and wants_page(accept):
            visit.record.kind = "page"
            return await self._page(visit)
        if visit.method not in ("GET", "POST"):
            raise Refusal(fault("BAD_USER_INPUT", "http.method", allowed="GET, POST"), 405, allow="GET, POST, OPTIONS")
        kind = answer_type(accept)
        if kind is None:
            raise refuse("BAD_USER_INPUT", "http.not_acceptable", status=406)
        known = await self._service.identity.known(visit)
        visit.record.viewer, visit.record.role = known.viewer.name, known.viewer.role
        with self._service.clients.one_more(known.client):
            request = await self._request(visit)
            answer = await self._answer(request, known, visit)
        return _reply(visit, known.viewer, kind, answer)

    async def _request(self, visit: Visit) -> Request:
        asked = await self._asked(visit)
        document = await self._document(asked)
        record = visit.record
        record.document = (asked.document_id or document_id(document)).removeprefix("sha256:")[:16]
        name = asked.operation_name
        record.operation = name if name is not None and _OPERATION_NAME.fullmatch(name) else None
        return Request(document, asked.variables, name, visit.method == "GET", asked.extensions)

    async def _asked(self, visit: Visit) -> Asked:
        if visit.method == "GET":
            query_string: bytes = visit.scope["query_string"]
            if len(query_string) > self._limit:
                raise refuse("BODY_LIMIT", status=414, limit=self._limit)
            return from_query(query_string)
        json = is_json(visit.header(b"content-type"))
        if not json:
            raise refuse("BAD_USER_INPUT", "http.content_type" if json is False else "http.charset", status=415)
        return from_body(await read_body(visit.receive, visit.headers, self._limit))

    async def _document(self, asked: Asked) -> str:
        """The operation's text. Raises ``Refusal`` for one that is not registered where only those are answered, and
        for an id that nobody registered."""
        if asked.query is not None:
            if asked.document_id is not None and asked.document_id != document_id(asked.query):
                raise bad("other_hash")
            if not self._documents_only:
                return asked.query
        if asked.document_id is None:
            raise refuse("DOCUMENT_REQUIRED")
        text = await self._service.documents.find(asked.document_id)
        if text is None:
            # Apollo's clients know by these very words that they may send the document itself
            words = "http.apollo_not_found" if asked.apollo and not self._documents_only else None
            raise refuse("DOCUMENT_NOT_FOUND", words, id=asked.document_id)
        return text


def _reply(visit: Visit, viewer: Viewer, kind: str, answer: Answer) -> Reply:
    body = answer.body
    status = answer.status if kind == GRAPHQL_JSON or answer.status in _ALWAYS_TOLD else 200
    reply = Reply(status, body, kind)
    if status in _HEADERS:
        reply.headers.append(_HEADERS[status])
    if visit.method == "GET" and answer.status == 200 and answer.code is None and not answer.personal:
        entity = tag(viewer.key, kind, body)
        reply.headers += [(b"etag", entity), _MAY_BE_KEPT]
        if fresh_enough(visit.headers, entity):
            reply.status, reply.body = 304, b""
    return reply
