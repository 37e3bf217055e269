"""Pages: everything sorted, then cut after one position, before another, and to a length. Cursors are this module's own."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from tests.api.graphql.equality.order import Ordering, Position
from tests.api.graphql.equality.view import Neighbour

__all__ = ["DEFAULT", "LIMIT", "Page", "cut", "read_cursor", "signature", "write_cursor"]

DEFAULT, LIMIT = 100, 1_000


@dataclass(frozen=True, slots=True)
class Page:
    """The neighbours of a page in order, and whether there are more on either side."""

    found: list[Neighbour]
    more_after: bool
    more_before: bool


def cut(found: list[Neighbour], ordering: Ordering, given: Mapping[str, Any], sign: list[Any]) -> Page:
    """The page that first/after/last/before ask for."""
    after, before = (
        read_cursor(given[name], sign) if given.get(name) is not None else None for name in ("after", "before")
    )
    kept = [
        one
        for one in ordering.sort(found)
        if (after is None or ordering.compare(ordering.position(one), after) > 0)
        and (before is None or ordering.compare(ordering.position(one), before) < 0)
    ]
    if given.get("last") is not None:
        length = int(given["last"])
        page = kept[len(kept) - length :] if length < len(kept) else kept
        return Page(page, before is not None, len(kept) > length)
    length = int(given["first"]) if given.get("first") is not None else DEFAULT
    return Page(kept[:length], len(kept) > length, after is not None)


def signature(type: str, relation: str, ordering: Ordering) -> list[Any]:
    """What a cursor is good for: a type, a relation, an order."""
    return [type, relation, [list(key) for key in ordering.keys]]


def write_cursor(position: Position, sign: list[Any]) -> str:
    """A position as text."""
    values, id, tie = position
    told = [{"@": value.isoformat()} if isinstance(value, date) else value for value in values]
    return urlsafe_b64encode(json.dumps([sign, told, id, tie]).encode()).decode()


def read_cursor(text: str, sign: list[Any]) -> Position:
    """The position that :func:`write_cursor` wrote; ``ValueError`` for anything else, and for another signature."""
    try:
        mine, told, id, tie = json.loads(urlsafe_b64decode(text.encode()))
    except (ValueError, TypeError) as error:
        raise ValueError("no cursor") from error
    if mine != sign:
        raise ValueError("a cursor of another order")
    return tuple(_value(value) for value in told), id, tie


def _value(told: Any) -> Any:
    if not isinstance(told, dict):
        return told
    text = told["@"]
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
