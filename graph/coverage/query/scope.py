"""What a compiled rule is evaluated in: a graph's index, the date, the thresholds in force, and a memory for one run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from graph.coverage.query.values import Truth
from graph.store.snapshot import Index

__all__ = ["Scope"]


@dataclass(slots=True)
class Scope:
    """``memo`` keeps what holds for the whole run (means over all targets, tables of duplicates) under keys that begin
    with the rule's id; ``population`` are the rule's targets, once they are known; ``told_by`` the conditions
    under which the rosters tell of a target."""

    index: Index
    as_of: date
    thresholds: dict[str, Any] = field(default_factory=dict)
    memo: dict[Any, Any] = field(default_factory=dict)
    population: tuple[str, ...] = ()
    told_by: tuple[Callable[[Scope, str], Truth], ...] = ()

    def told(self, target: str) -> bool:
        """Whether the rosters that tell of a target were loaded for the area in which it lies."""
        return all(test(self, target) for test in self.told_by)
