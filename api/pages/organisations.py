"""What the page of a body has of lists, and its ties to others as rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from api.pages.listing import Column, Listing
from api.pages.lists import BODIES, FACILITIES, SEATS
from api.pages.tabs import Tab, named

if TYPE_CHECKING:
    from api.pages.asked import Asked

__all__ = ["TABS", "pairings"]


def _members(asked: Asked) -> dict[str, Any]:
    return {"where": named(asked, memberships={"some": {"id": {"eq": asked.places["id"]}}})}


def _own(asked: Asked) -> dict[str, Any]:
    return {"id": asked.places["id"], "where": named(asked)}


def _seats(asked: Asked) -> dict[str, Any]:
    return {**_own(asked), "persons": asked.viewer.may("persons"), "tenures": asked.viewer.may("tenures")}


def _tab(name: str, field: str, columns: Iterable[Column], variables: Any = _own) -> Tab:
    listing = Listing(f"organisation-{name}", f"organisation.{field}", f"pages_of.list_{name}", tuple(columns))
    return Tab(name=name, listing=listing, variables=variables)


TABS = (
    _tab("posts", "posts", [column for column in SEATS if column.name != "organisation"], _seats),
    _tab("subordinates", "subordinates", BODIES),
    Tab(
        name="members", listing=Listing("organisations-of", "organisations", "pages_of.list_members", BODIES),
        variables=_members,
    ),
    _tab("facilities", "operates", FACILITIES),
)  # fmt: skip
"""The lists of the page."""


def pairings(body: Mapping[str, Any]) -> tuple[list[Mapping[str, Any]], int]:
    """With whom it is paired, whichever of the two the roster names first; and how many pairings there are in all."""
    rows = [*body["pairs"]["edges"], *body["pairedBy"]["edges"]]
    rows.sort(key=lambda row: str(row["node"]["name"] or ""))
    return rows, body["pairs"]["totalCount"] + body["pairedBy"]["totalCount"]
