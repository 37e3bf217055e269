"""What a page has gathered from many answers, remembered for a minute for viewers who see the same.

Ids and counts only: whoever is shown a name or another personal property asks for it each time, so that it is in the audit.
"""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, TypeVar
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from api.pages.asked import Asked
    from api.pages.desk import Desk

__all__ = ["remembered"]

_T = TypeVar("_T")
_Known = dict[tuple[str, ...], tuple[float, Any]]

_SECONDS = 60.0
_MOST = 100
_KEPT: WeakKeyDictionary[Desk, _Known] = WeakKeyDictionary()


async def remembered(asked: Asked, what: tuple[str, ...], gather: Callable[[], Awaitable[_T]]) -> _T:
    """What was gathered under that name for the page's day and whoever sees what the viewer sees; gathered where it is not
    there, or too old. Of too many the oldest goes."""
    known = _KEPT.setdefault(asked.desk, {})
    key = (asked.viewer.key, asked.as_of.isoformat(), *what)
    until, found = known.get(key, (0.0, None))
    if time.monotonic() < until:
        kept: _T = found
        return kept
    made = await gather()
    known.pop(key, None)
    while len(known) >= _MOST:
        del known[next(iter(known))]
    known[key] = (time.monotonic() + _SECONDS, made)
    return made
