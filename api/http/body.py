"""The body of a request, never more of it than is allowed and never for longer."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from api.graphql.errors import fault
from api.http.refusal import Refusal, bad, refuse

if TYPE_CHECKING:
    from api.http.wire import Headers, Message, Receive

__all__ = ["read_body"]

SLOWEST = 15.0
"""Seconds in which a body must have arrived."""


async def read_body(receive: Receive, headers: Headers, limit: int) -> bytes:
    """All of the body. Raises ``Refusal``: over the limit (413, by what it declares or by what arrives), broken off or
    too slow (408), packed (415)."""
    if headers.get(b"content-encoding", b"identity").strip().lower() != b"identity":
        raise refuse("BAD_USER_INPUT", "http.packed", status=415)
    declared = headers.get(b"content-length")
    if declared is not None and (not declared.isdigit() or int(declared) > limit):
        raise _too_large(limit) if declared.isdigit() else bad("length")
    message = await receive()
    body = _part(message)
    if message.get("more_body"):
        try:
            async with asyncio.timeout(SLOWEST):
                body = await _rest(receive, body, limit)
        except TimeoutError as error:
            raise refuse("TIMEOUT", "http.slow_body", status=408, seconds=round(SLOWEST)) from error
    if len(body) > limit:
        raise _too_large(limit)
    return body


async def _rest(receive: Receive, first: bytes, limit: int) -> bytes:
    parts, size, more = [first], len(first), True
    while more:
        if size > limit:
            raise _too_large(limit)
        message = await receive()
        parts.append(_part(message))
        size += len(parts[-1])
        more = message.get("more_body", False)
    return b"".join(parts)


def _part(message: Message) -> bytes:
    if message["type"] == "http.disconnect":
        raise bad("broken_off")
    part: bytes = message.get("body", b"")
    return part


def _too_large(limit: int) -> Refusal:
    # what has not been read would be taken for the next request: the connection ends here
    return Refusal(fault("BODY_LIMIT", limit=limit), connection="close")
