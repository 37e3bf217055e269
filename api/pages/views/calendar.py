"""换届日历 / calendar: terms of office that end, by month and in a list; elected seats are worded as elections."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.pages.area_choices import area_choices
from api.pages.page import Page, Shown
from api.pages.roles import bodies, role_choices
from api.pages.sheets import Sheet
from api.pages.terms import LENGTHS, ORDER, OVER, TERMS, by_month, month_of, wanted
from graph.coverage.query.dates import moved

if TYPE_CHECKING:
    from api.pages.asked import Asked

__all__ = ["PAGES"]


async def show(asked: Asked) -> Shown:
    """The months with their counts, and the rows of one month or of all."""
    areas, t = await area_choices(asked), asked.words
    asks = await wanted(asked)
    counts = await asked.read("term-counts", **asks.counts(asked.as_of))
    listed = await TERMS.page(asked, where=asks.where(asks.span(asked.as_of)), order=ORDER)
    values = {
        "asks": asks, "areas": areas, "listing": TERMS, "listed": listed, "over_word": OVER,
        "years": by_month(counts["tenures"]["groupBy"], asks), "total": counts["tenures"]["totalCount"],
        "elected": counts["elected"]["totalCount"], "over": counts["over"]["totalCount"],
        "roles": role_choices(t), "bodies": [(label, t.kind(label)) for label in bodies()],
        "lengths": [(length, t("page_calendar.months", count=length)) for length in LENGTHS], "start": month_of(asks.start),
        "earlier": month_of(moved(asks.start, months=-asks.length)), "later": month_of(asks.end),
    }  # fmt: skip
    return Shown("calendar.html", t("page_calendar.title"), values)


async def sheet(asked: Asked) -> Sheet:
    """All rows of the list."""
    await area_choices(asked)
    asks = await wanted(asked)
    rows = TERMS.walk(asked, where=asks.where(asks.span(asked.as_of)), order=ORDER)
    return Sheet(asked.words("page_calendar.title"), TERMS.columns, rows)


PAGES = (Page(path="/calendar", name="calendar", show=show, sheet=sheet, nav=80),)
