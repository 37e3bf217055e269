"""What merged cells mean in a table's body: a value for all the rows they span, or a line across the table."""

from __future__ import annotations

from loaders.workbook.sheet import Cell, Sheet

__all__ = ["fill_down", "section_rows"]

ACROSS = 3
"""A single row merged over this many columns is a line across the table, not a value."""

Fills = dict[int, dict[int, Cell]]


def fill_down(sheet: Sheet, after: int) -> Fills:
    """For each row below ``after``, the values that merged cells lend to it, by column.

    Only downwards: a value merged over several columns belongs to the first of them.

    >>> fill_down(Sheet("a", [["街道"], ["东街"], [None]], merged=((2, 1, 3, 1),)), 1)
    {3: {1: '东街'}}
    """
    fills: Fills = {}
    for top, left, bottom, _ in sheet.merged:
        if bottom <= max(top, after) or not 0 < left <= sheet.width:
            continue
        cells = sheet.row(top)
        value = cells[left - 1] if left <= len(cells) else None
        for number in range(max(top, after) + 1, min(bottom, sheet.last_row) + 1):
            lent = fills.setdefault(number, {})
            if left in lent:  # overlapping ranges: no office program writes them, and they could take for ever
                break
            lent[left] = value
    return fills


def section_rows(sheet: Sheet, after: int) -> frozenset[int]:
    """Rows below ``after`` that are merged across the table.

    >>> section_rows(Sheet("a", [["一", None, None]] * 3, merged=((2, 1, 2, 3),)), 1)
    frozenset({2})
    """
    across = {top for top, left, bottom, right in sheet.merged if top == bottom > after and right - left + 1 >= ACROSS}
    return frozenset(across)
