"""A page as its module declares it, and what it shows when it is asked for."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from starlette.responses import Response

if TYPE_CHECKING:
    from api.pages.asked import Asked
    from api.pages.forms import Form
    from api.pages.sheets import Sheet

__all__ = ["Page", "Shown"]


@dataclass(frozen=True, slots=True)
class Shown:
    """A template with its values. ``title``: the page's heading, in its language; ``status``: 200 unless told otherwise."""

    template: str
    title: str
    values: Mapping[str, Any] = field(default_factory=dict)
    status: int = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """An address and what answers it.

    ``path``      of the page, with places in braces: ``/findings/{id}``
    ``name``      a word for the log and the navigation; its text is ``page_NAME.nav``
    ``show``      makes the page
    ``sheet``     makes the page's table for export; without it there is none
    ``decide``    takes a form that was sent to the page's own address
    ``nav``       its place in the navigation; None: it is not there
    ``right``     the right that it takes; who has it not is refused (403) and does not find it in the navigation
    """

    path: str
    name: str
    show: Callable[[Asked], Awaitable[Shown | Response]]
    sheet: Callable[[Asked], Awaitable[Sheet]] | None = None
    decide: Callable[[Asked, Form], Awaitable[Shown | Response]] | None = None
    nav: int | None = None
    right: str | None = None
