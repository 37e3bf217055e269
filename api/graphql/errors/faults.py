"""The one list of codes, and a fault that carries one.

>>> raised = fault("DEPTH_LIMIT", limit=12, found=20)
>>> raised.status, raised.message.en
(400, 'nested 20 levels deep, over the limit of 12')
>>> as_error(raised, path=["grid", "parent"])["extensions"]
{'code': 'DEPTH_LIMIT', 'limit': 12, 'found': 20}
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from graph.messages import Message, text

__all__ = ["CODES", "LONGEST", "GraphqlFault", "as_error", "fault", "shorten"]

CODES: dict[str, tuple[int, str]] = {
    "GRAPHQL_PARSE_FAILED": (400, "graphql.parse_failed"),
    "GRAPHQL_VALIDATION_FAILED": (400, "graphql.validation_failed"),
    "BAD_USER_INPUT": (400, "graphql.bad_user_input"),
    "BAD_CURSOR": (400, "graphql.bad_cursor"),
    "BAD_DATE": (400, "graphql.bad_date"),
    "FORBIDDEN": (403, "graphql.forbidden"),
    "UNAUTHENTICATED": (401, "graphql.unauthenticated"),
    "NOT_FOUND": (404, "graphql.not_found"),
    "CONFLICT": (409, "graphql.conflict"),
    "NO_SAVED_RUN": (404, "graphql.no_saved_run"),
    "DEPTH_LIMIT": (400, "graphql.depth_limit"),
    "ALIAS_LIMIT": (400, "graphql.alias_limit"),
    "TOKEN_LIMIT": (400, "graphql.token_limit"),
    "PAGE_LIMIT": (400, "graphql.page_limit"),
    "COST_LIMIT": (400, "graphql.cost_limit"),
    "BODY_LIMIT": (413, "graphql.body_limit"),
    "TIMEOUT": (504, "graphql.timeout"),
    "TOO_MANY_REQUESTS": (429, "graphql.too_many_requests"),
    "STORE_UNAVAILABLE": (503, "graphql.store_unavailable"),
    "DOCUMENT_NOT_FOUND": (400, "graphql.document_not_found"),
    "DOCUMENT_REQUIRED": (403, "graphql.document_required"),
    "INTROSPECTION_OFF": (403, "graphql.introspection_off"),
    "INTERNAL": (500, "graphql.internal"),
}
"""Code → the HTTP status where it refuses the whole request, and the text. Beside data of other fields it is 200."""

LONGEST = 200
"""How many characters of anything that a client sent an error repeats."""


class GraphqlFault(Exception):
    """What is answered instead of data: a code of :data:`CODES`, a text in both languages, and numbers beside it."""

    def __init__(self, code: str, message: Message, /, **extensions: Any) -> None:
        self.code = code
        self.status = CODES[code][0]
        self.message = message
        self.extensions = extensions
        super().__init__(f"{code}: {message}")


def fault(code: str, key: str | None = None, /, **values: Any) -> GraphqlFault:
    """A fault with the text of its code, or with another text of the catalogue that says it more closely.

    The values fill the places of the text and stand in the error's ``extensions``; words among them are shortened.
    Raises ``KeyError`` for a code that is not in the list, and where a place of the text has no value.

    >>> fault("BAD_USER_INPUT", "graphql.first_and_last", name="grids").message.en
    'grids: give first or last, not both'
    """
    kept = {name: shorten(value) if isinstance(value, str) else value for name, value in values.items()}
    return GraphqlFault(code, text(key or CODES[code][1], **kept), **kept)


def as_error(
    raised: GraphqlFault, path: Sequence[str | int] | None = None, locations: Iterable[tuple[int, int]] | None = None
) -> dict[str, Any]:
    """The fault as an entry of ``errors``: message (zh / en), locations (line, column; from 1), path, extensions."""
    error: dict[str, Any] = {"message": str(raised.message)}
    if locations:
        error["locations"] = [{"line": line, "column": column} for line, column in locations]
    if path:
        error["path"] = list(path)
    told = {name: value.isoformat() if isinstance(value, date) else value for name, value in raised.extensions.items()}
    return {**error, "extensions": {"code": raised.code, **told}}


def shorten(words: str) -> str:
    """At most 200 characters of it, the beginning and the end.

    >>> len(shorten("x" * 1_000_000)), shorten("abc")
    (200, 'abc')
    """
    return words if len(words) <= LONGEST else f"{words[:120]}…{words[-(LONGEST - 121) :]}"
