"""A body: what it is, under whom and where, its posts with their holders, what is under it and what it is paired with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from api.pages.areas import chain
from api.pages.described import described, kind_of
from api.pages.lists import page_of
from api.pages.organisations import TABS, pairings
from api.pages.page import Page, Shown
from api.pages.sheets import Sheet
from api.pages.sources import Told, origins
from api.pages.tabs import allowed, chosen, first_filled
from api.pages.trouble import nothing_there

if TYPE_CHECKING:
    from api.pages.asked import Asked

__all__ = ["PAGES"]


async def show(asked: Asked) -> Shown:
    """The page."""
    asked_for = chosen(asked, TABS)
    body = await _body(asked)
    near, counts = await _near(asked)
    tab = asked_for or first_filled(asked, TABS, counts)
    pairs, all_pairs = pairings((await asked.read("organisation-pairs", id=asked.places["id"]))["organisation"])
    values = {
        "body": body, "places": await _places(asked, body), "near": near,
        "kind": kind_of(body, asked.words), "lines": described(body, asked.words), "pairs": pairs, "all_pairs": all_pairs,
        "page_of": page_of, "tab": tab,
        "tabs": [(each, counts[each.name]) for each in allowed(asked, TABS) if each.name in counts],
        "listed": await tab.listing.page(asked, **tab.variables(asked)),
        "origins": await origins(asked, Told(body["__typename"], body.get("sources"))),
    }  # fmt: skip
    return Shown("organisation.html", body["name"] or asked.words.kind(body["__typename"]), values)


async def sheet(asked: Asked) -> Sheet:
    """All rows of the list that is shown."""
    tab = chosen(asked, TABS)
    body = await _body(asked)
    tab = tab or first_filled(asked, TABS, (await _near(asked))[1])
    title = f"{body['name'] or body['id']} {asked.words(tab.listing.heading)}"
    return Sheet(title, tab.listing.columns, tab.listing.walk(asked, **tab.variables(asked)))


async def _body(asked: Asked) -> Mapping[str, Any]:
    """The body; raises ``Trouble`` where there is none, or none for this viewer."""
    data = await asked.read("organisation", id=asked.places["id"], sources=asked.viewer.may("sources"))
    body: Mapping[str, Any] | None = data["organisation"]
    if body is None or body["outside"]:
        raise nothing_there()
    return body


async def _near(asked: Asked) -> tuple[Mapping[str, Any], dict[str, int]]:
    """Its ties, and how long the lists are."""
    near: Mapping[str, Any] = (await asked.read("organisation-near", id=asked.places["id"]))["organisation"]
    fields = {"members": "memberOrganisations", "facilities": "operates"}
    found = {tab.name: near.get(fields.get(tab.name, tab.name)) for tab in TABS}
    counts = {name: each["totalCount"] for name, each in found.items() if each is not None}
    return near, counts


async def _places(asked: Asked, body: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The area where it is and those above, from the largest."""
    place = body["basedIn"]
    if place is None or place["outside"]:
        return []
    found = (await asked.read("area-chain", id=place["id"]))["area"]
    return [*chain(found), found] if found else []


PAGES = (Page(path="/organisations/{id}", name="organisations", show=show, sheet=sheet),)
