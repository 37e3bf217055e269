"""审计 / the audit: who read or changed what, filtered, page by page, and whether the chain of entries is whole."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from api.accounts.audit.entry import ACTIONS
from api.accounts.audit.read import Chosen
from api.pages.admin import ENTRIES, at_utc
from api.pages.listing import MOST_ROWS, PAGE
from api.pages.page import Page, Shown
from api.pages.sheets import Sheet
from api.pages.stewardship import audit_of, last_verified, verified
from api.pages.trouble import Trouble, bad_part
from graph.messages import text

if TYPE_CHECKING:
    from api.pages.asked import Asked

__all__ = ["PAGES"]

_STEP = 5_000


async def show(asked: Asked) -> Shown:
    """A page of entries, the newest first; ``verify=1`` in the address goes through the chain as well."""
    t, chosen = asked.words, _chosen(asked)
    after, before = _number(asked, "after"), _number(asked, "before")
    entries = await audit_of(asked, replace(chosen, below=after, above=before, limit=PAGE + 1))
    more = len(entries) > PAGE
    entries = entries[:PAGE] if before is not None else entries[-PAGE:]
    rows = entries[::-1]
    older, newer = (True, more) if before is not None else (more, after is not None)
    last = await last_verified(asked)
    values = {
        "chosen_entries": chosen, "columns": ENTRIES, "personals": [("1", t("page_admin.only_personal"))], "rows": rows,
        "actions": [(name, _action(name, asked)) for name in ACTIONS],
        "pages": {
            "before": str(rows[0]["number"]) if rows and newer else None,
            "after": str(rows[-1]["number"]) if rows and older else None,
        },
        "verified": await verified(asked) if asked.params.choice("verify", ("1",)) else None,
        "last": last and {**last, "at": at_utc(last["at"])},
    }  # fmt: skip
    return Shown("audit.html", t("page_admin.audit"), values)


async def sheet(asked: Asked) -> Sheet:
    """All entries that are chosen, oldest first."""
    return Sheet(asked.words("page_admin.audit"), ENTRIES, _walk(asked))


async def _walk(asked: Asked) -> AsyncIterator[Mapping[str, Any]]:
    chosen, above, count = _chosen(asked), -1, 0
    while entries := await audit_of(asked, replace(chosen, above=above, limit=_STEP), first=above < 0):
        count += len(entries)
        if count > MOST_ROWS:
            raise Trouble("BODY_LIMIT", text("pages.too_many_rows", count=f"> {MOST_ROWS:,}", limit=f"{MOST_ROWS:,}"))
        for entry in entries:
            yield entry
        above = entries[-1]["number"]


def _chosen(asked: Asked) -> Chosen:
    params = asked.params
    return Chosen(
        since=params.day("since"), until=params.day("until"), who=params.text("who"),
        action=params.choice("action", ACTIONS), personal=params.choice("personal", ("1",)) is not None,
    )  # fmt: skip


def _number(asked: Asked, name: str) -> int | None:
    told = asked.params.cursor(name)
    if told is not None and not (told.isascii() and told.isdigit() and len(told) < 16):
        raise bad_part(name, told)
    return int(told) if told is not None else None


def _action(name: str, asked: Asked) -> str:
    return asked.words(f"page_admin.action_{name.replace('-', '_')}")


PAGES = (Page(path="/admin/audit", name="admin", show=show, sheet=sheet, right="audit"),)
