"""The posts of an area and of all below it, as a filter of GraphQL.

The areas are found level by level and the bodies by the areas, and the filter names both: conditions four levels deep on
every post of a district are planned for seconds, up to the time limit on a busy machine; lists of some hundred ids at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from api.pages.listing import Listing
from api.pages.remembered import remembered

if TYPE_CHECKING:
    from api.pages.asked import Asked

__all__ = ["posts_within"]

_ITEMS = 900
"""Ids of one list; GraphQL takes a thousand."""
_AREAS = Listing("areas-below", "areas", "page_posts.caption", ())
_BODIES = Listing("area-bodies", "organisations", "page_posts.caption", ())


async def posts_within(asked: Asked, area: str) -> dict[str, Any]:
    """The filter on posts: those responsible for the area or one below it, and those of bodies that are based there or serve
    it."""

    async def gather() -> dict[str, Any]:
        areas = await _areas(asked, area)
        ties = [{tie: {"some": {"id": {"in": part}}}} for tie in ("basedIn", "serves") for part in _parts(areas)]
        bodies = [body["id"] async for body in _BODIES.walk(asked, where={"OR": ties})]
        ways = [("responsibleFor", part) for part in _parts(areas)] + [
            ("organisation", part) for part in _parts(bodies)
        ]
        return {"OR": [{tie: {"some": {"id": {"in": part}}}} for tie, part in ways]}

    return await remembered(asked, ("within", area), gather)


async def _areas(asked: Asked, top: str) -> list[str]:
    """An area and all below it, level by level."""
    found = level = [top]
    while level:
        below = {"OR": [{"parent": {"some": {"id": {"in": part}}}} for part in _parts(level)]}
        level = sorted({row["id"] async for row in _AREAS.walk(asked, where=below)}.difference(found))
        found = found + level
    return found


def _parts(ids: Sequence[str]) -> list[list[str]]:
    """Lists that are short enough.

    >>> [len(part) for part in _parts(["x"] * 1000)]
    [900, 100]
    """
    return [list(ids[start : start + _ITEMS]) for start in range(0, len(ids), _ITEMS)]
