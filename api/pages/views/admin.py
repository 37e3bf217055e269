"""管理 / administration: the accounts with role, scope, sessions and tokens, and what each role may. Nothing is changed here."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from typing import TYPE_CHECKING, Any

from api.accounts.viewer import right_words, roles
from api.pages.admin import ACCOUNTS, account_row
from api.pages.page import Page, Shown
from api.pages.sheets import Sheet
from api.pages.stewardship import accounts_of

if TYPE_CHECKING:
    from api.pages.asked import Asked

__all__ = ["PAGES"]


async def show(asked: Asked) -> Shown:
    """The accounts, and the table of roles and rights."""
    t = asked.words
    values = {
        "columns": ACCOUNTS, "rows": await _rows(asked), "may_audit": asked.viewer.may("audit"),
        "roles": [(t.of({"zh": role.zh, "en": role.en}), role.name) for role in roles().values()],
        "rights": [
            (t.of({"zh": zh, "en": en}), name, [name in role.rights for role in roles().values()])
            for name, (zh, en) in right_words().items()
        ],
    }  # fmt: skip
    return Shown("admin.html", t("page_admin.title"), values)


async def sheet(asked: Asked) -> Sheet:
    """All accounts."""
    return Sheet(asked.words("page_admin.accounts"), ACCOUNTS, _walk(asked))


async def _rows(asked: Asked) -> list[dict[str, Any]]:
    listed = await accounts_of(asked)
    areas = sorted({area for one in listed for area in one.account.areas})[:500]
    names: dict[str, str] = {}
    if areas:
        for area in (await asked.read("area-names", ids=areas, codes=areas))["areas"]["nodes"]:
            names |= {area["id"]: area["name"] or "", area["code"] or "": area["name"] or ""}
    return [account_row(one, names) for one in listed]


async def _walk(asked: Asked) -> AsyncIterator[Mapping[str, Any]]:
    for row in await _rows(asked):
        yield row


PAGES = (Page(path="/admin", name="admin", show=show, sheet=sheet, nav=95, right="accounts"),)
