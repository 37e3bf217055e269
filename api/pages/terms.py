"""Terms of office as a calendar shows them: the months asked for, the filter of GraphQL, the counts, and the columns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from api.pages.area_choices import narrowing_area
from api.pages.listing import Column, Listing
from api.pages.posts import body_name, holder_name, home
from api.pages.roles import bodies, elected, post_title, role_words, roles_of, way
from api.pages.trouble import bad_part
from api.pages.within import posts_within
from graph.coverage.query.dates import moved
from graph.model import load_model

if TYPE_CHECKING:
    from api.pages.asked import Asked

__all__ = ["LENGTHS", "OVER", "TERMS", "Wanted", "by_month", "first_of", "month_of", "wanted"]

LENGTHS = ("12", "24", "36")
"""Months that are shown at a time: fewer days than GraphQL gives groups."""
OVER = "over"
"""In the place of a month: terms that are over while somebody is still in office."""
ORDER = [{"termEnd": "ASC"}]
_MONTH = re.compile(r"(\d{4})-(\d{2})")

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the address asks for. ``start``: the first day of the first month; ``month``: the one whose rows are listed,
    ``over`` for terms that are over, None for all that are shown; ``within``: the filter on posts for the area."""

    start: date
    length: int
    month: str | None
    role: str | None
    body: str | None
    area: str | None
    within: dict[str, Any]

    @property
    def end(self) -> date:
        """The day after the last month."""
        return moved(self.start, months=self.length)

    def span(self, day: date) -> dict[str, Any]:
        """The days of the rows that are listed."""
        if self.month == OVER:
            return {"lt": day.isoformat()}
        if self.month is not None:
            start = first_of(self.month)
            return {"gte": start.isoformat(), "lt": moved(start, months=1).isoformat()}
        return {"gte": self.start.isoformat(), "lt": self.end.isoformat()}

    def where(self, span: Mapping[str, Any], only: Iterable[str] | None = None) -> dict[str, Any]:
        """The filter on tenures whose term ends in a span; ``only``: of these roles, whatever the address says beside."""
        roles = roles_of(self.role, self.body)
        if only is not None:
            roles = [role for role in only if roles is None or role in roles]
        post = {**self.within, **({} if roles is None else {"role": {"in": roles}})}
        return {"termEnd": dict(span), **({"post": {"some": post}} if post else {})}

    def counts(self, day: date) -> dict[str, Any]:
        """The variables of the counts."""
        span = {"gte": self.start.isoformat(), "lt": self.end.isoformat()}
        over = self.where({"lt": day.isoformat()})
        return {"where": self.where(span), "elected": self.where(span, only=elected()), "over": over}


async def wanted(asked: Asked) -> Wanted:
    """Reads the address; raises ``Trouble`` for a part of it that means nothing."""
    params = asked.params
    start, month = params.text("from"), params.text("month")
    for name, told in (("from", start), ("month", None if month == OVER else month)):
        if told is not None and _first(told) is None:
            raise bad_part(name, told, month_of(asked.as_of))
    area = await narrowing_area(asked)
    return Wanted(
        first_of(start or month_of(asked.as_of)), int(params.choice("months", LENGTHS) or LENGTHS[0]), month,
        params.choice("role", load_model().roles), params.choice("body", bodies()), area,
        await posts_within(asked, area) if area is not None else {},
    )  # fmt: skip


def month_of(day: date) -> str:
    """
    >>> month_of(date(2026, 11, 1))
    '2026-11'
    """
    return f"{day.year:04}-{day.month:02}"


def first_of(month: str) -> date:
    """The first day of a month.

    >>> first_of("2026-11")
    datetime.date(2026, 11, 1)
    """
    found = _first(month)
    assert found is not None
    return found


def _first(month: str) -> date | None:
    hit = _MONTH.fullmatch(month)
    if hit is None or not (1900 <= int(hit[1]) <= 2200 and 1 <= int(hit[2]) <= 12):
        return None
    return date(int(hit[1]), int(hit[2]), 1)


def by_month(groups: Iterable[Row], asks: Wanted) -> list[tuple[int, list[tuple[str, int] | None]]]:
    """Years with their twelve months, each with its count; None for a month that is not shown.

    >>> asks = Wanted(date(2026, 11, 1), 3, None, None, None, None, {})
    >>> groups = [{"key": {"termEnd": "2026-12-31"}, "aggregate": {"count": 2}}]
    >>> [(year, months[10:], months[0]) for year, months in by_month(groups, asks)]
    [(2026, [('2026-11', 0), ('2026-12', 2)], None), (2027, [None, None], ('2027-01', 0))]
    """
    counts: Counter[str] = Counter()
    for group in groups:
        counts[group["key"]["termEnd"][:7]] += group["aggregate"]["count"]
    shown = {month_of(moved(asks.start, months=step)) for step in range(asks.length)}
    last = moved(asks.end, days=-1).year
    return [
        (year, [(key, counts[key]) if (key := f"{year:04}-{month:02}") in shown else None for month in range(1, 13)])
        for year in range(asks.start.year, last + 1)
    ]


def _post(row: Row, asked: Asked) -> str:
    post = row["post"]
    return post_title(post, asked.words) if post and not post["outside"] else asked.words("page_posts.outside")


def _post_link(row: Row) -> str | None:
    post = row["post"]
    return f"posts/{post['id']}" if post and not post["outside"] else None


def _of_post(read: Any) -> Any:
    """A value of the post, nothing where the viewer does not see it."""

    def value(row: Row, asked: Asked) -> Any:
        post = row["post"]
        return read(post, asked) if post and not post["outside"] else None

    return value


def _area(post: Row, _: Asked) -> str | None:
    area = home(post)
    return str(area["name"] or area["id"]) if area else None


_COLUMNS = (
    Column("termEnd", "page_posts.term_end", lambda row, _: row["termEnd"], "day"),
    Column("post", "page_posts.post", _post, link=_post_link),
    Column("body", "page_posts.body", _of_post(body_name)),
    Column("area", "pages.area", _of_post(_area), narrow=True),
    Column(
        "holder", "page_posts.holders", lambda row, asked: holder_name(row["holder"], asked), "nowrap",
        link=lambda row: f"people/{row['holder']['id']}" if row["holder"] else None,
    ),
    Column("since", "page_posts.since", lambda row, _: row["validFrom"], "day", narrow=True),
    Column("way", "page_calendar.way", _of_post(lambda post, asked: way(post["role"], asked.words)), narrow=True),
    Column("role", "page_posts.role", _of_post(lambda post, asked: role_words(post["role"], asked.words)), shown=False),
    Column("postId", "page_calendar.post_id", _of_post(lambda post, _: post["id"]), shown=False),
    Column("id", "page_posts.id", lambda row, _: row["id"], shown=False),
)  # fmt: skip

TERMS = Listing("terms", "tenures", "page_calendar.caption", _COLUMNS)
