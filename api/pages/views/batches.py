"""数据 / loads: what was read in, when and by whom, what each made new, and how much waits for a decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.pages.batches import BATCHES
from api.pages.page import Page, Shown
from api.pages.sheets import Sheet

if TYPE_CHECKING:
    from api.pages.asked import Asked

__all__ = ["PAGES"]


async def show(asked: Asked) -> Shown:
    """The list, the newest load first."""
    listed = await BATCHES.page(asked, links=asked.viewer.may("links"))
    waiting = (listed.data.get("links") or {}).get("totalCount")
    return Shown(
        "batches.html", asked.words("page_batches.title"), {"listing": BATCHES, "listed": listed, "waiting": waiting}
    )


async def sheet(asked: Asked) -> Sheet:
    """All rows of the list."""
    return Sheet(asked.words("page_batches.title"), BATCHES.columns, BATCHES.walk(asked, links=False))


PAGES = (Page(path="/batches", name="batches", show=show, sheet=sheet, nav=85, right="provenance"),)
