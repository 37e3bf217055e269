"""变更 / changes: what loads and decisions created, changed and ended since a day, by kind and one by one."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from api.pages.listing import PAGE, Column, Listed, Listing, Row
from api.pages.lists import page_of
from api.pages.page import Page, Shown
from api.pages.sheets import Sheet
from graph.as_of import today

if TYPE_CHECKING:
    from api.pages.asked import Asked

__all__ = ["KINDS", "PAGES"]

KINDS = (
    "Street", "Community", "Village", "Grid", "Compound", "PartyOrganisation", "OwnersCommittee", "Merchant", "Centre",
    "Station", "Post", "Tenure", "Indicator", "Finding",
)  # fmt: skip
"""Kinds that are counted; the operation ``change-counts`` has an entry for each."""

_DAYS = 30


class _Onward(Listing):
    """A connection that is read forwards only: the way back is to its first page."""

    async def page(self, asked: Asked, /, **variables: Any) -> Listed:
        """The page that the address asks for."""
        data = await asked.read(self.operation, **variables, first=PAGE, after=asked.params.cursor("after"))
        found = data[self.at]
        info = found["pageInfo"]
        return Listed(
            found["nodes"], found["totalCount"], data, None, info["endCursor"] if info["hasNextPage"] else None
        )


async def show(asked: Asked) -> Shown:
    """The page."""
    may, since = asked.viewer.may, _since(asked)
    told = {"since": since.isoformat(), "tenures": may("tenures"), "indicators": may("indicators")}
    counts = await asked.read("change-counts", **told)
    values = {
        "listing": _CHANGES, "listed": await _CHANGES.page(asked, **_variables(asked)), "since": since,
        "kind": asked.params.choice("kind", KINDS), "kinds": [(name, asked.words.kind(name)) for name in KINDS],
        "counts": [(name, asked.words.kind(name), counts[name]["totalCount"]) for name in KINDS if counts.get(name)],
    }  # fmt: skip
    return Shown("changes.html", asked.words("page_changes.title"), values)


async def sheet(asked: Asked) -> Sheet:
    """All rows of the list."""
    return Sheet(asked.words("page_changes.title"), _CHANGES.columns, _CHANGES.walk(asked, **_variables(asked)))


def _since(asked: Asked) -> date:
    """From which day of writing on: a month, unless the address says another."""
    return asked.params.day("since") or today() - timedelta(days=_DAYS)


def _variables(asked: Asked) -> dict[str, Any]:
    kind = asked.params.choice("kind", KINDS)
    return {"since": _since(asked).isoformat(), "kinds": [kind] if kind else None}


def _of(name: str) -> Any:
    return lambda row, _: row[name]


def _name(row: Row, asked: Asked) -> str:
    node = row["node"]
    if node is None:
        return str(row["id"])
    if node["outside"]:
        return asked.words("pages_of.outside")
    return node["name"] or asked.words("pages_of.no_name")


def _to_node(row: Row) -> str | None:
    return page_of(row["node"]) if row["node"] and not row["node"]["outside"] else None


def _to_batch(row: Row) -> str | None:
    return f"batches/{row['batch']}" if row["batch"] else None


def _kind(row: Row, asked: Asked) -> str | None:
    return asked.words.kind(row["kind"]) if row["kind"] else None


def _what(row: Row, asked: Asked) -> str | None:
    return asked.words(f"page_changes.what_{row['what']}") if row["what"] else None


_CHANGES = _Onward("changes", "changes", "page_changes.caption", (
    Column("node", "pages_of.name", _name, link=_to_node),
    Column("kind", "pages_of.label", _kind),
    Column("what", "page_changes.what", _what),
    Column("on", "page_changes.on", _of("on"), "day", narrow=True),
    Column("at", "page_changes.at", _of("at"), "day"),
    Column("batch", "pages_of.batch", _of("batch"), narrow=True, link=_to_batch),
    Column("id", "pages_of.id", _of("id"), shown=False),
))  # fmt: skip

PAGES = (Page(path="/changes", name="changes", show=show, sheet=sheet, right="analysis"),)
