"""Merchants of the 众享联盟: in which alliance, with which category and offer, since when, until when.

An alliance without a name is the community's own. One that bears the name of the community or street is that area's, any
other is the district's. It serves the communities of its members.
"""

from __future__ import annotations

from functools import cache
from importlib import resources

from graph.yaml_text import load_yaml
from loaders.desk import Desk
from loaders.facts import Ref
from loaders.linking.names import plain_name, short_name
from loaders.sheets.property_companies.rows import head_of, searchable
from loaders.sheets.row import Row, Since

ALLIANCE = "众享联盟"


@cache
def _words() -> dict[str, str]:
    trades = load_yaml((resources.files(__package__) / "trades.yaml").read_text("utf-8"))
    return {word: category for category, words in trades.items() for word in words}


def category_of(trade: str) -> str:
    """The category of a trade as a roster writes it.

    >>> category_of("家电维修"), category_of("美容美发店"), category_of("宠物用品")
    ('维修', '理发', '宠物用品')
    """
    plain = plain_name(trade)
    found = [word for word in _words() if word in plain]
    return _words()[max(found, key=len)] if found else plain


def read(row: Row, desk: Desk) -> None:
    """One merchant with its membership."""
    since: Since | None = row["joined_on"]
    start = since.start if since else None
    left = row["left_on"] or (since.end if since else None)
    if start and left and left <= start:
        desk.refuse(row, "left_on", "checks.end_before_start", start=start, end=left)
    community = desk.community(row)
    name = plain_name(row["name"])
    told = row.pick(
        trade="category", address="address", isPartyMerchant="is_party", wishesClaimed="wishes_claimed",
        confirmedOn="confirmed_on",
    )  # fmt: skip
    merchant = desk.bodies.body(
        "Merchant", row, name=name, home=community, uscc=row["uscc"], **told, **searchable(name)
    )
    for grid in desk.grids(row):
        desk.facts.relate("SERVES", merchant, grid, row, until=left)
    head_of(desk, row, merchant)
    alliance = _alliance(row, desk, community)
    desk.facts.relate(
        "MEMBER_OF", merchant, alliance, row, since=start, until=left, category=category_of(row["category"]),
        **row.pick(offer="offer"),
    )  # fmt: skip
    if left is None:
        desk.facts.relate("SERVES", alliance, community, row)


def _alliance(row: Row, desk: Desk, community: Ref) -> Ref:
    place = desk.places.get(community.id)
    name = plain_name(row["alliance"] or "") or f"{place.name if place else ''}{ALLIANCE}"
    return desk.bodies.body("Alliance", row, name=name, home=_home(desk, community, name), **searchable(name))


def _home(desk: Desk, community: Ref, name: str) -> Ref:
    """The area whose name the alliance bears, the one of which it bears most (文瀛湖街道 before 文瀛社区): the community, the
    street, else the district."""
    above = [*desk.places.above(community.id)]
    borne = {place.ref: max(_borne(name, known, place.label) for known in place.names()) for place in above}
    home = max(borne, key=lambda ref: borne[ref])
    return home if borne[home] else above[-1].ref


def _borne(name: str, known: str, label: str) -> int:
    """How much of an area's name, full or short, a name begins with.

    >>> _borne("文瀛湖街道众享联盟", "文瀛社区", "Community"), _borne("文瀛湖街道众享联盟", "文瀛湖街道", "Street")
    (2, 5)
    """
    return max(len(form) if name.startswith(form) else 0 for form in (known, short_name(known, label)))
