"""What the page of an area has of lists, and the figures that it shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from api.pages.findings import NEWEST, ORDERS, inside
from api.pages.heat import figures_of
from api.pages.listing import Listing
from api.pages.lists import BODIES, FACILITIES, PLACES, SEATS, SERVICES
from api.pages.tabs import Tab, named

if TYPE_CHECKING:
    from api.pages.asked import Asked

__all__ = ["TABS", "chain", "figures"]


def _own(asked: Asked) -> dict[str, Any]:
    return {"id": asked.places["id"], "where": named(asked)}


def _seats(asked: Asked) -> dict[str, Any]:
    return {**_own(asked), "persons": asked.viewer.may("persons"), "tenures": asked.viewer.may("tenures")}


def _bodies_below(asked: Asked) -> dict[str, Any]:
    return {"where": named(asked, basedIn={"some": inside(asked.places["id"])})}


def _facilities_below(asked: Asked) -> dict[str, Any]:
    return {"where": named(asked, locatedIn={"some": inside(asked.places["id"])})}


def _findings(asked: Asked) -> dict[str, Any]:
    where = {"foundAt": {"some": inside(asked.places["id"])}}
    return {"where": where, "order": ORDERS["rule"], "area": "", "inArea": False}


def _tab(name: str, field: str, columns: Any, **more: Any) -> Tab:
    listing = Listing(f"area-{name}", f"area.{field}", f"pages_of.list_{name}", columns)
    return Tab(name=name, listing=listing, **{"variables": _own, **more})


def _below(name: str, columns: Any, variables: Any) -> Tab:
    listing = Listing(f"{name}-of", name, f"pages_of.list_{name}", columns)
    return Tab(name=name, listing=listing, variables=variables)


TABS = (
    _tab("parts", "parts", PLACES),
    _tab("organisations", "organisations", BODIES, below=_below("organisations", BODIES, _bodies_below)),
    _tab("facilities", "facilities", FACILITIES, below=_below("facilities", FACILITIES, _facilities_below)),
    _tab("services", "servedBy", SERVICES, searched=False),
    _tab("posts", "responsiblePosts", SEATS, variables=_seats),
    _tab("vacancies", "vacancies", SEATS, variables=_seats, right="tenures"),
    Tab(name="findings", listing=NEWEST, right="analysis", searched=False, variables=_findings),
)
"""The lists of the page."""


def chain(area: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The areas that it lies in, from the largest."""
    above: list[Mapping[str, Any]] = []
    next_up: Mapping[str, Any] | None = area["parent"]
    while next_up is not None:
        above.append(next_up)
        next_up = next_up.get("parent")
    yield from reversed(above)


def figures(area: Mapping[str, Any] | None, every: bool) -> tuple[list[Mapping[str, Any]], int]:
    """The figures by rule, those with something missing or unknown unless all are asked for; and how many there are."""
    known = figures_of(area["coverage"] if area else None).values()
    due = sorted((each for each in known if each["total"]), key=lambda each: str(each["rule"]))
    return [each for each in due if every or each["gap"] or each["unknown"]], len(due)
