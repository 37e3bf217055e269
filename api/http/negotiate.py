"""Which media type an answer has, and whether it may be packed: the headers Accept, Content-Type and Accept-Encoding.

As RFC 9110 §12.5 and the GraphQL-over-HTTP specification have it: the most particular range of ``Accept`` that covers a
type gives its weight, the heaviest type wins. Without ``Accept``, or where only a wildcard covers both, it is
``application/json``, which every client understands.
"""

from __future__ import annotations

from functools import lru_cache

__all__ = ["GRAPHQL_JSON", "JSON", "answer_type", "is_json", "takes_gzip", "wants_page"]

JSON = "application/json"
GRAPHQL_JSON = "application/graphql-response+json"

_RANGES = 50
"""Ranges of one header that are looked at; a browser sends eight."""


@lru_cache(maxsize=256)
def answer_type(accept: str | None) -> str | None:
    """The media type of the answer to a client that sent this ``Accept``; None where it takes neither.

    >>> answer_type("application/graphql-response+json, application/json;q=0.9")
    'application/graphql-response+json'
    >>> answer_type("*/*"), answer_type(None), answer_type("text/csv")
    ('application/json', 'application/json', None)
    """
    if accept is None or not accept.strip():
        return JSON
    ranges = _weights(accept)
    (json, json_depth), (graphql, graphql_depth) = _weight(ranges, JSON), _weight(ranges, GRAPHQL_JSON)
    if max(json, graphql) <= 0:
        return None
    # of equal weight: the new type, if the client knows it by name
    return GRAPHQL_JSON if (graphql, graphql_depth == 2) > (json, not graphql_depth == json_depth == 2) else JSON


@lru_cache(maxsize=256)
def wants_page(accept: str | None) -> bool:
    """Whether this is a browser that asks for a page rather than a program that asks for data.

    >>> wants_page("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"), wants_page("*/*")
    (True, False)
    """
    if accept is None:
        return False
    ranges = _weights(accept)
    html, depth = _weight(ranges, "text/html")
    return depth == 2 and html > 0 and html >= max(_weight(ranges, JSON)[0], _weight(ranges, GRAPHQL_JSON)[0])


@lru_cache(maxsize=256)
def is_json(content_type: str | None) -> bool | None:
    """Whether a request's body is JSON in UTF-8; None where it is JSON in another encoding.

    >>> is_json("application/json; charset=UTF-8"), is_json("text/plain"), is_json('application/json; charset="gbk"')
    (True, False, None)
    """
    kind, *parameters = (content_type or "").split(";")
    if kind.strip().lower() != JSON:
        return False
    named = dict(_parameter(parameter) for parameter in parameters)
    return True if named.get("charset", "utf-8") in ("utf-8", "utf8") else None


@lru_cache(maxsize=256)
def takes_gzip(accept_encoding: str | None) -> bool:
    """Whether the client unpacks gzip.

    >>> takes_gzip("gzip, deflate, br"), takes_gzip("gzip;q=0, *"), takes_gzip(None)
    (True, False, False)
    """
    named = dict(_weights(accept_encoding or ""))
    return named.get("gzip", named.get("*", 0.0)) > 0


def _weights(header: str) -> list[tuple[str, float]]:
    """Each range with its weight, as the header has them; what cannot be read is left out."""
    found = []
    for part in header.split(",")[:_RANGES]:
        kind, *parameters = part.split(";")
        named = dict(_parameter(parameter) for parameter in parameters)
        try:
            weight = float(named.get("q", "1"))
        except ValueError:
            continue
        if kind.strip() and 0 <= weight <= 1 and named.get("charset", "utf-8") in ("utf-8", "utf8"):
            found.append((kind.strip().lower(), weight))
    return found


def _weight(ranges: list[tuple[str, float]], kind: str) -> tuple[float, int]:
    """The weight of a type, and how particular the range is that gives it: 2 by name, 1 ``application/*``, 0 ``*/*``."""
    covering = [kind, f"{kind.partition('/')[0]}/*", "*/*"]
    for depth, wanted in zip((2, 1, 0), covering, strict=True):
        weights = [weight for found, weight in ranges if found == wanted]
        if weights:
            return max(weights), depth
    return 0.0, 0


def _parameter(text: str) -> tuple[str, str]:
    name, _, value = text.partition("=")
    return name.strip().lower(), value.strip().strip('"').lower()
