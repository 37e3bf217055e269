"""The whole server as an ASGI application: GraphQL, sign-in, health, figures, and the pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.http.app import server_app
from api.http.settings import HttpSettings
from api.pages.routes import workbench

if TYPE_CHECKING:
    from fastapi import FastAPI

__all__ = ["create_app"]


def create_app(settings: HttpSettings | None = None) -> FastAPI:
    """The server as an ASGI application: GraphQL at /graphql, pages from / on, sign-in, health and figures.

    Nothing is opened until the server starts it (ASGI lifespan); then the store is opened, started where it is the managed
    one, and the schema built. Without accounts it answers requests from this machine only, as its administrator.

    ``settings``: see :mod:`api.http.settings`; those of the environment by default. Raises ``UsageError`` for settings that
    contradict themselves; the start raises ``StoreError`` where the store cannot be used.

    >>> from api import create_app
    >>> app = create_app()                  # uvicorn --factory api:create_app
    >>> [route.path for route in app.routes]
    ['/static']
    """
    return server_app(settings or HttpSettings.from_environment(), workbench)
