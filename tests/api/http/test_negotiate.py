"""Accept, Content-Type and Accept-Encoding: which type an answer has, which a request may have."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.http.negotiate import GRAPHQL_JSON, JSON, answer_type, is_json, takes_gzip, wants_page

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        (None, JSON),
        ("", JSON),
        ("*/*", JSON),
        ("application/*", JSON),
        (JSON, JSON),
        (GRAPHQL_JSON, GRAPHQL_JSON),
        (f"{GRAPHQL_JSON}, {JSON}", GRAPHQL_JSON),
        (f"{JSON}, {GRAPHQL_JSON}", GRAPHQL_JSON),
        (f"{JSON};q=0.9, {GRAPHQL_JSON};q=0.8", JSON),
        (f"{GRAPHQL_JSON};q=0.5, */*", JSON),
        (f"{GRAPHQL_JSON};q=0, */*", JSON),
        (f"{JSON};q=0, */*", GRAPHQL_JSON),
        (f"{JSON};q=0, {GRAPHQL_JSON};q=0", None),
        ("APPLICATION/GraphQL-Response+JSON", GRAPHQL_JSON),
        (f"{GRAPHQL_JSON}; charset=utf-8", GRAPHQL_JSON),
        (f"{GRAPHQL_JSON}; charset=gbk", None),
        (f"{GRAPHQL_JSON};q=high, {JSON};q=0.1", JSON),
        (f"{JSON};q=2", None),
        ("text/csv", None),
        (BROWSER, JSON),
    ],
)
def test_answer_type_is_the_heaviest_that_the_client_takes(accept: str | None, kind: str | None) -> None:
    assert answer_type(accept) == kind


@given(st.text(max_size=200))
def test_no_header_is_too_strange_to_be_answered(text: str) -> None:
    assert answer_type(text) in (JSON, GRAPHQL_JSON, None)
    assert isinstance(wants_page(text), bool) and isinstance(takes_gzip(text), bool)
    assert is_json(text) in (True, False, None)


@pytest.mark.parametrize(
    ("accept", "page"),
    [
        (BROWSER, True),
        (None, False),
        ("*/*", False),
        (JSON, False),
        (f"{JSON}, text/html;q=0.5", False),
        ("text/*", False),
    ],
)
def test_page_is_for_browsers(accept: str | None, page: bool) -> None:
    assert wants_page(accept) is page


@pytest.mark.parametrize(
    ("content_type", "json"),
    [
        (JSON, True),
        ("application/json;charset=UTF-8", True),
        ('application/json; charset="utf-8"', True),
        ("Application/JSON", True),
        ("application/json; charset=iso-8859-1", None),
        ("application/json; charset=gb18030", None),
        (None, False),
        ("", False),
        ("text/plain", False),
        (GRAPHQL_JSON, False),
        ("application/graphql", False),
        ("application/x-www-form-urlencoded", False),
        ("multipart/form-data; boundary=x", False),
        ("application/jsonp", False),
    ],
)
def test_body_is_json_in_utf8_and_says_so(content_type: str | None, json: bool | None) -> None:
    assert is_json(content_type) is json


@pytest.mark.parametrize(
    ("accepted", "packed"),
    [
        ("gzip", True),
        ("deflate, gzip;q=0.5", True),
        ("*", True),
        ("gzip;q=0", False),
        ("br", False),
        ("identity", False),
    ],
)
def test_answer_is_packed_for_whoever_can_unpack(accepted: str, packed: bool) -> None:
    assert takes_gzip(accepted) is packed
