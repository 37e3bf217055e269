"""The request as a page sees it: who asks, from which address, in which language, as of which day; and how to ask on."""

from __future__ import annotations

import time
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from api.pages.forms import Form, token_of
from api.pages.links import Pairs, address, changed, file_path, root_of
from api.pages.params import Params
from api.pages.trouble import trouble_of_errors
from api.pages.words import Lang, Words
from graph.as_of import today

if TYPE_CHECKING:
    from starlette.requests import Request

    from api.accounts.viewer import Viewer
    from api.http.edge import Visit
    from api.http.identity import Known
    from api.pages.desk import Desk
    from api.pages.page import Page

__all__ = ["Asked"]

_EVERYWHERE = ("asOf", "lang")
"""What links to other pages carry on."""
_PASSING = ("draft", "done")
"""What belongs to one answer only and no link carries on."""


class Asked:
    """One request for a page."""

    def __init__(self, desk: Desk, page: Page, request: Request, known: Known) -> None:
        self.desk, self.page, self.known = desk, page, known
        self.visit: Visit = request.scope["visit"]
        self.path: str = request.scope["path"]
        self.places: dict[str, str] = request.path_params
        self.pairs: Pairs = [*request.query_params.multi_items()]
        self.params = Params(self.pairs)
        self.root = root_of(self.path)
        self.filled: dict[str, str] = {}
        self.chosen: list[str] = []
        self.waited = 0.0
        """Seconds for which the page has waited for its data so far."""

    @property
    def viewer(self) -> Viewer:
        """Who asks."""
        return self.known.viewer

    @cached_property
    def lang(self) -> Lang:
        """The page's language: Chinese unless the address says otherwise."""
        return "en" if self.params.choice("lang", ("zh", "en")) == "en" else "zh"

    @cached_property
    def words(self) -> Words:
        """Texts in that language."""
        return Words(self.lang)

    @cached_property
    def as_of(self) -> date:
        """The day to look at; raises ``Trouble`` for what is none."""
        return self.params.day("asOf") or today()

    @cached_property
    def token(self) -> str:
        """What the page's forms must bring back."""
        return token_of(self.desk.service.identity.shown(self.visit), self.desk.key)

    async def read(self, name: str, /, **variables: Any) -> dict[str, Any]:
        """The data of ``operations/NAME.graphql`` as of the page's day; raises ``Trouble`` for any error but the absence of
        a saved run, for which fields are empty."""
        body = await self._ask(name, {"asOf": self.as_of.isoformat(), **variables})
        errors = [error for error in body.get("errors") or () if error["extensions"]["code"] != "NO_SAVED_RUN"]
        if errors:
            raise trouble_of_errors(errors, body["status"])
        data: dict[str, Any] = body["data"]
        return data

    async def write(self, name: str, /, **variables: Any) -> dict[str, Any]:
        """Carries out a mutation; raises ``Trouble``: CONFLICT where somebody else was faster."""
        body = await self._ask(name, variables)
        if body.get("errors"):
            raise trouble_of_errors(body["errors"], body["status"])
        data: dict[str, Any] = body["data"]
        return data

    async def _ask(self, name: str, variables: dict[str, Any]) -> dict[str, Any]:
        begun = time.perf_counter()
        try:
            return await self.desk.answer(name, variables, self.known, self.visit)
        finally:
            self.waited += time.perf_counter() - begun

    def to(self, path: str, /, **query: object) -> str:
        """The address of another page (``"findings"``, ``"rules/S02"``, ``""``), as of the same day, in the same language."""
        kept = [pair for pair in self.pairs if pair[0] in _EVERYWHERE]
        return address(self.root, path, changed(kept, query))

    def here(self, **changes: object) -> str:
        """The address of this page with some values of its query changed: ``here(after=None)``."""
        kept = [pair for pair in self.pairs if pair[0] not in _PASSING]
        return address(self.root, self.path.lstrip("/"), changed(kept, changes))

    def export(self, form: str) -> str:
        """The address of this page's table as a file: all of it, not one page."""
        kept = [pair for pair in self.pairs if pair[0] not in (*_PASSING, "after", "before")]
        return address(self.root, f"{file_path(self.path).lstrip('/')}.{form}", kept)

    def fill(self, form: Form) -> None:
        """Fills the page's forms in with what was sent before."""
        self.filled, self.chosen = form.filled, [value.partition(".")[0] for value in form.many("id")]
