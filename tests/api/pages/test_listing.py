"""Tables in full: walked page by page, and refused where a file would not hold them."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Any

import pytest

from api.pages.listing import MOST_ROWS, Listing
from api.pages.trouble import Trouble

LISTING = Listing("things", "run.things", "pages.nothing", ())


@dataclass
class Told:
    """Answers ``read`` with pages of numbers."""

    total: int
    asked: list[dict[str, Any]] = field(default_factory=list)

    async def read(self, name: str, **variables: Any) -> dict[str, Any]:
        self.asked.append(variables)
        start = int(variables["after"] or 0)
        end = min(start + variables["first"], self.total)
        info = {"hasNextPage": end < self.total, "endCursor": str(end)}
        nodes = [{"id": number} for number in range(start, end)]
        return {"run": {"things": {"totalCount": self.total, "pageInfo": info, "nodes": nodes}}}


async def walked(told: Any) -> list[Any]:
    return [row["id"] async for row in LISTING.walk(told, where={})]


@pytest.mark.parametrize(("total", "pages"), [(0, 1), (1_000, 1), (2_500, 3)])
def test_every_row_is_walked_a_thousand_at_a_time(total: int, pages: int) -> None:
    told = Told(total)
    assert asyncio.run(walked(told)) == list(range(total))
    assert len(told.asked) == pages and all(asked["where"] == {} for asked in told.asked)


def test_more_rows_than_a_file_holds_are_refused_at_the_first_page() -> None:
    told = Told(MOST_ROWS + 1)
    with pytest.raises(Trouble, match="200,001") as raised:
        asyncio.run(walked(told))
    assert (raised.value.status, len(told.asked)) == (413, 1)


def test_no_run_is_no_rows() -> None:
    class Nothing:
        async def read(self, name: str, **_: Any) -> dict[str, Any]:
            return {"run": None}

    assert asyncio.run(walked(Nothing())) == []
