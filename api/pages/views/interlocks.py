"""交叉任职 / dual roles: pairs of posts that one person holds, counted by roles and policy, each with basis and evidence."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from api.pages.area_choices import area_choices, narrowing_area
from api.pages.evidence import evidence, in_one_sheet
from api.pages.interlocks import LISTING, known_roles, roles_choices
from api.pages.listing import PAGE, Listed
from api.pages.page import Page, Shown
from api.pages.pairs import SECRETARY_DIRECTOR, Pair, all_pairs, counted, posts_of_area
from api.pages.roles import role_words
from api.pages.sheets import Sheet
from api.pages.trouble import bad_part
from graph.coverage.dual_role import POLICIES

if TYPE_CHECKING:
    from api.pages.asked import Asked

__all__ = ["PAGES"]

_STEP = 150
"""Persons asked for at a time for a file."""
_RULES = ("Y12", "Y07", "G21")
"""Rules on posts in one hand: who could be both secretary and director, and whose two posts conflict."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which pairs the address asks for."""

    roles: str | None
    policy: str | None
    area: str | None


async def show(asked: Asked) -> Shown:
    """The counts and the list."""
    asks, t = await _wanted(asked), asked.words
    areas = await area_choices(asked)
    inside = await _inside(asked, asks.area)
    pairs = _chosen(inside, asks)
    start = _start(asked, len(pairs))
    values = {
        "asks": asks, "areas": areas, "any": bool(inside), "listing": LISTING, "secretary_director": SECRETARY_DIRECTOR,
        "listed": Listed(
            await _rows(asked, pairs[start : start + PAGE]), len(pairs), {}, str(max(0, start - PAGE)) if start else None,
            str(start + PAGE) if start + PAGE < len(pairs) else None,
        ),
        "counts": [
            (".".join(roles), [role_words(role, t) for role in roles], policy, count) for roles, policy, count in counted(inside)
        ],
        "both": sum(pair.is_of(SECRETARY_DIRECTOR) for pair in inside), "choices": roles_choices(inside, t),
        "policies": [(policy, t(f"page_interlocks.policy_{policy}")) for policy in POLICIES],
        "results": await _results(asked), "pending": await _pending(asked),
    }  # fmt: skip
    return Shown("interlocks.html", t("page_interlocks.title"), values)


async def sheet(asked: Asked) -> Sheet:
    """All rows of the list."""
    asks = await _wanted(asked)
    await area_choices(asked)
    pairs = _chosen(await _inside(asked, asks.area), asks)
    return Sheet(asked.words("page_interlocks.title"), LISTING.columns, _walk(asked, pairs))


async def _wanted(asked: Asked) -> Wanted:
    roles = asked.params.text("roles")
    if roles is not None and not known_roles(roles):
        raise bad_part("roles", roles)
    return Wanted(roles, asked.params.choice("policy", POLICIES), await narrowing_area(asked))


async def _inside(asked: Asked, area: str | None) -> Sequence[Pair]:
    """The pairs with a post in the area; all of them where none is named."""
    pairs = await all_pairs(asked)
    if area is None:
        return pairs
    posts = await posts_of_area(asked, area, {role for pair in pairs for role in pair.roles})
    return [pair for pair in pairs if not posts.isdisjoint(pair.posts)]


def _chosen(pairs: Sequence[Pair], asks: Wanted) -> list[Pair]:
    return [pair for pair in pairs if pair.is_of(asks.roles) and asks.policy in (None, pair.policy)]


def _start(asked: Asked, total: int) -> int:
    """The first row of the page that the address asks for; a place behind the end is none."""
    told = asked.params.cursor("after") or asked.params.cursor("before")
    if told is None:
        return 0
    if not told.isascii() or not told.isdigit() or int(told) >= max(total, 1):
        raise bad_part("after", told)
    return int(told)


async def _rows(asked: Asked, pairs: Iterable[Pair]) -> list[Mapping[str, Any]]:
    """Pairs with what may be seen of their persons and posts; one that is gone in the meantime is left out."""
    chosen = list(pairs)
    ids = list(dict.fromkeys(pair.person for pair in chosen))
    if not ids:
        return []
    told = {"sources": asked.viewer.may("sources"), "links": asked.viewer.may("links")}
    data = await asked.read("holders", ids=ids, **told)
    persons = {person["id"]: person for person in data["persons"]["nodes"]}
    made = [_row(asked, pair, persons[pair.person]) for pair in chosen if pair.person in persons]
    return [row for row in made if row is not None]


def _row(asked: Asked, pair: Pair, person: Mapping[str, Any]) -> dict[str, Any] | None:
    held = {each["post"]["id"]: each for each in person["tenures"]["nodes"] if each["post"]}
    if not held.keys() >= set(pair.posts):
        return None
    a, b = (held[post] for post in pair.posts)
    links = person.get("links")
    told = evidence(
        links["nodes"] if links else None, asked.words, together=in_one_sheet(a.get("sources"), b.get("sources"))
    )
    return {"id": pair.person, "pair": pair, "person": person, "posts": (a["post"], b["post"]), "evidence": told}


async def _walk(asked: Asked, pairs: list[Pair]) -> AsyncIterator[Mapping[str, Any]]:
    for start in range(0, len(pairs), _STEP):
        for row in await _rows(asked, pairs[start : start + _STEP]):
            yield row


async def _results(asked: Asked) -> list[Mapping[str, Any]]:
    """What the newest run says of the rules on posts in one hand; nothing where there is none, or it may not be seen."""
    if not asked.viewer.may("analysis"):
        return []
    run = (await asked.read("rule-results", where={"rule": {"in": _RULES}}))["latestRun"]
    return list(run["results"]["nodes"]) if run else []


async def _pending(asked: Asked) -> int | None:
    """How many links wait for somebody to look at them; None for who may not see links."""
    if not asked.viewer.may("links"):
        return None
    return int((await asked.read("pending-links"))["links"]["totalCount"])


PAGES = (Page(path="/interlocks", name="interlocks", show=show, sheet=sheet, nav=50),)
