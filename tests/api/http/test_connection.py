"""Heads that do not end, and everything else that is no HTTP, over a real connection."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.api.http.conftest import Small

BODY = b'{"query": "{ hello }"}'
HEAD = (
    b"POST /graphql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
    % len(BODY)
)


@pytest.fixture
def connect(small: Small, on_wire: Callable[[Small], str]) -> Callable[[], socket.socket]:
    """Opens a connection to a small server."""
    port = int(on_wire(small).rpartition(":")[2])

    def open_one() -> socket.socket:
        opened = socket.create_connection(("127.0.0.1", port))
        opened.settimeout(20)
        return opened

    return open_one


def answer_of(connection: socket.socket) -> bytes:
    """All that comes until the server ends the connection."""
    parts = []
    try:
        while part := connection.recv(65_536):
            parts.append(part)
    except ConnectionResetError:
        pass
    return b"".join(parts)


def test_two_requests_on_one_connection_are_answered(connect: Callable[[], socket.socket]) -> None:
    with connect() as connection:
        for piece in (HEAD[:30], HEAD[30:] + BODY[:5], BODY[5:], HEAD + BODY):
            connection.sendall(piece)
        seen = b""
        while seen.count("你好".encode()) < 2:
            seen += connection.recv(65_536)
    assert seen.count(b"HTTP/1.1 200 OK") == 2


@pytest.mark.parametrize("line", [b"X-Long: " + b"a" * 1_000_000, b"".join(b"X-%d: a\r\n" % n for n in range(200_000))])
def test_head_without_end_is_refused(line: bytes, connect: Callable[[], socket.socket]) -> None:
    with connect() as connection:
        try:
            connection.sendall(b"GET /graphql HTTP/1.1\r\n" + line)
        except (ConnectionResetError, BrokenPipeError):
            return
        seen = answer_of(connection)
    assert not seen or seen.startswith(b"HTTP/1.1 431 ")  # nothing where the reset overtook it


def test_head_that_does_not_come_is_not_waited_for(
    connect: Callable[[], socket.socket], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.http.connection.SLOWEST_HEAD", 0.2)
    with connect() as silent, connect() as slow:
        slow.sendall(HEAD + BODY)
        assert slow.recv(65_536).startswith(b"HTTP/1.1 200")
        slow.sendall(HEAD[:20])
        assert answer_of(silent).startswith(b"HTTP/1.1 408 ")
        assert b"HTTP/1.1 408 " in answer_of(slow)


@pytest.mark.parametrize(
    "words",
    [
        b"hello\r\n\r\n", b"\x16\x03\x01\x02\x00\x01\x00\x01", b"GET /graphql HTTP/9.9\r\n\r\n",
        b"POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Length: -5\r\n\r\n",
        b"POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\nhello",
        b"POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello!",
    ],
)  # fmt: skip
def test_what_is_no_http_is_refused(words: bytes, connect: Callable[[], socket.socket]) -> None:
    with connect() as connection:
        connection.sendall(words)
        answer = answer_of(connection)
    assert answer.startswith(b"HTTP/1.1 400 ") and b"Traceback" not in answer


def test_client_that_leaves_in_the_middle_stops_nobody(connect: Callable[[], socket.socket], small: Small) -> None:
    with connect() as leaving:
        leaving.sendall(HEAD + BODY[:5])
    with connect() as staying:
        staying.sendall(HEAD + BODY)
        assert staying.recv(65_536).startswith(b"HTTP/1.1 200")
    until = time.monotonic() + 20
    while small.service.clients.under_way and time.monotonic() < until:
        time.sleep(0.01)
    assert small.service.clients.under_way == 0


def test_chunks_over_the_limit_are_refused(make_small: Callable[..., Small], on_wire: Callable[[Small], str]) -> None:
    port = int(on_wire(make_small(body_limit=1_000)).rpartition(":")[2])
    head = b"POST /graphql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.settimeout(20)
        connection.sendall(head + b"3e8\r\n" + b" " * 1_000 + b"\r\n" + b"3e8\r\n" + b" " * 1_000 + b"\r\n")
        answer = answer_of(connection)
    assert answer.startswith(b"HTTP/1.1 413 ") and b"BODY_LIMIT" in answer
