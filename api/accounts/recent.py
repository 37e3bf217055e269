"""Who was asked for a moment ago, remembered for a moment: bounded, the longest unused goes first."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, NamedTuple, TypeVar

__all__ = ["Recent"]

_T = TypeVar("_T")


class _Kept(NamedTuple, Generic[_T]):
    value: _T
    until: float


class Recent(Generic[_T]):
    """Values by key, each for some seconds.

    >>> recent = Recent[str](most=2, seconds=lambda: 0.0)
    >>> for word in "abc":
    ...     recent.put(word, word.upper(), 1.0)
    >>> recent.get("a"), recent.get("c")
    (None, ('C',))
    """

    def __init__(self, most: int, seconds: Callable[[], float] = time.monotonic) -> None:
        self._most, self._seconds = most, seconds
        self._kept: OrderedDict[object, _Kept[_T]] = OrderedDict()

    def get(self, key: object) -> tuple[_T] | None:
        """The value in a tuple of its own (it may be None), or None where nothing is remembered."""
        found = self._kept.get(key)
        if found is None or found.until <= self._seconds():
            return None
        self._kept.move_to_end(key)
        return (found.value,)

    def put(self, key: object, value: _T, seconds: float) -> None:
        """Remembers a value for so many seconds."""
        self._kept[key] = _Kept(value, self._seconds() + seconds)
        self._kept.move_to_end(key)
        while len(self._kept) > self._most:
            self._kept.popitem(last=False)

    def forget(self, key: object) -> None:
        """Forgets one value."""
        self._kept.pop(key, None)

    def clear(self) -> None:
        """Forgets all."""
        self._kept.clear()
