"""How answers go out: packed where it pays, tags compared as RFC 9110 has it."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest

from api.http.reply import fresh_enough, tag

if TYPE_CHECKING:
    from tests.api.http.conftest import Client

LONG = "{ long(size: %d) }"


@pytest.mark.parametrize(("size", "packed"), [(10, False), (1_000, True), (40_000, True)])
def test_long_answer_is_packed(size: int, packed: bool, client: Client) -> None:
    answer = client.post("/graphql", json={"query": LONG % size}, headers={"accept-encoding": "gzip"})
    assert ("content-encoding" in answer.headers) is packed
    assert answer.json() == {"data": {"long": "网格" * size}}
    assert "Accept-Encoding" in answer.headers["vary"]


def test_packed_answer_has_the_length_that_it_says(client: Client) -> None:
    answer = client.post("/graphql", json={"query": LONG % 5_000}, headers={"accept-encoding": "gzip"})
    assert int(answer.headers["content-length"]) < 1_000


def test_answer_is_not_packed_for_a_client_that_cannot_unpack(client: Client) -> None:
    answer = client.post("/graphql", json={"query": LONG % 5_000}, headers={"accept-encoding": "identity"})
    assert "content-encoding" not in answer.headers


def test_packed_and_plain_answer_have_one_weak_tag(client: Client) -> None:
    told = {"query": LONG % 5_000}
    plain = client.get("/graphql", params=told, headers={"accept-encoding": "identity"})
    packed = client.get("/graphql", params=told, headers={"accept-encoding": "gzip"})
    assert plain.headers["etag"] == packed.headers["etag"]
    assert plain.content == packed.content != gzip.compress(plain.content)


@pytest.mark.parametrize(
    ("held", "fresh"),
    [
        (b'W/"a"', True),
        (b'"a"', True),
        (b"*", True),
        (b'"x", W/"a"', True),
        (b'W/"b"', False),
        (b"", False),
        (b"a", False),
    ],
)
def test_tag_is_compared_weakly(held: bytes, fresh: bool) -> None:
    assert fresh_enough({b"if-none-match": held}, b'W/"a"') is fresh
    assert not fresh_enough({}, b'W/"a"')


def test_tag_differs_by_viewer_type_and_body() -> None:
    assert len({tag("a", "x", b"1"), tag("b", "x", b"1"), tag("a", "y", b"1"), tag("a", "x", b"2")}) == 4
