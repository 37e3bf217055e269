"""One row of a roster after reading: typed values by column id, and the way back to its cells.

>>> sheet = SheetOrigin("sheet-x", "网格.xlsx", "名册", "grids", synthetic=True)
>>> row = Row(sheet, 5, {"households": 310, "note": None}, columns={"households": "H", "note": "I"})
>>> row["households"], row.has("persons"), row.ref
(310, False, 'sheet-x#5')
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from loaders.workbook.sheet import Cell, CellError
from loaders.workbook.text import text_of

__all__ = ["Named", "Row", "SheetOrigin", "Since", "Written"]


@dataclass(frozen=True, slots=True)
class SheetOrigin:
    """The sheet that a row stands in: its id, where it is, which kind it was recognised as."""

    id: str
    file: str
    sheet: str
    kind: str
    synthetic: bool = False
    headings: Mapping[str, str] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class Since:
    """What a cell says of a span: its start, its end, how precise they are, what is known of the end.

    ``end_known`` is ``known`` for an end that is written, ``open`` for 至今 or nothing.
    """

    start: date | None
    end: date | None = None
    precision: str = "day"
    end_known: str = "open"


@dataclass(frozen=True, slots=True)
class Named:
    """A person as a cell names one: the name, and the phone where the cell or a column beside it gives one.

    ``phone`` holds the full digits while reading, and is never stored; ``mask`` is what may be.
    """

    name: str
    phone: str | None = None
    mask: str | None = None


class Written(Mapping[str, str]):
    """What stands in a row's cells, as text by column id; made from the cells when somebody asks."""

    __slots__ = ("_cells", "_places")

    def __init__(self, cells: Sequence[Cell], places: Mapping[str, int]) -> None:
        self._cells = cells
        self._places = places

    def __getitem__(self, column: str) -> str:
        place = self._places[column]
        cell = self._cells[place - 1] if place <= len(self._cells) else None
        if cell is None:
            raise KeyError(column)
        return str(cell) if isinstance(cell, CellError) else text_of(cell)

    def __iter__(self) -> Iterator[str]:
        return (column for column in self._places if self.get(column) is not None)

    def __len__(self) -> int:
        return sum(1 for _ in self)


@dataclass(slots=True)
class Row:
    """Values by column id; a column that the sheet has not is not among ``columns``."""

    sheet: SheetOrigin
    number: int
    values: Mapping[str, Any]
    columns: Mapping[str, str] = field(default_factory=dict)
    raw: Mapping[str, str] = field(default_factory=dict)
    clears: frozenset[str] = frozenset()
    _ref: str | None = field(default=None, init=False, repr=False, compare=False)

    def __getitem__(self, column: str) -> Any:
        """The value of that column, None where the cell is empty or the sheet has no such column."""
        return self.values.get(column)

    def has(self, column: str) -> bool:
        """Whether the sheet has that column at all."""
        return column in self.columns

    @property
    def ref(self) -> str:
        """The row as provenance is written: ``sheetId#row``."""
        if self._ref is None:
            self._ref = f"{self.sheet.id}#{self.number}"
        return self._ref

    def people(self, column: str, phones: str | None = None) -> tuple[Named, ...]:
        """Everyone whom a cell names, with phones from the column beside it where both lists are equally long."""
        named: tuple[Named, ...] = self.values.get(column) or ()
        beside: tuple[tuple[str | None, str], ...] = (self.values.get(phones) or ()) if phones else ()
        if len(beside) == len(named):
            pairs = zip(named, beside, strict=True)
            return tuple(one if one.mask else Named(one.name, phone, mask) for one, (phone, mask) in pairs)
        if len(named) == 1 and beside and not named[0].mask:
            phone, mask = next((pair for pair in beside if pair[0]), beside[0])
            return (Named(named[0].name, phone, mask),)
        return named

    def person(self, column: str, phone: str | None = None) -> Named | None:
        """The first person whom a cell names; None where it is empty (a post that stands vacant)."""
        return next(iter(self.people(column, phone)), None)

    def pick(self, **properties: str) -> dict[str, Any]:
        """Properties from columns: ``row.pick(households="households")``.

        An empty cell says nothing and is left out, unless the column declares that empty means "none": then the
        property is said to be None, which clears it.
        """
        chosen = {}
        for name, column in properties.items():
            value = self.values.get(column)
            if value is not None or (column in self.clears and column in self.columns):
                chosen[name] = value
        return chosen
