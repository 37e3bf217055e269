"""One load: its counts, its sheets, and every cell that was refused or flagged, with the reason."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from typing import TYPE_CHECKING, Any

from api.pages.batches import COUNTS, REMARKS
from api.pages.page import Page, Shown
from api.pages.sheets import Sheet
from api.pages.trouble import nothing_there
from loaders.sheets.kinds import load_kinds

if TYPE_CHECKING:
    from api.pages.asked import Asked

__all__ = ["PAGES"]

MOST = 200
"""Remarks on the page; a file has all of them."""


async def show(asked: Asked) -> Shown:
    """The card of the load; raises ``Trouble`` (404) where there is none."""
    batch, t = await _batch(asked), asked.words
    remarks = batch["remarks"] or []
    kinds = load_kinds()
    sheets = [
        {**row, "kind": t.of({"zh": kinds[row["kind"]].zh, "en": kinds[row["kind"]].en}) if row["kind"] in kinds else row["kind"]}
        for row in batch["sheets"]["nodes"]
    ]  # fmt: skip
    values = {
        "batch": batch, "sheets": sheets, "columns": REMARKS, "remarks": remarks[:MOST], "all_remarks": len(remarks),
        "counts": [(name, batch["counts"][name]) for name in COUNTS if name in (batch["counts"] or {})],
    }  # fmt: skip
    return Shown("batch.html", t("page_batches.nth", number=batch["number"]), values)


async def sheet(asked: Asked) -> Sheet:
    """Every remark."""
    batch = await _batch(asked)
    return Sheet(asked.words("page_batches.remarks_of", number=batch["number"]), REMARKS, _walk(batch))


async def _walk(batch: Mapping[str, Any]) -> AsyncIterator[Mapping[str, Any]]:
    for row in batch["remarks"] or ():
        yield row


async def _batch(asked: Asked) -> Mapping[str, Any]:
    found: Mapping[str, Any] | None = (await asked.read("batch", id=asked.places["id"]))["importBatch"]
    if found is None:
        raise nothing_there()
    return found


PAGES = (Page(path="/batches/{id}", name="batches", show=show, sheet=sheet, right="provenance"),)
