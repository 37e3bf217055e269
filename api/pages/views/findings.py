"""缺口 / findings: the gaps of the newest run, filtered and grouped, decided on one by one or several at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from api.pages.findings import FIXED, NEWEST, ORDERS, SEVERITIES, STATES, Wanted, wanted
from api.pages.page import Page, Shown
from api.pages.sheets import Sheet
from api.pages.trouble import bad_part

if TYPE_CHECKING:
    from collections.abc import Mapping

    from api.pages.asked import Asked
    from api.pages.listing import Listing

__all__ = ["PAGES"]


async def show(asked: Asked) -> Shown:
    """The list."""
    asks = wanted(asked)
    listing, variables = _question(asks)
    listed = await listing.page(asked, **variables)
    if asks.area and listing is NEWEST and listed.data["area"] is None:
        raise bad_part("area", asks.area)
    values = {
        "asks": asks,
        "listing": listing,
        "listed": listed,
        "run": listed.data["latestRun"],
        **_choices(asked, listed.data),
    }
    return Shown("findings.html", asked.words("page_findings.title"), values)


async def sheet(asked: Asked) -> Sheet:
    """All rows of the list."""
    listing, variables = _question(wanted(asked))
    return Sheet(asked.words("page_findings.title"), listing.columns, listing.walk(asked, **variables))


def _question(asks: Wanted) -> tuple[Listing, dict[str, Any]]:
    told = {"where": asks.where(), "order": ORDERS[asks.order]}
    if asks.state == "fixed":
        return FIXED, told
    return NEWEST, {**told, "area": asks.area or "", "inArea": asks.area is not None}


def _choices(asked: Asked, data: Mapping[str, Any]) -> dict[str, Any]:
    """What the filter offers."""
    t = asked.words
    counted = ((data["latestRun"] or {}).get("findings") or {}).get("bySeverity") or ()
    counts = {group["key"]["severity"]: group["aggregate"]["count"] for group in counted}
    return {
        "rules": [(rule["id"], t.of(rule["name"])) for rule in data["rules"]],
        "areas": [(street["code"], street["name"]) for street in data["streets"]["nodes"]],
        "severities": [(name, t(f"pages.severity_{name}")) for name in SEVERITIES],
        "states": [(name, t(f"pages.state_{name}")) for name in STATES],
        "orders": [(name, t(f"page_findings.order_{name}")) for name in ORDERS],
        "counts": [(name, counts[name]) for name in SEVERITIES if name in counts],
    }  # fmt: skip


PAGES = (Page(path="/findings", name="findings", show=show, sheet=sheet, nav=20),)
