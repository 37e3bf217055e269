"""Loads as lists show them: their columns, and those of the remarks on their cells."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from api.pages.listing import Column, Listing

if TYPE_CHECKING:
    from api.pages.asked import Asked

__all__ = ["BATCHES", "COUNTS", "REMARKS"]

COUNTS = ("rows", "new", "changed", "same", "ended", "refused", "flagged", "dropped")
"""What a load counts, in the order in which it is told."""

Row = Mapping[str, Any]


def _count(name: str) -> Column:
    def value(row: Row, _: Asked) -> Any:
        return (row["counts"] or {}).get(name)

    return Column(name, f"page_batches.{name}", value, "number", narrow=name not in ("new", "refused"))


def _plain(name: str, style: str = "", *, narrow: bool = False, key: str | None = None) -> Column:
    return Column(name, key or f"page_batches.{name}", lambda row, _: row.get(name), style, narrow=narrow)


BATCHES = Listing("batches", "importBatches", "page_batches.caption", (
    Column("number", "page_batches.number", lambda row, asked: asked.words("page_batches.nth", number=row["number"]),
           link=lambda row: f"batches/{row['id']}"),
    _plain("at", "day"), _plain("by", narrow=True), _plain("asOf", "day", narrow=True), _plain("scope", narrow=True),
    _plain("marking", key="pages.marking"),
    Column("state", "pages.state", lambda row, asked: asked.words(f"page_batches.state_{row['state']}")),
    *map(_count, COUNTS),
))  # fmt: skip

REMARKS = (
    Column("severity", "page_batches.severity", lambda row, asked: asked.words(f"page_batches.{row['severity']}")),
    _plain("file"), _plain("sheet"), _plain("row", "number"), _plain("column"),
    Column("why", "page_batches.why", lambda row, asked: asked.words.of({"zh": row["zh"], "en": row["en"]})),
)  # fmt: skip
"""What was refused or flagged: the cell and the reason; what stood in the cell is never kept."""
