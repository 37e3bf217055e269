"""Forms that came when the session had ended or the store was away: kept for a while, so that nothing typed is lost.

They lie in this process's memory only, under a number that nobody can guess, and are gone after half an hour.
"""

from __future__ import annotations

import secrets
import time
from collections import OrderedDict
from collections.abc import Callable

from api.pages.links import Pairs

__all__ = ["Drafts"]

_MOST = 200
_SECONDS = 1_800.0


class Drafts:
    """The forms that came too late, each for one address.

    >>> drafts = Drafts()
    >>> key = drafts.keep("/findings/x", [("reason", "选址中")])
    >>> drafts.find(key, "/findings/x"), drafts.find(key, "/findings/y"), drafts.find("?", "/findings/x")
    ([('reason', '选址中')], None, None)
    """

    def __init__(self, seconds: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._kept: OrderedDict[str, tuple[float, str, Pairs]] = OrderedDict()

    def keep(self, path: str, pairs: Pairs) -> str:
        """Keeps one; the number to find it by. Of too many the oldest goes."""
        key = secrets.token_urlsafe(16)
        self._kept[key] = (self._seconds() + _SECONDS, path, pairs)
        while len(self._kept) > _MOST:
            self._kept.popitem(last=False)
        return key

    def find(self, key: str, path: str) -> Pairs | None:
        """The one of that number for that address, None where there is none any more."""
        until, where, pairs = self._kept.get(key, (0.0, "", []))
        return pairs if where == path and self._seconds() < until else None
