"""A request that the transport turns down before anything is asked of the store."""

from __future__ import annotations

from typing import Any

import orjson

from api.graphql.errors import GraphqlFault, as_error, fault

__all__ = ["Refusal", "bad", "refuse"]


class Refusal(Exception):
    """Status, headers and the one error of the answer; the code is of the list that all of GraphQL has."""

    def __init__(self, raised: GraphqlFault, status: int | None = None, **headers: str) -> None:
        self.fault = raised
        self.status = status or raised.status
        self.headers = [
            (name.replace("_", "-").encode("ascii"), value.encode("latin-1")) for name, value in headers.items()
        ]
        super().__init__(str(raised))

    def body(self) -> bytes:
        """The answer: one error and no data. Words that programs look for are the same in both languages, and told once."""
        error, words = as_error(self.fault), self.fault.message
        if words.zh == words.en:
            error["message"] = words.en
        return orjson.dumps({"errors": [error]})


def refuse(code: str, key: str | None = None, /, *, status: int | None = None, **values: Any) -> Refusal:
    """A refusal with a code and, where it says it more closely, a text of graph/messages/http.yaml.

    >>> refused = refuse("BAD_USER_INPUT", "http.content_type", status=415)
    >>> refused.status, refused.fault.code
    (415, 'BAD_USER_INPUT')
    """
    return Refusal(fault(code, key, **values), status)


def bad(key: str, /, **values: Any) -> Refusal:
    """A request that is not put together as it should be: 400."""
    return refuse("BAD_USER_INPUT", f"http.{key}", **values)
