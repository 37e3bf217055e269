"""What a look at a sheet's own bytes tells that the fast parser does not.

Calamine gives values and merged ranges; it drops error values, formulas without a result and hidden rows and
columns, and it ends the process on a sheet whose filled cells span too wide a rectangle.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from loaders.workbook.limits import Limits
from loaders.workbook.refusal import Refusal

__all__ = ["NOT_COMPUTED", "Extent", "SheetScan"]

NOT_COMPUTED = "="
"""Stands for a formula that has no stored result: a program wrote the file, and Excel never computed it."""


@dataclass
class Extent:
    """The rectangle of filled cells, grown cell by cell; rows and columns count from 1."""

    top: int = 0
    left: int = 0
    bottom: int = 0
    right: int = 0

    def add(self, row: int, column: int) -> None:
        """Take one filled cell in."""
        self.top = min(self.top or row, row)
        self.left = min(self.left or column, column)
        self.bottom = max(self.bottom, row)
        self.right = max(self.right, column)

    @property
    def cells(self) -> int:
        """Rows × columns: what a parser allocates."""
        return (self.bottom - self.top + 1) * (self.right - self.left + 1) if self.bottom else 0

    def check(self, sheet: str, *, limits: Limits) -> None:
        """Refuse a rectangle beyond the limit, naming its far corner."""
        if self.cells > limits.cells:
            from loaders.workbook.sheet import column_letter

            corner = f"{column_letter(self.right)}{self.bottom}"
            raise Refusal("dimension", sheet=sheet, cell=corner, cells=self.cells, limit=limits.cells)


@dataclass
class SheetScan:
    """What was found in one sheet; ``faults`` are cells that hold an error or an uncomputed formula."""

    extent: Extent = field(default_factory=Extent)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    faults: list[tuple[int, int, str]] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] | None = None
    margins: list[str] = field(default_factory=list)
