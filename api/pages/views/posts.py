"""人员与岗位 / posts: who holds them, which are vacant, which terms end soon. Ordered by role and title, never by person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from api.pages.area_choices import area_choices
from api.pages.page import Page, Shown
from api.pages.posts import ALL, ORDER, POSTS, TERMS, VACANT, Wanted, may_see_people, top_area, wanted
from api.pages.roles import bodies, role_choices
from api.pages.sheets import Sheet

if TYPE_CHECKING:
    from api.pages.asked import Asked
    from api.pages.listing import Listing

__all__ = ["PAGES"]


async def show(asked: Asked) -> Shown:
    """The list."""
    areas, t = await area_choices(asked), asked.words
    asks = await wanted(asked)
    listing, variables = await _question(asked, asks)
    terms = [
        (each, t("page_posts.term_over") if each == "over" else t("page_posts.term_within", months=each))
        for each in TERMS
    ]
    values = {
        "asks": asks, "listing": listing, "listed": await listing.page(asked, **variables), "areas": areas, "terms": terms,
        "roles": [(ALL, t("page_posts.all_roles")), *role_choices(t)], "bodies": [(label, t.kind(label)) for label in bodies()],
        "vacancies": [("vacant", t("page_posts.only_vacant"))],
    }  # fmt: skip
    return Shown("posts.html", t("page_posts.title"), values)


async def sheet(asked: Asked) -> Sheet:
    """All rows of the list."""
    await area_choices(asked)
    listing, variables = await _question(asked, await wanted(asked))
    return Sheet(asked.words("page_posts.title"), listing.columns, listing.walk(asked, **variables))


async def _question(asked: Asked, asks: Wanted) -> tuple[Listing, dict[str, Any]]:
    told = {"where": asks.where(asked.as_of), "order": ORDER, "people": may_see_people(asked)}
    if asks.vacant:
        return VACANT, {**told, "area": asks.area or await top_area(asked)}
    return POSTS, told


PAGES = (Page(path="/posts", name="posts", show=show, sheet=sheet, nav=60),)
