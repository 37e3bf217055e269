"""Posts as lists show them: which of them the address asks for, as a filter of GraphQL, and the columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from api.pages.area_choices import narrowing_area
from api.pages.findings import place_of
from api.pages.listing import Column, Listing
from api.pages.roles import bodies, leading, post_title, role_words, roles_of, way
from api.pages.within import posts_within
from graph.coverage.query.dates import moved
from graph.model import load_model

if TYPE_CHECKING:
    from datetime import date

    from api.pages.asked import Asked

__all__ = [
    "ALL",
    "ORDER",
    "POSTS",
    "TERMS",
    "VACANT",
    "Wanted",
    "body_name",
    "chain_of",
    "holder_name",
    "home",
    "is_area",
    "may_see_people",
    "state_of",
    "term_filter",
    "top_area",
    "wanted",
]

TERMS = ("3", "6", "12", "24", "over")
"""Months within which a term ends, or that it is over."""
ALL = "all"
"""In the place of a role: every role."""
ORDER = [{"role": "ASC"}]
"""In this order an index gives pages, however many posts there are."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which posts the address asks for. ``area``: by id; ``vacant``: only those with fewer holders than seats; ``within``: the
    filter for the area, empty where vacancies are asked for, as they are asked of the area itself."""

    role: str | None
    body: str | None
    area: str | None
    vacant: bool
    term: str | None
    within: dict[str, Any]

    @property
    def usual(self) -> bool:
        """Whether nothing narrows the roles: then the leading posts are shown, as there are tens of thousands in all."""
        return self.role is None and self.body is None and not self.vacant and self.term is None

    def where(self, day: date) -> dict[str, Any]:
        """The filter."""
        told: dict[str, Any] = dict(self.within)
        roles = roles_of(None if self.role == ALL else self.role, self.body)
        if roles is None and self.usual:
            roles = leading()
        if roles is not None:
            told["role"] = {"in": roles}
        if self.term is not None:
            told["tenures"] = {"some": {"termEnd": term_filter(self.term, day)}}
        return told


async def wanted(asked: Asked) -> Wanted:
    """Reads the address; raises ``Trouble`` for a part of it that means nothing."""
    params = asked.params
    role, body = params.choice("role", (ALL, *load_model().roles)), params.choice("body", bodies())
    vacant, term = params.choice("vacancy", ("vacant",)) is not None, params.choice("term", TERMS)
    area = await narrowing_area(asked)
    within = await posts_within(asked, area) if area is not None and not vacant else {}
    return Wanted(role, body, area, vacant, term, within)


def term_filter(term: str, day: date) -> dict[str, Any]:
    """Terms that end within so many months of a day, or were over before it; the last day is still in the term.

    >>> from datetime import date
    >>> term_filter("6", date(2026, 8, 31)), term_filter("over", date(2026, 8, 31))
    ({'gte': '2026-08-31', 'lte': '2027-02-28'}, {'lt': '2026-08-31'})
    """
    if term == "over":
        return {"lt": day.isoformat()}
    return {"gte": day.isoformat(), "lte": moved(day, months=int(term)).isoformat()}


def may_see_people(asked: Asked) -> bool:
    """Whether the viewer may see who holds a post."""
    return asked.viewer.may("persons") and asked.viewer.may("tenures")


async def top_area(asked: Asked) -> str:
    """The area whose vacancies are shown where the address names none: the district, or the first of the viewer's own."""
    own = asked.viewer.areas
    if not own:
        return (await asked.desk.known.of_store()).district or ""
    return own[0] if own[0].startswith("area-") else f"area-{own[0]}"


def home(post: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The area that a post is responsible for, else the one that its body is based in; None where neither is known."""
    areas = [node for node in post["responsibleFor"]["nodes"] if is_area(node)]
    return areas[0] if areas else (post["organisation"] or {}).get("basedIn")


def is_area(node: Mapping[str, Any]) -> bool:
    """Whether a node is an area, by its type.

    >>> is_area({"__typename": "Compound"}), is_area({"__typename": "Station"})
    (True, False)
    """
    return load_model().labels_of(node["__typename"])[0] == "Area"


def chain_of(area: Mapping[str, Any] | None) -> Iterator[Mapping[str, Any]]:
    """An area and those above it, the smallest first."""
    while area is not None:
        yield area
        area = area.get("parent")


def _place(label: str) -> Any:
    def name(post: Mapping[str, Any], _: Asked) -> str | None:
        area = place_of({"foundAt": home(post)}, label)
        return str(area["name"] or area["id"]) if area else None

    return name


def _area(post: Mapping[str, Any], _: Asked) -> str | None:
    area = home(post)
    return str(area["name"] or area["id"]) if area else None


def _area_link(post: Mapping[str, Any]) -> str | None:
    area = home(post)
    return f"areas/{area['id']}" if area else None


def body_name(post: Mapping[str, Any], asked: Asked) -> str | None:
    """The name of a post's body, or that it lies outside the viewer's scope."""
    body = post["organisation"]
    if body is None:
        return None
    return asked.words("page_posts.outside") if body["outside"] else str(body["name"] or body["id"])


def _body_link(post: Mapping[str, Any]) -> str | None:
    body = post["organisation"]
    return f"organisations/{body['id']}" if body and not body["outside"] else None


def holder_name(person: Mapping[str, Any] | None, asked: Asked) -> str:
    """What the viewer may see of somebody's name."""
    return str(person["name"] or asked.words("page_posts.nameless")) if person else asked.words("page_posts.nameless")


def _holders(post: Mapping[str, Any], asked: Asked) -> str | None:
    tenures = post.get("tenures")
    if tenures is None:
        return None
    names = [holder_name(tenure["holder"], asked) for tenure in tenures["nodes"]]
    more = " …" if tenures["totalCount"] > len(names) else ""
    return asked.words("pages.comma").join(names) + more


def _holder_link(post: Mapping[str, Any]) -> str | None:
    holders = [tenure["holder"] for tenure in (post.get("tenures") or {"nodes": ()})["nodes"] if tenure["holder"]]
    return f"people/{holders[0]['id']}" if len(holders) == 1 else None


def state_of(post: Mapping[str, Any], asked: Asked) -> str:
    """Whether a post is vacant, in words; of one that is not in use its status."""
    if post.get("isVacant") is None:
        return asked.words(f"page_posts.status_{post['status'] or 'unknown'}")
    return asked.words("page_posts.vacant" if post["isVacant"] else "page_posts.held")


def _term_end(post: Mapping[str, Any], _: Asked) -> str | None:
    ends = [tenure["termEnd"] for tenure in (post.get("tenures") or {"nodes": ()})["nodes"] if tenure["termEnd"]]
    return min(ends, default=None)


_COLUMNS = (
    Column("post", "page_posts.post", lambda post, asked: post_title(post, asked.words), link=lambda post: f"posts/{post['id']}"),
    Column("role", "page_posts.role", lambda post, asked: role_words(post["role"], asked.words), shown=False),
    Column("body", "page_posts.body", body_name, link=_body_link),
    Column("area", "pages.area", _area, link=_area_link),
    Column("street", "page_findings.street", _place("Street"), narrow=True),
    Column("community", "page_findings.community", _place("Community Village"), shown=False),
    Column("holders", "page_posts.holders", _holders, link=_holder_link),
    Column("state", "pages.state", state_of, "nowrap"),
    Column("termEnd", "page_posts.term_end", _term_end, "day"),
    Column("seats", "page_posts.seats", lambda post, _: post["seats"], shown=False),
    Column("way", "page_posts.way", lambda post, asked: way(post["role"], asked.words), shown=False),
    Column("id", "page_posts.id", lambda post, _: post["id"], shown=False),
)  # fmt: skip

POSTS = Listing("posts", "posts", "page_posts.caption", _COLUMNS)
VACANT = Listing("vacancies", "area.vacancies", "page_posts.caption_vacant", _COLUMNS)
