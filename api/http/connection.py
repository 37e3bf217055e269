"""A connection whose request heads are bounded, in bytes and in time.

uvicorn with httptools would read a head of any length for any time; a body is bounded by :mod:`api.http.body`.
"""

from __future__ import annotations

from asyncio import TimerHandle, Transport

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

__all__ = ["BoundedConnection"]

LONGEST_HEAD = 65_536
"""Bytes of a request line with its headers, as h11 has it; what came in the last read is not counted."""
SLOWEST_HEAD = 15.0
"""Seconds in which a head must have arrived, from the opening of the connection or its first byte."""

_REFUSED = b"HTTP/1.1 %s\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"


class BoundedConnection(HttpToolsProtocol):
    """What uvicorn has of each connection, with an eye on heads that do not end."""

    _seen = 0
    _in_head = True
    _timer: TimerHandle | None = None

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]  # as uvicorn types it
        """A client is there; its first head is awaited."""
        super().connection_made(transport)
        self._timer = self.loop.call_later(SLOWEST_HEAD, self._end, b"408 Request Timeout")

    def connection_lost(self, exc: Exception | None) -> None:
        """The client has gone."""
        self._stop_timer()
        super().connection_lost(exc)

    def on_message_begin(self) -> None:
        """A head begins."""
        self._in_head = True
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """A head has ended."""
        self._in_head, self._seen = False, 0
        super().on_headers_complete()

    def data_received(self, data: bytes) -> None:
        """Reads on; a head that came whole costs nothing beside."""
        super().data_received(data)
        if not self._in_head:
            self._stop_timer()
            return
        self._seen += len(data)
        if self._seen > LONGEST_HEAD:
            self._end(b"431 Request Header Fields Too Large")
        elif self._timer is None:
            self._timer = self.loop.call_later(SLOWEST_HEAD, self._end, b"408 Request Timeout")

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _end(self, status: bytes) -> None:
        self._stop_timer()
        if not self.transport.is_closing():
            self.transport.write(_REFUSED % status)
            self.transport.close()
