"""From typed rows to facts: each kind's module says what a row means, in the order in which kinds build on each other.

A refused row leaves no half of itself behind: when rows are to be skipped, everything is gathered anew without them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache, partial
from importlib import import_module

from graph.model import load_model
from graph.store.records import GraphState
from loaders.desk import Desk
from loaders.errors import Remark
from loaders.linking.evidence import Decision
from loaders.linking.secret import Key
from loaders.linking.settle import Settled, settle
from loaders.reading import ReadFile, ReadSheet
from loaders.remarks import RowRefused
from loaders.sheets.kinds import load_kinds
from loaders.sheets.row import Row
from loaders.superseded import replace_listings, replace_superseded

__all__ = ["Gathered", "gather"]

Reader = Callable[[Row, Desk], None]


@dataclass
class Gathered:
    """The facts of a load with the desk that gathered them, and the persons behind its records."""

    desk: Desk
    settled: Settled
    refused_rows: set[tuple[str, int]] = field(default_factory=set)
    superseded: list[str] = field(default_factory=list)
    """Stored bodies that were only named before and give way to one that this load defines."""

    @property
    def remarks(self) -> list[Remark]:
        """What gathering refused and flagged, beyond what reading did."""
        return self.desk.remarks.found


def gather(
    files: Iterable[ReadFile],
    key: Key,
    state: GraphState,
    decisions: Iterable[Decision] = (),
    *,
    skip_bad_rows: bool = False,
) -> Gathered:
    """The facts that these files say, on top of what the store holds."""
    sheets = [sheet for file in files if file.refused is None for sheet in file.sheets if sheet.kind]
    order = list(load_kinds())
    sheets.sort(key=lambda sheet: order.index(str(sheet.kind)))
    decided = list(decisions)
    left_out: set[tuple[str, int]] = set()
    kept: list[Remark] = []
    while True:
        desk, refused = _gathered(sheets, key, state, left_out)
        settled = settle(desk.people, desk.places, state, decided)
        refused |= settled.refused
        if not (skip_bad_rows and refused):
            break
        left_out |= refused
        kept += desk.remarks.refused
    desk.remarks.found[:0] = kept
    replace_listings(desk.facts, state, settled.replaced)
    superseded = replace_superseded(desk.bodies.superseded, desk.facts, state, settled.replaced)
    return Gathered(desk, settled, left_out | refused, superseded)


def _gathered(
    sheets: list[ReadSheet], key: Key, state: GraphState, left_out: set[tuple[str, int]]
) -> tuple[Desk, set[tuple[str, int]]]:
    desk = Desk.open(load_model(), key, state)
    refused = set()
    put_off: list[tuple[Row, Callable[[], None]]] = []
    for sheet in sheets:
        read = _reader(str(sheet.kind))
        for row in sheet.rows:
            if (row.sheet.id, row.number) in left_out:
                continue
            first = len(desk.deferred)
            if not _accepted(partial(read, row, desk)):
                del desk.deferred[first:]
                refused.add((row.sheet.id, row.number))
            put_off.extend((row, work) for work in desk.deferred[first:])
    for row, work in put_off:
        if not _accepted(work):
            refused.add((row.sheet.id, row.number))
    desk.deferred.clear()  # they refer to the desk: a circle that would keep everything alive
    return desk, refused


def _accepted(work: Callable[[], None]) -> bool:
    try:
        work()
    except RowRefused:
        return False
    return True


@cache
def _reader(kind: str) -> Reader:
    reader: Reader = import_module(f"loaders.sheets.{kind}.rows").read
    return reader
