"""Positions in an order as opaque tokens: what they were made for, the values at the position, and a check.

>>> token = encode("posts|role ASC", ["gridLeader", "post-1"])
>>> decode("posts|role ASC", token)
['gridLeader', 'post-1']
>>> decode("posts|role DESC", token)
Traceback (most recent call last):
api.graphql.errors.faults.GraphqlFault: BAD_CURSOR: ...
"""

from __future__ import annotations

import binascii
import hashlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import date, datetime
from typing import Any

import orjson

from api.graphql.errors import fault

__all__ = ["as_kind", "decode", "encode"]

_LONGEST = 4_096
_CHECK = 8


def encode(signature: str, values: list[Any]) -> str:
    """The token of a position; dates among the values are strings as the store sends them."""
    body = orjson.dumps(values)
    return urlsafe_b64encode(_check(signature, body) + body).rstrip(b"=").decode()


def decode(signature: str, token: str) -> list[Any]:
    """The values at the position; raises the fault BAD_CURSOR for what is no token, or one of another order."""
    try:
        if len(token) > _LONGEST:
            raise ValueError
        raw = urlsafe_b64decode(token.encode("ascii") + b"=" * (-len(token) % 4))
        body = raw[_CHECK:]
        if raw[:_CHECK] != _check(signature, body):
            raise ValueError
        values = orjson.loads(body)
    except (ValueError, binascii.Error, UnicodeEncodeError) as error:
        raise fault("BAD_CURSOR") from error
    if not isinstance(values, list):
        raise fault("BAD_CURSOR")
    return values


def as_kind(value: Any, kind: str) -> Any:
    """A value of a token as the type that its field has; raises the fault BAD_CURSOR where it cannot be one."""
    try:
        if value is None:
            return None
        if kind == "Date":
            return date.fromisoformat(value)
        if kind == "DateTime":
            return datetime.fromisoformat(value)
        return value
    except (TypeError, ValueError) as error:
        raise fault("BAD_CURSOR") from error


def _check(signature: str, body: bytes) -> bytes:
    return hashlib.blake2b(body, digest_size=_CHECK, key=hashlib.sha256(signature.encode()).digest()).digest()
