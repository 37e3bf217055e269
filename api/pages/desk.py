"""What pages have beyond one request: the engine's answers, the templates, forms that came too late, the navigation."""

from __future__ import annotations

import asyncio
import secrets
from typing import TYPE_CHECKING, Any

import orjson

from api.accounts.viewer import LOCAL
from api.graphql.engine import Request
from api.http.answering import Answering
from api.pages.documents import document
from api.pages.drafts import Drafts
from api.pages.drawing import Drawing
from api.pages.known import StoreWords
from api.pages.network import fetch as network
from api.pages.overview import first_questions
from api.pages.trouble import trouble_of_errors

if TYPE_CHECKING:
    from collections.abc import Sequence

    from api.http.edge import Visit
    from api.http.identity import Known
    from api.http.service import Service
    from api.http.settings import HttpSettings
    from api.pages.page import Page

__all__ = ["Desk"]


class Desk:
    """The parts that all pages share."""

    def __init__(self, service: Service, settings: HttpSettings, pages: Sequence[Page]) -> None:
        self.service = service
        self.settings = settings
        self.drawing = Drawing()
        self.drafts = Drafts()
        self.key = secrets.token_bytes(32)
        self.known = StoreWords(self._ask_as_server)
        self.nav = sorted((page for page in pages if page.nav is not None), key=lambda page: page.nav or 0)
        self._answering = Answering(service, settings)

    async def answer(self, name: str, variables: dict[str, Any], known: Known, visit: Visit) -> dict[str, Any]:
        """The whole answer to an operation for that viewer, errors among it; its entry in the audit is kept."""
        asked, record = document(name), visit.record
        record.operation, record.document = asked.name, asked.hash
        price = record.price
        answer = await self._answering(Request(asked.text, variables, asked.name), known, visit)
        record.kind, record.price = "page", price + record.price
        body: dict[str, Any] = orjson.loads(answer.body)
        return {**body, "status": answer.status}

    async def prepare(self) -> None:
        """Has the first pages' operations planned, for the district as its administrator sees it: seconds, on a server that has
        just started, which nobody then waits for."""
        district = (await self.known.of_store()).district
        if district is not None:
            for name, variables in (*first_questions(district), *network.first_questions(district)):
                await self._ask_as_server(name, **variables)

    async def _ask_as_server(self, name: str, **variables: Any) -> dict[str, Any]:
        asked = document(name)
        async with asyncio.timeout(self.settings.patience):
            answer = await self.service.engine.answer(Request(asked.text, variables, asked.name, True), LOCAL, {})
        body = orjson.loads(answer.body)
        if body.get("errors"):
            raise trouble_of_errors(body["errors"], answer.status)
        data: dict[str, Any] = body["data"]
        return data
