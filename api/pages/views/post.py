"""One post: its body, what it is responsible for, who holds it and who did, findings about it, and where all that stands."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from typing import TYPE_CHECKING, Any

from api.pages.held import HISTORY, findings_about, is_current
from api.pages.page import Page, Shown
from api.pages.posts import body_name, chain_of, home, is_area, may_see_people, state_of
from api.pages.roles import post_title, role_words, way
from api.pages.sheets import Sheet
from api.pages.sources import Told, origins
from api.pages.trouble import nothing_there

if TYPE_CHECKING:
    from api.pages.asked import Asked

__all__ = ["PAGES"]


async def show(asked: Asked) -> Shown:
    """The card of the post; raises ``Trouble`` (404) where there is none, or none in the viewer's scope."""
    post, t = await _post(asked), asked.words
    history = post.get("history") or []
    told = [Told("Post", post.get("sources"), post_title(post, t))]
    told += [
        Told("Tenure", each.get("sources"), t("page_post.tenure_from", day=each["validFrom"] or "—"))
        for each in history
    ]
    values = {
        "post": post, "role_name": role_words(post["role"], t), "way": way(post["role"], t), "body": body_name(post, asked),
        "chain": list(chain_of(home(post))), "state": state_of(post, asked), "history": history, "columns": HISTORY,
        "holders": [each["holder"] for each in history if is_current(each, asked)], "people": may_see_people(asked),
        "is_area": is_area,
        "findings": await findings_about(asked, [post["id"], *(each["id"] for each in history)]),
        "origins": await origins(asked, *told),
    }  # fmt: skip
    return Shown("post.html", post_title(post, t), values)


async def sheet(asked: Asked) -> Sheet:
    """Everybody who ever held it."""
    post = await _post(asked)
    return Sheet(post_title(post, asked.words), HISTORY, _walk(post.get("history") or []))


async def _post(asked: Asked) -> Mapping[str, Any]:
    told = {"people": may_see_people(asked), "sources": asked.viewer.may("sources")}
    found: Mapping[str, Any] | None = (await asked.read("post", id=asked.places["id"], **told))["post"]
    if found is None:
        raise nothing_there()
    return found


async def _walk(rows: list[Mapping[str, Any]]) -> AsyncIterator[Mapping[str, Any]]:
    for row in rows:
        yield row


PAGES = (Page(path="/posts/{id}", name="posts", show=show, sheet=sheet),)
