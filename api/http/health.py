"""What watchmen ask: is the process there, can it answer, and how much has it done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from api.http.metrics import CONTENT_TYPE
from api.http.refusal import refuse

if TYPE_CHECKING:
    from starlette.requests import Request

    from api.http.edge import Visit
    from api.http.service import Service

__all__ = ["health_routes"]


def health_routes(service: Service) -> list[Route]:
    """/healthz, /readyz and /metrics."""

    async def healthz(_: Request) -> Response:
        """The process is there and takes requests."""
        return JSONResponse({"ok": True})

    async def readyz(_: Request) -> Response:
        """The store answers within a second; the schema was built before the first request was taken."""
        store = await service.is_ready()
        return JSONResponse({"ready": store, "store": store, "schema": True}, 200 if store else 503)

    async def metrics(request: Request) -> Response:
        """Figures for operators: for whoever is on this machine, or may read the audit."""
        visit: Visit = request.scope["visit"]
        if not visit.peer.local:
            known = await service.identity.known(visit)
            if not known.viewer.may("audit"):
                raise refuse("FORBIDDEN", name="/metrics")
        return Response(service.metrics.page(), media_type=CONTENT_TYPE)

    return [Route("/healthz", healthz), Route("/readyz", readyz), Route("/metrics", metrics)]
