"""What was used last, within a bound: the least recently used goes first.

>>> recent = Recent(2)
>>> recent.put("a", 1), recent.put("b", 2), recent.get("a"), recent.put("c", 3)
(None, None, 1, None)
>>> recent.get("b") is None, recent.hits, recent.misses
(True, 1, 1)
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

__all__ = ["Recent"]

_Kept = TypeVar("_Kept")


class Recent(Generic[_Kept]):
    """A mapping of at most ``size`` items, with a count of what was found in it and what was not."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._kept: OrderedDict[Hashable, _Kept] = OrderedDict()
        self.hits = self.misses = 0

    def get(self, key: Hashable) -> _Kept | None:
        """What is kept under the key, None where nothing is."""
        found = self._kept.get(key)
        if found is None:
            self.misses += 1
            return None
        self.hits += 1
        self._kept.move_to_end(key)
        return found

    def put(self, key: Hashable, value: _Kept) -> None:
        """Keeps a value, and lets the one go that was not asked for the longest."""
        self._kept[key] = value
        if len(self._kept) > self._size:
            self._kept.popitem(last=False)

    def __len__(self) -> int:
        return len(self._kept)
