"""A table over a connection of an operation: one page of it on a page, all of it in a file.

Pages follow each other by the cursors that GraphQL gives (keyset), so page 1,000 costs what page 1 costs.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from api.pages.trouble import Trouble
from graph.messages import text

if TYPE_CHECKING:
    from api.pages.asked import Asked

__all__ = ["MOST_ROWS", "Column", "Listed", "Listing"]

PAGE = 50
"""Rows of a page."""
_STEP = 1_000
"""Rows asked for at a time for a file."""
MOST_ROWS = 200_000
"""Rows of a file; more do not open in a spreadsheet without trouble."""

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Column:
    """One column. ``name``: its key in JSON; ``heading``: key of its text; ``value``: of a row, with the page's words.

    ``style``: ``number``, ``percent``, ``day``, ``severity``, ``state`` or nothing for text. ``link``: where a cell leads,
    as the first argument of :meth:`Asked.to`. ``narrow``: left out on a phone. ``shown``: on the page as well as in files.
    """

    name: str
    heading: str
    value: Callable[[Row, Asked], Any]
    style: str = ""
    link: Callable[[Row], str | None] | None = None
    narrow: bool = False
    shown: bool = True


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of a table. ``data``: the whole answer that it is part of."""

    rows: list[Row]
    total: int
    data: Mapping[str, Any]
    before: str | None = None
    after: str | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """``operation`` has the variables ``first``, ``after``, ``last`` and ``before``; ``at``: where its connection stands in
    the data, such as ``latestRun.findings``; ``heading``: key of the caption's text."""

    operation: str
    at: str
    heading: str
    columns: tuple[Column, ...]

    async def page(self, asked: Asked, /, **variables: Any) -> Listed:
        """The page that the address asks for (``after``, ``before``), the first one by default."""
        after, before = asked.params.cursor("after"), asked.params.cursor("before")
        cut = {"last": PAGE, "before": before} if before else {"first": PAGE, "after": after}
        data = await asked.read(self.operation, **{**variables, **cut})
        found = self._found(data)
        if found is None:
            return Listed([], 0, data)
        info = found["pageInfo"]
        return Listed(
            found["nodes"], found["totalCount"], data,
            info["startCursor"] if info["hasPreviousPage"] else None, info["endCursor"] if info["hasNextPage"] else None,
        )  # fmt: skip

    async def walk(self, asked: Asked, /, **variables: Any) -> AsyncIterator[Row]:
        """Every row; raises ``Trouble`` where there are more than a file may have."""
        after: str | None = None
        while True:
            found = self._found(await asked.read(self.operation, **{**variables, "first": _STEP, "after": after}))
            if found is None:
                return
            if found["totalCount"] > MOST_ROWS:
                words = text("pages.too_many_rows", count=f"{found['totalCount']:,}", limit=f"{MOST_ROWS:,}")
                raise Trouble("BODY_LIMIT", words)
            for row in found["nodes"]:
                yield row
            if not found["pageInfo"]["hasNextPage"]:
                return
            after = found["pageInfo"]["endCursor"]

    def _found(self, data: Any) -> Any:
        for name in self.at.split("."):
            data = None if data is None else data[name]
        return data
