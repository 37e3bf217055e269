"""The shapes of ASGI, and the headers of a request by name."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any

__all__ = ["App", "Headers", "Message", "Receive", "Scope", "Send", "header", "headers_of"]

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]
Headers = dict[bytes, bytes]

_BETWEEN = {b"cookie": b"; "}


def headers_of(pairs: Iterable[tuple[bytes, bytes]]) -> Headers:
    """Headers by lower-case name; one that comes twice has both values, with a comma between them.

    So a second ``Host`` or ``Authorization`` makes a value that nothing accepts, and no choice is made between them.

    >>> headers_of([(b"accept", b"a"), (b"host", b"x"), (b"accept", b"b")])
    {b'accept': b'a, b', b'host': b'x'}
    """
    found: Headers = {}
    for name, value in pairs:
        found[name] = found[name] + _BETWEEN.get(name, b", ") + value if name in found else value
    return found


def header(headers: Headers, name: bytes) -> str | None:
    """A header's text, None where it is absent."""
    value = headers.get(name)
    return None if value is None else value.decode("latin-1")
