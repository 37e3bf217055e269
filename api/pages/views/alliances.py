"""联盟 / alliances of merchants: members by category and place, neighbours that share one, what is missing, who left, wishes."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator, Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from api.pages.alliances import WISHES, Member, essential, left_by, members_of, neighbours, standings, wishes
from api.pages.listing import Column, Listed, Listing
from api.pages.page import Page, Shown
from api.pages.sheets import Sheet
from api.pages.tabs import named

if TYPE_CHECKING:
    from api.pages.asked import Asked

__all__ = ["PAGES"]

LISTS = ("members", "left", "neighbours", "wishes")
MOST_TIES = 20_000
"""Memberships that are counted; of more only the first so many are, and the page says so."""

_TIES = Listing("alliance-ties", "merchants", "page_alliances.members", ())


async def show(asked: Asked) -> Shown:
    """The page."""
    data, where = await _asked(asked)
    members, complete = await _walked(asked, where, asked.as_of)
    wanted = essential(data.get("rules") or (), asked.as_of)
    rows = standings(data["alliances"]["nodes"], members, wanted)
    pairs = neighbours(data["communities"]["nodes"], data["alliances"]["nodes"])
    counted = wishes([*data["communities"]["nodes"], *data["villages"]["nodes"]])
    chosen = asked.params.choice("list", LISTS) or "members"
    listing, listed = await _list(asked, chosen, where, pairs, counted)
    others = sorted({member.category for member in members} - set(wanted))
    values = {
        "standings": rows, "wanted": wanted, "others": others, "members": len(members), "complete": complete,
        "most": MOST_TIES, "places": _places(members), "pairs": pairs, "wishes": _sums(counted), "measures": WISHES,
        "periods": sorted({period for _, period, _ in counted}), "list": chosen, "listing": listing, "listed": listed,
        "lists": [(name, asked.words(f"page_alliances.list_{name}")) for name in LISTS], "since": _since(asked),
        "communities": data["communities"]["totalCount"], "served": _served(data),
        "areas": [(street["code"], street["name"]) for street in data["streets"]["nodes"]],
    }  # fmt: skip
    return Shown("alliances.html", asked.words("page_alliances.title"), values)


async def sheet(asked: Asked) -> Sheet:
    """All rows of the list that is shown."""
    chosen = asked.params.choice("list", LISTS) or "members"
    title = asked.words(f"page_alliances.list_{chosen}")
    if chosen == "members":
        return Sheet(title, _MEMBERS.columns, _MEMBERS.walk(asked, where=_where(asked)))
    data, where = await _asked(asked)
    pairs = neighbours(data["communities"]["nodes"], data["alliances"]["nodes"])
    counted = wishes([*data["communities"]["nodes"], *data["villages"]["nodes"]])
    listing, listed = await _list(asked, chosen, where, pairs, counted)
    return Sheet(title, listing.columns, _each(listed.rows))


async def _asked(asked: Asked) -> tuple[dict[str, Any], dict[str, Any]]:
    """Alliances and communities of the area that the address names, or all; and the filter for merchants there."""
    area = asked.params.area()
    near = _near(area) if area else None
    may = asked.viewer.may
    data = await asked.read(
        "alliances", communities=near, villages=near, indicators=may("indicators"), analysis=may("analysis")
    )
    if area:
        places = {area, *(each["id"] for kind in ("communities", "villages") for each in data[kind]["nodes"])}
        data["alliances"]["nodes"] = [each for each in data["alliances"]["nodes"] if places & _ground(each)]
    return data, _merchants(area)


def _ground(alliance: Mapping[str, Any]) -> set[str]:
    """The areas where an alliance is based and that it serves."""
    home = alliance["basedIn"]
    return {*(area["id"] for area in alliance["serves"]["nodes"]), *((home["id"],) if home else ())}


def _near(area: str) -> dict[str, Any]:
    """The filter for a community or village that is the area or lies in it, whatever the area's level."""
    here: dict[str, Any] = {"id": {"eq": area}}
    return {"OR": [here, {"parent": {"some": here}}, {"parent": {"some": {"parent": {"some": here}}}}]}


def _merchants(area: str | None) -> dict[str, Any]:
    return {"memberships": {"some": {}}, **({"basedIn": {"some": _near(area)}} if area else {})}


def _where(asked: Asked) -> dict[str, Any]:
    return named(asked, **_merchants(asked.params.area()))


async def _walked(asked: Asked, where: Mapping[str, Any], day: date) -> tuple[list[Member], bool]:
    """The memberships as of a day, and whether all of them were looked at."""
    rows: list[Mapping[str, Any]] = []
    async for row in _TIES.walk(asked, where=where, asOf=day.isoformat()):
        rows.append(row)
        if len(rows) >= MOST_TIES:
            return members_of(rows), False
    return members_of(rows), True


def _since(asked: Asked) -> date:
    """From which day on members that have left are told of: a year before, unless the address says another."""
    day = asked.as_of
    year_before = day.replace(year=day.year - 1, day=min(day.day, 28)) if day.year > 1 else day
    return asked.params.day("since") or year_before


async def _list(
    asked: Asked, chosen: str, where: Mapping[str, Any], pairs: Any, counted: Any
) -> tuple[Listing, Listed]:
    if chosen == "members":
        return _MEMBERS, await _MEMBERS.page(asked, where=_where(asked))
    if chosen == "left":
        before, _ = await _walked(asked, where, _since(asked))
        rows: list[Any] = [{"member": member} for member in left_by(before, asked.as_of)]
    elif chosen == "neighbours":
        rows = [{"pair": pair} for pair in pairs]
    else:
        rows = [{"area": area, "period": period, **counts} for area, period, counts in counted]
    return _LISTINGS[chosen], Listed(rows, len(rows), {})


def _places(members: Iterable[Member]) -> list[tuple[Mapping[str, Any], Counter[str]]]:
    """Members by the community where they are, each with its categories."""
    found: dict[str, tuple[Mapping[str, Any], Counter[str]]] = {}
    for member in members:
        if member.place is not None:
            found.setdefault(member.place["id"], (member.place, Counter()))[1][member.category] += 1
    return sorted(found.values(), key=lambda each: str(each[0]["id"]))


def _served(data: Mapping[str, Any]) -> int:
    """How many of the communities are served by an alliance."""
    served = {area["id"] for alliance in data["alliances"]["nodes"] for area in alliance["serves"]["nodes"]}
    return sum(community["id"] in served for community in data["communities"]["nodes"])


def _sums(counted: Iterable[tuple[Any, str, Mapping[str, float]]]) -> dict[str, float]:
    """The counts of all areas together; a measure that nobody counted is not there."""
    sums: Counter[str] = Counter()
    for _, _, counts in counted:
        for measure, value in counts.items():
            sums[measure] += value  # type: ignore[assignment]
    return dict(sums)


async def _each(rows: Iterable[Any]) -> AsyncIterator[Mapping[str, Any]]:
    for row in rows:
        yield row


def _tie(row: Mapping[str, Any]) -> Mapping[str, Any]:
    ties = [tie for tie in row["memberships"]["edges"] if tie["node"]["__typename"] == "Alliance"]
    return ties[0] if ties else {"category": None, "offer": None, "validFrom": None, "node": {"id": None, "name": None}}


def _of(name: str) -> Any:
    return lambda row, _: row.get(name)


def _yes(row: Mapping[str, Any], asked: Asked) -> str | None:
    told = row["isPartyMerchant"]
    return None if told is None else asked.words("pages_of.is_yes" if told else "pages_of.is_no")


def _home(row: Mapping[str, Any]) -> str | None:
    return f"areas/{row['basedIn']['id']}" if row["basedIn"] and not row["basedIn"]["outside"] else None


_MEMBERS = Listing("alliance-members", "merchants", "page_alliances.list_members", (
    Column("name", "page_alliances.merchant", _of("name"), link=lambda row: f"organisations/{row['id']}"),
    Column("category", "page_alliances.category", lambda row, _: _tie(row)["category"]),
    Column("trade", "page_alliances.trade", _of("trade"), shown=False),
    Column("community", "page_alliances.community", lambda row, _: (row["basedIn"] or {}).get("name"), link=_home),
    Column("alliance", "page_alliances.alliance", lambda row, _: _tie(row)["node"]["name"], narrow=True,
           link=lambda row: f"organisations/{_tie(row)['node']['id']}" if _tie(row)["node"]["id"] else None),
    Column("offer", "page_alliances.offer", lambda row, _: _tie(row)["offer"], narrow=True),
    Column("joined", "page_alliances.joined", lambda row, _: _tie(row)["validFrom"], "day", narrow=True),
    Column("party", "page_alliances.party", _yes, narrow=True),
    Column("wishes", "page_alliances.wishes_claimed", _of("wishesClaimed"), "number", narrow=True),
    Column("id", "pages_of.id", _of("id"), shown=False),
))  # fmt: skip
_LISTINGS = {
    "left": Listing("", "", "page_alliances.list_left", (
        Column("name", "page_alliances.merchant", lambda row, _: row["member"].merchant["name"],
               link=lambda row: f"organisations/{row['member'].merchant['id']}"),
        Column("category", "page_alliances.category", lambda row, _: row["member"].category),
        Column("alliance", "page_alliances.alliance", lambda row, _: row["member"].alliance["name"],
               link=lambda row: f"organisations/{row['member'].alliance['id']}"),
        Column("community", "page_alliances.community", lambda row, _: (row["member"].place or {}).get("name"), narrow=True),
        Column("joined", "page_alliances.joined", lambda row, _: row["member"].joined, "day", narrow=True),
        Column("left", "page_alliances.left", lambda row, _: row["member"].left, "day"),
    )),
    "neighbours": Listing("", "", "page_alliances.list_neighbours", (
        Column("one", "page_alliances.one", lambda row, _: row["pair"].one["name"],
               link=lambda row: f"areas/{row['pair'].one['id']}"),
        Column("other", "page_alliances.other", lambda row, _: row["pair"].other["name"],
               link=lambda row: f"areas/{row['pair'].other['id']}"),
        Column("shared", "page_alliances.shared", lambda row, asked: asked.words("pages.comma").join(
            str(alliance["name"]) for alliance in row["pair"].shared) or asked.words("page_alliances.none_shared")),
    )),
    "wishes": Listing("", "", "page_alliances.list_wishes", (
        Column("area", "page_alliances.community", lambda row, _: row["area"]["name"],
               link=lambda row: f"areas/{row['area']['id']}"),
        Column("street", "page_findings.street", lambda row, _: (row["area"]["parent"] or {}).get("name"), narrow=True),
        Column("period", "page_areas.period", _of("period"), narrow=True),
        *(Column(name, f"page_alliances.{name}", _of(name), "number") for name in WISHES),
    )),
}  # fmt: skip

PAGES = (Page(path="/alliances", name="alliances", show=show, sheet=sheet, nav=70),)
