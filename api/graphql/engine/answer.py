"""An operation as the transport hands it in, and what it gets back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson

from api.graphql.errors import GraphqlFault, as_error

__all__ = ["Answer", "Request", "refused", "refused_by"]


@dataclass(frozen=True, slots=True)
class Request:
    """A document with its variables; ``read_only``: it came by GET and may not write."""

    document: str
    variables: dict[str, Any] = field(default_factory=dict)
    operation_name: str | None = None
    read_only: bool = False
    extensions: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answer:
    """The body as it goes out, and what the transport and the audit need to know of it.

    ``status``: 200, or the status of the code that refused the whole request, which then has no ``data``
    (``is_request_error``). ``personal``: unmasked personal data left the store. ``roots``: the root fields asked for.
    """

    status: int
    body: bytes
    is_request_error: bool = False
    personal: bool = False
    operation: str = ""
    price: int = 0
    code: str | None = None
    roots: tuple[str, ...] = ()


def refused(
    errors: Sequence[dict[str, Any]], status: int, operation: str = "", price: int = 0, roots: tuple[str, ...] = ()
) -> Answer:
    """The answer to a request of which nothing was carried out."""
    code = errors[0]["extensions"]["code"]
    return Answer(
        status, orjson.dumps({"errors": errors}), True, operation=operation, price=price, code=code, roots=roots
    )


def refused_by(raised: GraphqlFault, operation: str = "", price: int = 0, roots: tuple[str, ...] = ()) -> Answer:
    """The same for a fault."""
    return refused([as_error(raised)], raised.status, operation, price, roots)
