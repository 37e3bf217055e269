"""Which row, or pair of rows, holds the headings.

Every row of the first six is weighed by how many of its cells are known headings, and every pair of rows in
which the upper groups the lower (网格长 over 姓名 and 电话). The heaviest wins; of two equally heavy that differ,
neither does, because which table was meant cannot be known.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from itertools import pairwise

from loaders.errors import SheetRefused
from loaders.workbook.heading import heading_names, normalise_heading
from loaders.workbook.sheet import Cell, Sheet

__all__ = ["WITHIN", "Header", "Heading", "Score", "find_header"]

WITHIN = 6
LEAST = 2
"""Fewer known headings than this are chance: 主任 may stand in any cell."""
RIVAL = 0.5
"""Share of the best weight, and of its own cells, from which another row counts as a second header."""

Score = Callable[[str], float] | Collection[str]
"""How well a normalised heading is known; or simply the known headings."""


@dataclass(frozen=True, slots=True)
class Heading:
    """One column's heading: ``parts`` as written, upper level first; ``names`` to be compared, best first.

    For 网格长 over 姓名: parts ``("网格长", "姓名")``, names ``("网格长姓名", "姓名")``.
    """

    column: int
    parts: tuple[str, ...]
    names: tuple[str, ...]

    @property
    def text(self) -> str:
        """The heading as a person would say it."""
        return " ".join(self.parts)


@dataclass(frozen=True, slots=True)
class Header:
    """The headings, the rows in which they stand, and the title lines above."""

    first_row: int
    last_row: int
    headings: tuple[Heading, ...]
    titles: tuple[str, ...] = ()
    weight: float = 0.0
    combined: int = 0
    """Columns that are known by both levels together; breaks the tie between a pair and its lower row."""

    def column_of(self, name: str) -> int | None:
        """The first column that has this name, normalised; None where there is none."""
        wanted = normalise_heading(name)
        return next((heading.column for heading in self.headings if wanted in heading.names), None)


def find_header(sheet: Sheet, score: Score, *, within: int = WITHIN, least: float = LEAST) -> Header:
    """The sheet's header; raises ``SheetRefused`` where there is none or more than one.

    >>> sheet = Sheet("名册", [["网格员花名册"], ["序号", "姓 名", "联系电话*"], [1, "张三", "138"]])
    >>> header = find_header(sheet, {"序号", "姓名", "联系电话"})
    >>> header.last_row, [heading.names[0] for heading in header.headings], header.titles
    (2, ['序号', '姓名', '联系电话'], ('网格员花名册',))
    """
    weigh = _as_function(score)
    numbers = range(sheet.first_row, min(sheet.first_row + within - 1, sheet.last_row) + 1)
    singles = [_weighed(_single(sheet, number), weigh) for number in numbers]
    pairs = [
        _weighed(pair, weigh) for upper, lower in pairwise(numbers) if (pair := _pair(sheet, upper, lower)) is not None
    ]
    candidates = [*singles, *pairs]  # singles first: of equal weight the simpler reading wins
    best = max(candidates, key=lambda header: (header.weight, header.combined), default=None)
    if best is None or best.weight < least:
        raise SheetRefused(sheet.file, sheet.name, "reading.no_header", rows=within)
    _refuse_rival(sheet, best, singles, least)
    return Header(
        best.first_row, best.last_row, best.headings, _titles(sheet, best.first_row), best.weight, best.combined
    )


def _as_function(score: Score) -> Callable[[str], float]:
    if callable(score):
        return score
    known = frozenset(map(normalise_heading, score))
    return lambda name: float(name in known)


def _weighed(header: Header, weigh: Callable[[str], float]) -> Header:
    weights = [[float(weigh(name)) for name in heading.names] for heading in header.headings]
    combined = sum(
        1 for heading, known in zip(header.headings, weights, strict=True) if len(heading.parts) > 1 and known[0] > 0
    )
    weight = sum(max(known) for known in weights)
    return Header(header.first_row, header.last_row, header.headings, (), weight, combined)


def _single(sheet: Sheet, number: int) -> Header:
    headings = (
        Heading(column, (text,), names)
        for column, value in enumerate(sheet.row(number), start=1)
        if (text := _text(value)) and (names := heading_names(text))
    )
    return Header(number, number, tuple(headings))


def _pair(sheet: Sheet, upper: int, lower: int) -> Header | None:
    """Both rows read as one header, or None where the upper one does not group the lower."""
    tops = _spread(sheet, upper, lower)
    bottoms = [_text(value) for value in sheet.row(lower)]
    headings = []
    for column in range(1, max(len(tops), len(bottoms)) + 1):
        top = tops[column - 1] if column <= len(tops) else ""
        bottom = bottoms[column - 1] if column <= len(bottoms) else ""
        parts = tuple(part for part in dict.fromkeys((top, bottom)) if part)
        if parts and (names := _names(parts)):
            headings.append(Heading(column, parts, names))
    grouped = any(len(heading.parts) > 1 for heading in headings)
    return Header(upper, lower, tuple(headings)) if grouped else None


def _spread(sheet: Sheet, upper: int, lower: int) -> list[str]:
    """The upper row with each group's text over all its columns: by merged cells, or, where a file has none
    (csv), to the right over blanks that have a text below."""
    tops = [_text(value) for value in sheet.row(upper)]
    below = [_text(value) for value in sheet.row(lower)]
    tops.extend([""] * (len(below) - len(tops)))
    for first, left, last, right in sheet.merged:
        if first == last == upper and left <= len(tops):
            tops[left - 1 : right] = [tops[left - 1]] * (min(right, len(tops)) - left + 1)
    if not sheet.merged:
        for place in range(1, min(len(tops), len(below))):
            if not tops[place] and below[place] and below[place - 1]:
                tops[place] = tops[place - 1]
    return tops


def _names(parts: tuple[str, ...]) -> tuple[str, ...]:
    if len(parts) == 1:
        return heading_names(parts[0])
    together = [top + bottom for top in heading_names(parts[0]) for bottom in heading_names(parts[1])]
    return tuple(dict.fromkeys([*together, *heading_names(parts[1])]))


def _refuse_rival(sheet: Sheet, best: Header, singles: list[Header], least: float) -> None:
    said = [{heading.names[0] for heading in _single(sheet, row).headings} for row in (best.first_row, best.last_row)]
    for other in singles:
        if best.first_row <= other.first_row <= best.last_row or not _rivals(other, best, least):
            continue
        if {heading.names[0] for heading in other.headings} not in said:
            rows = sorted((best.first_row, other.first_row))
            raise SheetRefused(sheet.file, sheet.name, "reading.two_headers", first=rows[0], second=rows[1])


def _rivals(other: Header, best: Header, least: float) -> bool:
    """As heavy as the best; or at least half as heavy, and made of headings for the most part, as no data row is."""
    if other.weight >= best.weight:
        return True
    mostly = other.weight >= RIVAL * len(other.headings)
    return mostly and other.weight >= max(least + 1, RIVAL * best.weight)


def _titles(sheet: Sheet, before: int) -> tuple[str, ...]:
    numbers = range(sheet.first_row, before)
    return tuple(text for number in numbers for value in sheet.row(number) if (text := _text(value)))


def _text(value: Cell) -> str:
    return value.strip() if isinstance(value, str) else ""
