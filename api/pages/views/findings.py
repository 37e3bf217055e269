"""缺口 / findings: the gaps of the newest run, filtered and grouped, decided on one by one or several at a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from api.pages.decisions import decide, seen
from api.pages.findings import FIXED, NEWEST, ORDERS, SEVERITIES, STATES, Wanted, wanted
from api.pages.grouping import GROUPS, grouped
from api.pages.page import Page, Shown
from api.pages.reply import go_to
from api.pages.sheets import Sheet
from api.pages.trouble import Trouble, bad_part
from graph.as_of import today
from graph.messages import text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.responses import Response

    from api.pages.asked import Asked
    from api.pages.forms import Form
    from api.pages.listing import Listing

__all__ = ["PAGES"]

MOST_PICKED = 200
"""Findings decided on at a time."""


@dataclass(frozen=True, slots=True)
class Bulk:
    """On how many a decision was taken, and what stood in the way of the others, by finding."""

    done: int
    troubles: dict[str, Trouble]


async def show(asked: Asked, said: Bulk | None = None) -> Shown:
    """The list, or the counts of its groups; ``said``: what became of a decision on several."""
    asks, by = wanted(asked), asked.params.choice("group", GROUPS)
    listing, variables = _question(asks)
    listed = await listing.page(asked, **variables)
    if asks.area and listing is NEWEST and listed.data["area"] is None:
        raise bad_part("area", asks.area)
    groups, complete = await grouped(asked, asks, by) if by else ([], True)
    values = {
        "asks": asks, "listing": listing, "listed": listed, "run": listed.data["latestRun"], **_choices(asked, listed.data),
        "by": by, "groups": groups, "complete": complete, "said": said, "done": asked.params.text("done", 6),
        "may_decide": asked.viewer.may("decide") and asks.state != "fixed",
        "tomorrow": (today() + timedelta(days=1)).isoformat(),
    }  # fmt: skip
    return Shown("findings.html", asked.words("page_findings.title"), values, 409 if said else 200)


async def take(asked: Asked, form: Form) -> Shown | Response:
    """One decision on every finding that was picked, one after the other; those that it could not be taken on stay picked."""
    picked = [seen(each) for each in form.many("id")]
    if not picked or len(picked) > MOST_PICKED:
        raise Trouble("BAD_USER_INPUT", text("page_findings.pick_some", most=MOST_PICKED))
    troubles = {id: trouble for id, revision in picked if (trouble := await decide(asked, form, id, revision))}
    done = len(picked) - len(troubles)
    if troubles:
        asked.chosen = list(troubles)
        return await show(asked, Bulk(done, troubles))
    return go_to(asked.here(done=done))


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
        "group_choices": [(name, t(f"page_findings.by_{name}")) for name in GROUPS],
        "counts": [(name, counts[name]) for name in SEVERITIES if name in counts],
    }  # fmt: skip


PAGES = (Page(path="/findings", name="findings", show=show, sheet=sheet, decide=take, nav=20),)
