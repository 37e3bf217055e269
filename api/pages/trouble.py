"""What a page tells instead of its data: a code of the list that GraphQL has, its status, and what to do.

>>> told = trouble_of_errors([{"message": "x", "extensions": {"code": "BAD_DATE"}}], 200)
>>> told.status, told.code, told.heading
(400, 'BAD_DATE', 'pages.wrong_address')
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from api.graphql.errors import CODES, GraphqlFault
from api.http.refusal import Refusal
from graph.messages import Message, text

if TYPE_CHECKING:
    from api.pages.words import Words

__all__ = ["Trouble", "bad_part", "nothing_there", "trouble_of_errors", "trouble_of_fault"]

_HEADINGS = {
    400: "pages.wrong_address", 401: "pages.not_signed_in", 403: "pages.not_allowed", 404: "pages.not_there",
    409: "pages.changed_meanwhile", 413: "pages.too_large", 429: "pages.too_many", 503: "pages.store_away",
    504: "pages.too_slow",
}  # fmt: skip
"""Status → the heading; beside each ``<heading>_do`` says what to do."""


class Trouble(Exception):
    """Status, code and words (in both languages) of what went wrong; ``draft``: where a form that was sent waits."""

    def __init__(self, code: str, words: Message | str, status: int | None = None) -> None:
        self.code = code
        self.status = status or CODES[code][0]
        self.words = words
        self.draft: str | None = None
        super().__init__(f"{code}: {words}")

    @property
    def heading(self) -> str:
        """Key of the heading."""
        return _HEADINGS.get(self.status, "pages.went_wrong")

    def said(self, words: Words) -> str:
        """The words in the language of a page; an answer's own have both."""
        return self.words if isinstance(self.words, str) else words.of(self.words)

    @property
    def retry(self) -> int | None:
        """Seconds until the page asks again by itself, where waiting helps."""
        return {503: 5, 429: 2}.get(self.status)


def bad_part(name: str, value: str, known: str = "") -> Trouble:
    """A part of the address that means nothing: which one, and what it may be."""
    shown = value if len(value) <= 60 else f"{value[:60]}…"
    key = "pages.bad_part_known" if known else "pages.bad_part"
    return Trouble("BAD_USER_INPUT", text(key, name=name, value=shown, known=known), 400)


def nothing_there() -> Trouble:
    """Nothing of that identity, or nothing that this viewer may know of."""
    return Trouble("NOT_FOUND", text("pages.no_such"))


def trouble_of_fault(raised: GraphqlFault | Refusal) -> Trouble:
    """For a fault, or a refusal of the transport."""
    if isinstance(raised, Refusal):
        return Trouble(raised.fault.code, raised.fault.message, raised.status)
    return Trouble(raised.code, raised.message)


def trouble_of_errors(errors: Sequence[Mapping[str, Any]], status: int) -> Trouble:
    """For the errors of an answer: the first one decides."""
    first = errors[0]
    code = str(first["extensions"]["code"])
    own = CODES.get(code, (500, ""))[0]
    return Trouble(code, str(first["message"]), status if status >= 400 else own)
