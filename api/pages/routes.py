"""Which page answers which address. Pages are found by themselves: every module of ``views/`` has its ``PAGES``."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from starlette.routing import BaseRoute, Route

from api.http.refusal import refuse
from api.pages import views
from api.pages.assets import FOLDER, assets
from api.pages.desk import Desk
from api.pages.door import Door
from api.pages.links import file_path
from api.pages.page import Page
from api.pages.reply import asset_reply
from api.pages.sheets import KINDS

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from api.http.service import Service
    from api.http.settings import HttpSettings

__all__ = ["pages", "workbench"]


@cache
def pages() -> tuple[Page, ...]:
    """Every page.

    >>> {page.path for page in pages() if page.nav} >= {"/", "/findings"}
    True
    """
    names = sorted(module.name for module in iter_modules(views.__path__))
    return tuple(page for name in names for page in import_module(f"{views.__name__}.{name}").PAGES)


def workbench(service: Service, settings: HttpSettings) -> list[BaseRoute]:
    """The routes of all pages, of their tables as files, and of the files that they load."""
    desk = Desk(service, settings, pages())
    service.prepare = desk.prepare
    routes: list[BaseRoute] = [Route(f"/{FOLDER}/{{name:path}}", _asset, methods=["GET"])]
    for page in pages():
        door = Door(desk, page)
        if page.sheet is not None:
            routes += [Route(f"{file_path(page.path)}.{form}", door.send, methods=["GET"]) for form in KINDS]
    for page in pages():
        door = Door(desk, page)
        routes.append(Route(page.path, door.show, methods=["GET"]))
        if page.decide is not None:
            routes.append(Route(page.path, door.take, methods=["POST"]))
    return routes


async def _asset(request: Request) -> Response:
    """A file that a page loads."""
    found = assets().get(request.path_params["name"])
    if found is None:
        raise refuse("NOT_FOUND", "http.nowhere")
    return asset_reply(request.scope["visit"], found, request.query_params.get("v"))
