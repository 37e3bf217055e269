"""人员关联 / links between records of persons: what speaks for each, and which wait for a decision."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from api.pages.listing import Column, Listing
from api.pages.page import Page, Shown
from api.pages.sheets import Sheet

if TYPE_CHECKING:
    from api.pages.asked import Asked

__all__ = ["PAGES"]

STATES = ("pending", "confirmed", "rejected", "stated", "certain")


def _words(name: str) -> Any:
    return lambda row, asked: asked.words(f"page_links.{name}_{row[name]}") if row[name] else None


LINKS = Listing("links", "links", "page_links.caption", (
    Column("persons", "page_links.persons",
           lambda row, _: "、".join(dict.fromkeys(one["name"] for one in row["persons"]["nodes"] if one["name"])) or None,
           link=lambda row: f"people/{row['persons']['nodes'][0]['id']}" if row["persons"]["nodes"] else None),
    Column("rung", "page_links.rung", _words("rung")),
    Column("evidence", "page_links.evidence", lambda row, _: row["evidence"]),
    Column("state", "pages.state", _words("state")),
    Column("decidedBy", "page_links.decided_by", lambda row, _: row["decidedBy"], narrow=True),
    Column("at", "page_links.at", lambda row, _: row["at"], "day", narrow=True),
    Column("reason", "page_links.reason", lambda row, _: row["reason"], narrow=True),
    Column("id", "page_links.id", lambda row, _: row["id"], shown=False),
))  # fmt: skip


async def show(asked: Asked) -> Shown:
    """The list: what waits for a decision, unless the address asks for another state."""
    state = _state(asked)
    states = [(name, asked.words(f"page_links.state_{name}")) for name in STATES]
    values = {
        "listing": LINKS,
        "listed": await LINKS.page(asked, where=_where(state)),
        "state": state,
        "states": states,
    }
    return Shown("links.html", asked.words("page_links.title"), values)


async def sheet(asked: Asked) -> Sheet:
    """All rows of the list."""
    return Sheet(asked.words("page_links.title"), LINKS.columns, LINKS.walk(asked, where=_where(_state(asked))))


def _state(asked: Asked) -> str:
    return asked.params.choice("state", STATES) or "pending"


def _where(state: str) -> dict[str, Any]:
    return {"state": {"eq": state}}


PAGES = (Page(path="/links", name="batches", show=show, sheet=sheet, right="links"),)
