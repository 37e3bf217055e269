"""One request for a page, from the door to its answer: who it is, the page, a form, and whatever goes wrong on the way."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from starlette.responses import Response

from api.accounts.viewer import right_words
from api.graphql.errors import from_store_error
from api.http.refusal import Refusal
from api.pages.asked import Asked
from api.pages.forms import Form, need_own, read_form, token_of
from api.pages.links import address, changed, page_path, root_of
from api.pages.reply import file_reply, go_to, page_reply
from api.pages.sheets import KINDS, made_file
from api.pages.trouble import Trouble, trouble_of_fault
from api.pages.words import Lang, Words
from graph.messages import text

if TYPE_CHECKING:
    from starlette.requests import Request

    from api.http.edge import Visit
    from api.pages.desk import Desk
    from api.pages.page import Page, Shown

__all__ = ["Door"]

Answer = Callable[["Request"], Awaitable[Response]]


class Door:
    """Answers requests for one page."""

    def __init__(self, desk: Desk, page: Page) -> None:
        self._desk, self._page = desk, page

    async def show(self, request: Request) -> Response:
        """GET of the page."""
        return await self._guarded(request, self._shown)

    async def send(self, request: Request) -> Response:
        """GET of its table as a file."""
        return await self._guarded(request, self._sheet)

    async def take(self, request: Request) -> Response:
        """POST of a form."""
        return await self._guarded(request, self._taken)

    async def _guarded(self, request: Request, answer: Answer) -> Response:
        visit: Visit = request.scope["visit"]
        visit.record.kind = "page"
        try:
            return await answer(request)
        except Exception as error:  # noqa: BLE001 - the last handler of a page: a code, and none of the error's words
            told = _trouble(error)
        visit.record.kind, visit.record.code = "page", told.code
        return self._told(request, told)

    async def _asked(self, request: Request) -> Asked | None:
        """The request of somebody who may come in; None for nobody."""
        visit: Visit = request.scope["visit"]
        known = await self._desk.service.identity.find(visit)
        if known is None:
            return None
        visit.record.viewer, visit.record.role = known.viewer.name, known.viewer.role
        if self._page.right is not None and not known.viewer.may(self._page.right):
            zh, en = right_words()[self._page.right]
            raise Trouble("FORBIDDEN", text("pages.no_right", zh=zh, en=en))
        return Asked(self._desk, self._page, request, known)

    async def _shown(self, request: Request) -> Response:
        asked = await self._asked(request)
        if asked is None:
            return go_to(_to_login(request))
        draft = asked.params.text("draft")
        pairs = self._desk.drafts.find(draft, asked.path) if draft else None
        if pairs is not None:
            asked.fill(Form(pairs))
        with self._desk.service.clients.one_more(asked.known.client):
            return await self._drawn(asked, await self._page.show(asked))

    async def _sheet(self, request: Request) -> Response:
        asked = await self._asked(request)
        if asked is None:
            return go_to(_to_login(request))
        assert self._page.sheet is not None
        asked.path, form = page_path(asked.path)
        with self._desk.service.clients.one_more(asked.known.client):
            sheet = await self._page.sheet(asked)
            store = await self._desk.known.of_store()
            rows = await sheet.gather()
            body = await asyncio.to_thread(made_file, form, sheet, rows, asked, store)
        return file_reply(body, KINDS[form], f"govgraph-{self._page.name}-{asked.as_of}.{form}")

    async def _taken(self, request: Request) -> Response:
        visit: Visit = request.scope["visit"]
        form = await read_form(visit)
        need_own(visit, form, token_of(self._desk.service.identity.shown(visit), self._desk.key))
        try:
            asked = await self._asked(request)
            if asked is None:
                return go_to(_to_login(request, draft=self._keep(request, form)))
            asked.fill(form)
            assert self._page.decide is not None
            with self._desk.service.clients.one_more(asked.known.client):
                return await self._drawn(asked, await self._page.decide(asked, form))
        except Exception as error:
            told = _trouble(error)
            if told.retry is not None:  # what was typed waits with us until the store is there again
                told.draft = self._keep(request, form)
            raise told from error

    def _keep(self, request: Request, form: Form) -> str:
        pairs = [pair for pair in form.pairs if pair[0] != "csrf"]
        return self._desk.drafts.keep(request.scope["path"], pairs)

    async def _drawn(self, asked: Asked, shown: Shown | Response) -> Response:
        if isinstance(shown, Response):
            return shown
        known = self._desk.known
        html = self._desk.drawing.draw(shown, asked, await known.of_store(), await known.scope(asked.viewer))
        return page_reply(asked.visit, html, shown.status, {"server-timing": f"data;dur={asked.waited * 1e3:.1f}"})

    def _told(self, request: Request, trouble: Trouble) -> Response:
        """The page for what went wrong; one that waiting helps asks again by itself."""
        visit: Visit = request.scope["visit"]
        lang: Lang = "en" if request.query_params.get("lang") == "en" else "zh"
        words = Words(lang)
        root = root_of(request.scope["path"])
        pairs = changed(request.query_params.multi_items(), {"draft": trouble.draft} if trouble.draft else {})
        again = address(root, request.scope["path"].lstrip("/"), pairs)
        values = {
            "t": words, "lang": lang, "trouble": trouble, "root": root, "again": again, "said": trouble.said(words),
            "posted": visit.method == "POST" and trouble.draft is None,
            "home": address(root, "", [("lang", "en")] if lang == "en" else ()),
        }  # fmt: skip
        headers = {} if trouble.retry is None else {"retry-after": str(trouble.retry)}
        return page_reply(visit, self._desk.drawing.plain("trouble.html", values), trouble.status, headers)


def _trouble(error: Exception) -> Trouble:
    """Any error as what a page tells of it."""
    if isinstance(error, Trouble):
        return error
    return trouble_of_fault(error if isinstance(error, Refusal) else from_store_error(error))


def _to_login(request: Request, **more: str) -> str:
    """The way to sign in, and from there back to this page with its query."""
    pairs = [pair for pair in request.query_params.multi_items() if pair[0] != "draft"]
    path = request.scope["path"].lstrip("/")
    back = address("" if path else "./", path, changed(pairs, more))
    return address(root_of(request.scope["path"]), "login", [("next", back)])
