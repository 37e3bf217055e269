"""What all pages tell of the store: whether its data are fictional, how they are marked, and the names of scopes.

Asked by the server itself, as the local administrator, a few times a minute: it says nothing about what is in the store.
"""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from api.accounts.viewer import Viewer

__all__ = ["OfStore", "StoreWords"]

_SECONDS = 10.0
MARKINGS = ("公开", "内部", "敏感")
"""From the one that binds least to the one that binds most."""

Ask = Callable[..., Awaitable[dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class OfStore:
    """``marking``: the highest of all batches; what nobody marked is 内部."""

    district: str | None
    synthetic: bool
    marking: str


class StoreWords:
    """Remembers for some seconds what the store was asked. ``ask``: an operation's name and variables → its data."""

    def __init__(self, ask: Ask, seconds: Callable[[], float] = time.monotonic) -> None:
        self._ask = ask
        self._seconds = seconds
        self._until = 0.0
        self._known: OfStore | None = None
        self._scopes: dict[tuple[str, ...], tuple[float, list[str]]] = {}

    async def of_store(self) -> OfStore:
        """What is known of the store."""
        if self._known is None or self._seconds() >= self._until:
            self._known = _read(await self._ask("store"))
            self._until = self._seconds() + _SECONDS
        return self._known

    async def scope(self, viewer: Viewer) -> list[str]:
        """The names of the areas that a viewer is limited to; empty where he is not."""
        if not viewer.areas:
            return []
        until, names = self._scopes.get(viewer.areas, (0.0, []))
        if self._seconds() >= until:
            told = await self._ask("scope", ids=[*viewer.areas], codes=[*viewer.areas])
            names = [area["name"] or area["id"] for area in told["areas"]["nodes"]]
            if len(self._scopes) > 1_000:
                self._scopes.clear()
            self._scopes[viewer.areas] = (self._seconds() + _SECONDS, names)
        return names


def _read(data: dict[str, Any]) -> OfStore:
    district = next(iter(data["districts"]["nodes"]), None)
    found = {group["key"]["marking"] for group in data["importBatches"]["groupBy"]}
    marking = max((each for each in MARKINGS if each in found), key=MARKINGS.index, default="内部")
    return OfStore(district and district["id"], bool(district and district["synthetic"]), marking)
