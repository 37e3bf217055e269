"""How entries are bound together: each hash is over the hash before it and the entry's own content.

>>> from api.accounts.audit.entry import Entry
>>> rows, head = bind(START, [Entry(who="张三", action="read", by="token")])
>>> rows[0]["number"], head.number, rows[0]["hash"] == head.hash == hash_of_row(START.hash, rows[0])
(1, 1, True)
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any, NamedTuple

import orjson

from api.accounts.audit.entry import Entry

__all__ = ["START", "Head", "bind", "hash_of_row"]


class Head(NamedTuple):
    """The number and hash of the last entry; number 0 where there is none."""

    number: int
    hash: str


START = Head(0, "")


def bind(head: Head, entries: Iterable[Entry]) -> tuple[list[dict[str, Any]], Head]:
    """Each entry as a row for the store with number and hash, following on ``head``; and the new head."""
    rows = []
    for entry in entries:
        row = entry.content(head.number + 1)
        row["hash"] = hash_of_row(head.hash, row)
        head = Head(row["number"], row["hash"])
        rows.append(row)
    return rows, head


def hash_of_row(before: str, row: dict[str, Any]) -> str:
    """The hash that a row must have after an entry with hash ``before``: over everything that it holds beside its own."""
    content = {name: value for name, value in row.items() if name != "hash"}
    told = orjson.dumps(content, default=str, option=orjson.OPT_SORT_KEYS)
    return hashlib.sha256(before.encode("utf-8") + told).hexdigest()
