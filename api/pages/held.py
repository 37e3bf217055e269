"""Tenures as cards show them: of a post by its holders, of a person by the posts; and the findings about them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from api.pages.findings import message
from api.pages.listing import Column
from api.pages.posts import body_name, holder_name, home
from api.pages.roles import post_title, role_words

if TYPE_CHECKING:
    from api.pages.asked import Asked

__all__ = ["HELD", "HISTORY", "findings_about", "is_current"]

Row = Mapping[str, Any]


def is_current(tenure: Row, asked: Asked) -> bool:
    """Whether a tenure is alive on the page's day: from its beginning on, not on the day of its end."""
    day = asked.as_of.isoformat()
    begun = tenure["validFrom"] is None or tenure["validFrom"] <= day
    return begun and (tenure["validTo"] is None or day < tenure["validTo"])


async def findings_about(asked: Asked, ids: Iterable[str]) -> list[dict[str, Any]]:
    """Findings about some nodes, with their message in the page's language; none for who may not see findings."""
    if not asked.viewer.may("analysis"):
        return []
    data = await asked.read("findings-about", ids=list(ids)[:200])
    return [{**row, "message": message(row, asked)} for row in data["findings"]["nodes"]]


def _mode(tenure: Row, asked: Asked) -> str | None:
    """How the seat was filled: as written, else as the model has it."""
    if tenure["modeText"] and asked.lang == "zh":
        return str(tenure["modeText"])
    return asked.words(f"page_posts.mode_{tenure['mode'].replace('-', '_')}") if tenure["mode"] else None


def _approval(tenure: Row, _: Asked) -> str | None:
    told = [tenure["approvalNumber"], tenure["approvalOn"]]
    return " ".join(str(each) for each in told if each) or None


def _current(tenure: Row, asked: Asked) -> str:
    return asked.words("page_posts.held" if is_current(tenure, asked) else "page_posts.not_held")


def _area(tenure: Row, _: Asked) -> str | None:
    area = home(tenure["post"]) if tenure["post"] else None
    return str(area["name"] or area["id"]) if area else None


def _person_link(tenure: Row) -> str | None:
    return f"people/{tenure['holder']['id']}" if tenure["holder"] else None


def _post_link(tenure: Row) -> str | None:
    post = tenure["post"]
    return f"posts/{post['id']}" if post and not post["outside"] else None


def _post(tenure: Row, asked: Asked) -> str:
    post = tenure["post"]
    if post is None or post["outside"]:
        return asked.words("page_posts.outside")
    return post_title(post, asked.words)


def _role(tenure: Row, asked: Asked) -> str:
    return role_words((tenure["post"] or {}).get("role"), asked.words)


_DATES = (
    Column("from", "page_posts.since", lambda tenure, _: tenure["validFrom"], "day"),
    Column("to", "page_posts.until", lambda tenure, _: tenure["validTo"], "day"),
    Column("termEnd", "page_posts.term_end", lambda tenure, _: tenure["termEnd"], "day"),
    Column("mode", "page_posts.mode", _mode),
    Column("approval", "page_posts.approval", _approval),
)
HISTORY = (
    Column("holder", "page_posts.holders", lambda tenure, asked: holder_name(tenure["holder"], asked), link=_person_link),
    Column("state", "pages.state", _current, "nowrap"),
    *_DATES,
    Column("id", "page_posts.id", lambda tenure, _: tenure["id"], shown=False),
)  # fmt: skip
"""Of the tenures of one post."""
HELD = (
    Column("post", "page_posts.post", _post, link=_post_link),
    Column("role", "page_posts.role", _role, shown=False),
    Column("body", "page_posts.body", lambda tenure, asked: body_name(tenure["post"], asked) if tenure["post"] else None),
    Column("area", "pages.area", _area),
    *_DATES,
    Column("id", "page_posts.id", lambda tenure, _: tenure["id"], shown=False),
)  # fmt: skip
"""Of the tenures of one person."""
