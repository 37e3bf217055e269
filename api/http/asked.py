"""What a GraphQL request asks for, read from the body of a POST or the address of a GET.

The members are those of the GraphQL-over-HTTP specification: ``query``, ``operationName``, ``variables``, ``extensions``,
and ``documentId`` for a registered document. Apollo's form of the last, ``extensions.persistedQuery.sha256Hash``, is
understood as well. Every member may be null; members of other names are passed over, as the specification wants.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

import orjson

from api.http.refusal import bad

__all__ = ["Asked", "document_id", "from_body", "from_query"]

_MEMBERS = 32
"""Parameters of an address that are read; more is a mistake or an attack."""
_TYPES: dict[str, tuple[type, str]] = {
    "query": (str, "string"), "documentId": (str, "string"), "operationName": (str, "string"),
    "variables": (dict, "object"), "extensions": (dict, "object"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as the client put it: a document or the id of a registered one, and what goes with it.

    ``apollo``: the id came in Apollo's form, where a document beside it is allowed.
    """

    query: str | None = None
    document_id: str | None = None
    operation_name: str | None = None
    variables: dict[str, Any] = field(default_factory=dict)
    extensions: dict[str, Any] = field(default_factory=dict)
    apollo: bool = False


def document_id(text: str) -> str:
    """The id of a document: its SHA-256 in hexadecimal, as the specification for persisted documents writes it.

    >>> document_id("{ viewer { name } }")[:24]
    'sha256:3f9a5fe58741fdcb3'
    """
    return f"sha256:{hashlib.sha256(text.encode('utf-8')).hexdigest()}"


def from_body(body: bytes) -> Asked:
    """What the JSON body of a POST asks for; raises ``Refusal`` (400) where it is no request.

    >>> from_body(b'{"query": "{ viewer { name } }", "variables": null}').query
    '{ viewer { name } }'
    """
    try:
        told = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        # never error.msg: it may hold part of the body
        raise bad("not_json", line=error.lineno, column=error.colno) from None
    if isinstance(told, list):
        raise bad("several")
    if not isinstance(told, dict):
        raise bad("no_object")
    return _asked(told)


def from_query(query_string: bytes) -> Asked:
    """What the parameters of a GET ask for, ``variables`` and ``extensions`` as JSON; raises ``Refusal`` (400).

    >>> from_query(b"query=%7Bviewer%7Bname%7D%7D&variables=%7B%22a%22%3A1%7D").variables
    {'a': 1}
    """
    try:
        pairs = parse_qsl(
            query_string.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=_MEMBERS
        )
    except ValueError as error:
        raise bad("address") from error
    told: dict[str, Any] = {}
    for name, value in pairs:
        if name not in _TYPES:
            continue
        if name in told:
            raise bad("twice", name=name)
        told[name] = _json(name, value) if _TYPES[name][0] is dict else value
    return _asked(told)


def _json(name: str, value: str) -> Any:
    if not value:
        return None
    try:
        return orjson.loads(value)
    except orjson.JSONDecodeError:
        raise bad("parameter_not_json", name=name) from None


def _asked(told: dict[str, Any]) -> Asked:
    for name, (type, expected) in _TYPES.items():
        value = told.get(name)
        if value is not None and not isinstance(value, type):
            raise bad("wrong_type", name=name, expected=expected)
    query, id, extensions = told.get("query") or None, told.get("documentId") or None, told.get("extensions") or {}
    apollo = _apollo_id(extensions) if id is None else None
    if query is not None and id is not None:
        raise bad("both_documents")
    if query is None and id is None and apollo is None:
        raise bad("no_document")
    return Asked(
        query,
        id or apollo,
        told.get("operationName") or None,
        told.get("variables") or {},
        extensions,
        apollo is not None,
    )


def _apollo_id(extensions: dict[str, Any]) -> str | None:
    persisted = extensions.get("persistedQuery")
    if persisted is None:
        return None
    digest = persisted.get("sha256Hash") if isinstance(persisted, dict) else None
    if not isinstance(digest, str):
        raise bad("wrong_type", name="extensions.persistedQuery.sha256Hash", expected="string")
    return f"sha256:{digest.lower()}"
