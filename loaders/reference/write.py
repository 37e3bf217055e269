"""Write the reference district: its rosters, the list of planted faults, and what follows from them."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from loaders.reference.district.plan import build_plan
from loaders.reference.faults import plant
from loaders.reference.faults.ledger import Note
from loaders.reference.rosters.books import books_of
from loaders.reference.rosters.render import render

__all__ = ["ReferenceFiles", "write_reference"]

HEADINGS = ("rule", "target", "why")


@dataclass(frozen=True)
class ReferenceFiles:
    """Where everything lies: the folder of rosters, each of them in order, and the two lists beside the folder."""

    rosters: Path
    files: tuple[Path, ...]
    planted: Path
    implied: Path


def write_reference(folder: Path, *, seed: int = 140213, streets: Sequence[str] | None = None) -> ReferenceFiles:
    """Write the district of this seed below ``folder``; with ``streets`` (12-digit codes) only the rows of these.

    The same seed and streets give the same bytes.
    """
    plan = build_plan(seed)
    ledger = plant(plan)
    if streets is not None:
        plan, ledger = plan.only(streets), ledger.only(streets)
    rosters = folder / "rosters"
    rosters.mkdir(parents=True, exist_ok=True)
    files = []
    for book in books_of(plan):
        path = rosters / book.file
        path.write_bytes(render(book))
        files.append(path)
    planted, implied = folder / "planted.csv", folder / "implied.csv"
    _write_notes(planted, ledger.planted)
    _write_notes(implied, ledger.implied)
    return ReferenceFiles(rosters, tuple(files), planted, implied)


def _write_notes(path: Path, notes: Sequence[Note]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADINGS)
        writer.writerows((note.rule, note.target, note.why) for note in notes)
