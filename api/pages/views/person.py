"""One person: the posts held on the day, which of them are dual roles by which policy and evidence, and where that stands."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from api.pages.evidence import evidence, in_one_sheet, links_of
from api.pages.held import HELD, findings_about
from api.pages.page import Page, Shown
from api.pages.posts import body_name, holder_name
from api.pages.roles import post_title
from api.pages.sheets import Sheet
from api.pages.sources import Told, origins
from api.pages.trouble import nothing_there

if TYPE_CHECKING:
    from api.pages.asked import Asked

__all__ = ["PAGES"]


async def show(asked: Asked) -> Shown:
    """The card of the person; raises ``Trouble`` (404) where there is none, or none in the viewer's scope."""
    person, t = await _person(asked), asked.words
    tenures = person["tenures"]["nodes"]
    told = [Told("Person", person.get("sources"), holder_name(person, asked))]
    told += [Told("Tenure", each.get("sources"), post_title(each["post"], t)) for each in tenures if each["post"]]
    links = person.get("links")
    values = {
        "person": person, "columns": HELD, "tenures": tenures, "pairs": list(_pairs(person, asked)),
        "links": links_of(links["nodes"], t) if links else None,
        "findings": await findings_about(asked, [person["id"], *(each["id"] for each in tenures)]),
        "origins": await origins(asked, *told),
    }  # fmt: skip
    return Shown("person.html", holder_name(person, asked), values)


async def sheet(asked: Asked) -> Sheet:
    """The posts held on the day."""
    person = await _person(asked)
    return Sheet(holder_name(person, asked), HELD, _walk(person["tenures"]["nodes"]))


async def _person(asked: Asked) -> Mapping[str, Any]:
    told = {"sources": asked.viewer.may("sources"), "links": asked.viewer.may("links")}
    found: Mapping[str, Any] | None = (await asked.read("person", id=asked.places["id"], **told))["person"]
    if found is None:
        raise nothing_there()
    return found


def _pairs(person: Mapping[str, Any], asked: Asked) -> Iterator[dict[str, Any]]:
    """Each dual role with its two posts in words, and what joins the records behind them."""
    held = {each["post"]["id"]: each for each in person["tenures"]["nodes"] if each["post"]}
    links = person.get("links")
    for pair in person["dualRoles"]:
        both = [held[post["id"]] for post in pair["posts"] if post["id"] in held]
        together = in_one_sheet(*(each.get("sources") for each in both)) if len(both) == len(pair["posts"]) else False
        yield {
            "posts": [
                {"id": each["post"]["id"], "title": post_title(each["post"], asked.words), "body": body_name(each["post"], asked)}
                for each in both
            ],
            "policy": pair["policy"], "basis": pair["basis"],
            "evidence": evidence(links["nodes"] if links else None, asked.words, together=together),
        }  # fmt: skip


async def _walk(rows: list[Mapping[str, Any]]) -> AsyncIterator[Mapping[str, Any]]:
    for row in rows:
        yield row


PAGES = (Page(path="/people/{id}", name="posts", show=show, sheet=sheet),)
