"""Refusing and flagging rows: the texts go through the catalogue, the coordinates through the row.

Reasons stand in ``graph/messages/checks.yaml``; the advice of a reason has the same key with ``_advice`` behind it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NoReturn

from graph.messages import catalogue, text
from loaders.errors import Remark, Severity
from loaders.sheets.row import Row

__all__ = ["Remarks", "RowRefused"]


class RowRefused(Exception):
    """Ends the work on one row; the reason is among the remarks already."""


@dataclass
class Remarks:
    """Everything refused and flagged so far, in the order in which it was met."""

    found: list[Remark] = field(default_factory=list)

    def refuse(self, row: Row, column: str | None, key: str, /, **values: Any) -> NoReturn:
        """Records a refusal at that cell and ends the work on the row by raising :class:`RowRefused`."""
        self.found.append(remark(row, column, key, "refused", **values))
        raise RowRefused(key)

    def flag(self, row: Row, column: str | None, key: str, /, **values: Any) -> None:
        """Records that something is wrong in the district, not in the file: stored as written, told here."""
        self.found.append(remark(row, column, key, "flagged", **values))

    @property
    def refused(self) -> list[Remark]:
        """Only what is refused."""
        return [remark for remark in self.found if remark.severity == "refused"]


def remark(row: Row, column: str | None, key: str, severity: Severity, /, **values: Any) -> Remark:
    """A remark at one cell of a row (at the row itself where no column is to blame)."""
    written = row.raw.get(column, "") if column else ""
    letter = row.columns.get(column, "") if column else ""
    full = {"value": written, **values}
    advice_key = f"{key}_advice" if f"{key}_advice" in catalogue() else "checks.general_advice"
    why, advice = text(key, **full), text(advice_key, **full)
    return Remark(
        row.sheet.file,
        row.sheet.sheet,
        row.number,
        letter,
        row.sheet.headings.get(letter, ""),
        written,
        why,
        advice,
        severity,
    )
