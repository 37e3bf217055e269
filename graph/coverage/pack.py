"""What a rule pack is once it is read; :mod:`graph.coverage.packs` reads and checks the files."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from graph.coverage.compiled import CompiledRule
from graph.coverage.rule import Severity

__all__ = ["Override", "Pack"]


class Override(BaseModel):
    """What a pack changes of one rule; what it leaves out stays as it is."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    thresholds: dict[str, float | int | str | tuple[Any, ...]] = {}
    severity: Severity | None = None
    status: Literal["off", "on"] | None = None


@dataclass(frozen=True, eq=False)
class Pack:
    """A pack as it is used: whose, where (a code, None: everywhere), in force on [since, until), what it changes and adds."""

    by: str
    area: str | None
    since: date
    until: date | None
    overrides: dict[str, Override] = field(default_factory=dict)
    added: tuple[CompiledRule, ...] = ()

    def in_force(self, as_of: date) -> bool:
        """Whether the pack holds on a day."""
        return self.since <= as_of and (self.until is None or as_of < self.until)
