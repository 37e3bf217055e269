"""What a request asks for: members of the body and of the address, and what is no request."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote, urlencode

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.http.asked import Asked, document_id, from_body, from_query
from api.http.refusal import Refusal

QUERY = "{ hello }"
HASH = document_id(QUERY).removeprefix("sha256:")


def test_body_gives_every_member() -> None:
    body = {"query": QUERY, "operationName": "A", "variables": {"a": 1}, "extensions": {"x": 1}, "foreign": 1}
    assert from_body(orjson.dumps(body)) == Asked(QUERY, None, "A", {"a": 1}, {"x": 1})


def test_null_is_as_if_absent() -> None:
    body = {"query": QUERY, "operationName": None, "variables": None, "extensions": None, "documentId": None}
    assert from_body(orjson.dumps(body)) == Asked(QUERY)


def test_address_gives_the_same_as_a_body() -> None:
    told = {"query": "{ 你好 }", "operationName": "A", "variables": '{"a": [1]}', "extensions": "{}", "foreign": "x"}
    asked = from_query(urlencode(told).encode("ascii"))
    assert asked == Asked("{ 你好 }", None, "A", {"a": [1]}, {})


def test_document_id_stands_for_a_document() -> None:
    assert from_body(orjson.dumps({"documentId": f"sha256:{HASH}"})).document_id == document_id(QUERY)
    assert from_query(b"documentId=sha256%3A" + HASH.encode()).document_id == document_id(QUERY)


def test_form_of_apollo_is_understood_with_and_without_the_document() -> None:
    extensions = {"persistedQuery": {"version": 1, "sha256Hash": HASH.upper()}}
    alone = from_body(orjson.dumps({"extensions": extensions}))
    beside = from_body(orjson.dumps({"extensions": extensions, "query": QUERY}))
    assert (alone.document_id, alone.query, alone.apollo) == (document_id(QUERY), None, True)
    assert (beside.document_id, beside.query, beside.apollo) == (document_id(QUERY), QUERY, True)


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{", b"null", b'"x"', b"7", b"[]", b'[{"query": "{a}"}]', b"{}", b'{"query": null}', b'{"query": ""}',
        b'{"query": 7}', b'{"query": ["a"]}', b'{"query": {"a": 1}}', b'{"query": true}', b'{"query": "{a}", "variables": []}',
        b'{"query": "{a}", "variables": "{}"}', b'{"query": "{a}", "variables": 0}', b'{"query": "{a}", "extensions": []}',
        b'{"query": "{a}", "operationName": 1}', b'{"query": "{a}", "operationName": {}}', b'{"documentId": 7}',
        b'{"query": "{a}", "documentId": "sha256:00"}', b'{"extensions": {"persistedQuery": 7}}',
        b'{"extensions": {"persistedQuery": {"sha256Hash": 7}}}', '{"query": "{a}"}'.encode("utf-16"),
        b'\xef\xbb\xbf{"query": "{a}"}', b'{"query": "\xff"}', b'{"query": "\\ud800"}', b'{"query": "{a}"} x',
        b'{"query": "{a}", "variables": {"a": NaN}}', b'{"variables":' * 2_000, b"[" * 100_000,
    ],
    ids=lambda body: repr(body[:40]),
)  # fmt: skip
def test_body_that_is_no_request_is_refused(body: bytes) -> None:
    with pytest.raises(Refusal) as caught:
        from_body(body)
    assert (caught.value.status, caught.value.fault.code) == (400, "BAD_USER_INPUT")


@pytest.mark.parametrize(
    "address",
    [
        b"", b"query=", b"query=a&query=b", b"query=a&variables={", b"query=a&variables=[]", b"query=a&extensions=7",
        b"query=%ff", b"query=\xff", b"a=1&" * 40, b"query=a&documentId=sha256:00", b'query=a&variables=%22a%22',
    ],
)  # fmt: skip
def test_address_that_is_no_request_is_refused(address: bytes) -> None:
    with pytest.raises(Refusal) as caught:
        from_query(address)
    assert caught.value.status == 400


def test_refusal_never_repeats_the_body() -> None:
    with pytest.raises(Refusal) as caught:
        from_body('{"query": "张三 13800000001'.encode())
    assert "张三" not in caught.value.body().decode() and "138" not in caught.value.body().decode()


MEMBERS = ["query", "variables", "extensions", "operationName", "documentId", "persistedQuery", "x"]
PLAIN = st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=3)
VALUES = st.recursive(
    PLAIN, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(MEMBERS), inner, max_size=4)
)


def asked_or_status(read: Callable[[bytes], Asked], told: bytes) -> Asked | int:
    """What is asked for, or the status of the refusal."""
    try:
        return read(told)
    except Refusal as refused:
        return refused.status


@given(VALUES)
def test_any_json_is_a_request_or_refused(told: Any) -> None:
    asked = asked_or_status(from_body, orjson.dumps(told))
    assert asked == 400 or (isinstance(asked, Asked) and bool(asked.query or asked.document_id))


@given(st.text(max_size=30))
def test_any_address_is_a_request_or_refused(text: str) -> None:
    for address in (quote(text), f"query={quote(text)}", f"query=a&variables={quote(text)}"):
        asked = asked_or_status(from_query, address.encode("ascii"))
        assert asked == 400 or (isinstance(asked, Asked) and asked.query is not None)
