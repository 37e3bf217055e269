"""Numbers up the area tree: each target counts at its home area, and an area is its own targets plus its children.

So an area's numbers equal the sum of its children's and its direct targets', for every rule and level, and one pass
from the leaves to the top gives them all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from graph.coverage.outcome import Outcome
from graph.store.snapshot.areas import AreaTree

__all__ = ["Counts", "RollUp"]


@dataclass(slots=True)
class Counts:
    """total = due + exempt, due = present + gap + unknown; ``numerator`` and ``denominator`` of kinds that are no share, over
    the targets that are present or a gap."""

    total: int = 0
    due: int = 0
    present: int = 0
    exempt: int = 0
    unknown: int = 0
    gap: int = 0
    numerator: float = 0
    denominator: float = 0

    def add(self, other: Counts) -> None:
        """Adds other counts to these."""
        self.total += other.total
        self.due += other.due
        self.present += other.present
        self.exempt += other.exempt
        self.unknown += other.unknown
        self.gap += other.gap
        self.numerator += other.numerator
        self.denominator += other.denominator

    def count(self, outcome: Outcome) -> None:
        """Adds one target."""
        self.total += 1
        if outcome.state == "exempt":
            self.exempt += 1
            return
        self.due += 1
        setattr(self, outcome.state, getattr(self, outcome.state) + 1)
        verdict = outcome.verdict
        if outcome.state != "unknown" and verdict is not None and verdict.denominator is not None:
            self.numerator += verdict.numerator or 0
            self.denominator += verdict.denominator

    @property
    def ratio(self) -> float | None:
        """present ÷ due; None where nothing is due, or where some are unknown."""
        return self.present / self.due if self.due and not self.unknown else None

    @property
    def ratio_low(self) -> float | None:
        """The rate if every unknown target failed."""
        return self.present / self.due if self.due else None

    @property
    def ratio_high(self) -> float | None:
        """The rate if every unknown target passed."""
        return (self.present + self.unknown) / self.due if self.due else None


class RollUp:
    """The counts of one rule for every area; ``own`` are those of an area's direct targets."""

    def __init__(self, outcomes: Iterable[Outcome], tree: AreaTree) -> None:
        self._tree = tree
        self.own: dict[str, Counts] = {}
        self.all: dict[str, Counts] = {}
        for outcome in outcomes:
            if outcome.home is not None:
                self.own.setdefault(outcome.home, Counts()).count(outcome)
        for home, counts in self.own.items():
            for area in tree.above(home):
                self.all.setdefault(area, Counts()).add(counts)

    def of(self, area: str) -> Counts:
        """An area's counts, its children's included."""
        return self.all.get(area, Counts())

    def direct(self, area: str) -> Counts | None:
        """The counts of an area's own targets, None where it has none."""
        return self.own.get(area)

    def areas(self) -> Iterator[str]:
        """Every area that has targets in it, from the top down, children after their parent."""
        open_ = [self._tree.root] if self._tree.root in self.all else []
        while open_:
            area = open_.pop()
            yield area
            open_.extend(child for child in reversed(self._tree.children.get(area, [])) if child in self.all)
