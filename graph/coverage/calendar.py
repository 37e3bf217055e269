"""The renewal calendar (换届日历): which posts' terms end when, as the rosters record it. Posts, never persons.

A term that runs out ends nothing: who holds the post holds it until somebody is elected or assigned (届满不等于离任).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

import networkx as nx

from graph.as_of import read_as_of, today
from graph.coverage.naming import post_title
from graph.store.snapshot import Index, index_of

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["CALENDAR", "renewal_calendar"]

CALENDAR = (
    "term_end", "quarter", "over", "role", "title", "post", "body", "label", "area", "area_code", "street", "community",
)  # fmt: skip
"""The columns of a calendar; ``quarter`` is written 2027Q1, ``over`` says that the day lies before that of the graph."""


def renewal_calendar(G: nx.MultiDiGraph, until: str | date | None = None) -> pd.DataFrame:
    """One row for each post that is held and for each day on which a term of it ends, by day, then by area; columns as in
    :data:`CALENDAR`.

    The day is the tenure's own ``termEnd``; where it has none and the role table gives the role a term (an elected seat),
    that of the body. Posts without either are left out. ``until``: only terms that end by that day. Raises ``UsageError``
    for a wrong date.

    >>> G = nx.MultiDiGraph(as_of=date(2026, 11, 1))
    >>> G.add_nodes_from([("o", {"label": "ResidentsCommittee", "name": "居委会", "termEnd": date(2027, 3, 1)}),
    ...     ("p", {"label": "Post", "role": "committeeDirector", "title": "主任"}), ("t", {"label": "Tenure"})])
    >>> _ = G.add_edge("t", "p", type="OF_POST"), G.add_edge("p", "o", type="POST_IN")
    >>> [(row.quarter, row.title, row.over) for row in renewal_calendar(G).itertuples()]
    [('2027Q1', '主任', False)]
    """
    import pandas as pd

    last = read_as_of(until) if until is not None else None
    as_of = G.graph.get("as_of") or today()
    index = index_of(G)
    rows = [_row(index, post, day, as_of) for post, day in sorted(_ends(index)) if last is None or day <= last]
    rows.sort(key=lambda row: (row["term_end"], row["area_code"] or "", row["role"], row["post"]))
    return pd.DataFrame(rows, columns=list(CALENDAR))


def _ends(index: Index) -> set[tuple[str, date]]:
    """Every post that is held, with each day on which a term of it ends."""
    return {
        (post, day)
        for tenure, near in index.table("OF_POST", inward=False).items()
        for post, _ in near
        if isinstance(day := index.nodes[tenure].get("termEnd") or _body_end(index, post), date)
    }


def _body_end(index: Index, post: str) -> date | None:
    role = index.model.roles.get(str(index.nodes[post].get("role")))
    if role is None or role.term_years is None:
        return None  # grid leaders stand in a residents' committee and are assigned: its election is not theirs
    return next((end for body, _ in index.out(post, "POST_IN") if (end := index.nodes[body].get("termEnd"))), None)


def _row(index: Index, post: str, day: date, as_of: date) -> dict[str, Any]:
    body = next((body for body, _ in index.out(post, "POST_IN")), None)
    home = index.areas.home(post)
    return {
        "term_end": day, "quarter": f"{day.year}Q{(day.month + 2) // 3}", "over": day < as_of,
        "role": str(index.nodes[post].get("role") or ""), "title": post_title(index, post), "post": post,
        "body": index.nodes[body].get("name") if body else None, "label": index.nodes[body]["label"] if body else None,
        **_place(index, home),
    }  # fmt: skip


def _place(index: Index, home: str | None) -> dict[str, Any]:
    named = dict(_above(index, home))
    node = index.nodes[home] if home else {}
    code = next((str(code) for area in _chain(index, home) if (code := index.nodes[area].get("code"))), None)
    return {
        "area": node.get("name"),
        "area_code": code,
        "street": named.get("street"),
        "community": named.get("community"),
    }


def _above(index: Index, home: str | None) -> Iterator[tuple[str, str]]:
    for area in _chain(index, home):
        yield index.areas.level(area), str(index.nodes[area].get("name") or area)


def _chain(index: Index, home: str | None) -> tuple[str, ...]:
    return index.areas.above(home) if home else ()
