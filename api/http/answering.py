"""One operation for whoever asks, with its entry in the audit: what /graphql and the pages have in common."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

from api.http.refusal import refuse

if TYPE_CHECKING:
    from api.graphql.engine import Answer, Request
    from api.http.edge import Visit
    from api.http.identity import Known
    from api.http.service import Service
    from api.http.settings import HttpSettings

__all__ = ["Answering"]


class Answering:
    """Asks the engine and leaves the entry of the answer before anybody sees it."""

    def __init__(self, service: Service, settings: HttpSettings) -> None:
        self._service = service
        self._store = settings.store
        self._patience = settings.patience

    async def __call__(self, request: Request, known: Known, visit: Visit) -> Answer:
        """The answer; raises ``Refusal`` where the store hangs and ``AuditStopped`` where no entry can be kept."""
        record = visit.record
        context = {
            "address": visit.peer.address, "by": known.by, "document": record.document, "settings": self._store,
        }  # fmt: skip
        try:
            async with asyncio.timeout(self._patience):
                answer = await self._service.engine.answer(request, known.viewer, context)
        except TimeoutError as error:
            raise refuse("TIMEOUT") from error
        record.kind, record.price, record.code = answer.operation or "refused", answer.price, answer.code
        if request.read_only and answer.operation == "mutation":
            answer = replace(answer, status=405)
        await self._service.witness(known, visit, answer)
        return answer
