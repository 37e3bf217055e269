"""What a run decided about one target of one rule."""

from __future__ import annotations

from typing import Literal, NamedTuple

from graph.coverage.verdict import Verdict

__all__ = ["Outcome", "OutcomeState"]

OutcomeState = Literal["present", "gap", "unknown", "exempt"]


class Outcome(NamedTuple):
    """A target, its home area, and its state; ``why`` says by what it is exempt (``decision``, ``condition``) or unknown
    (``due``, ``not_told``, ``verdict``)."""

    target: str
    home: str | None
    state: OutcomeState
    verdict: Verdict | None = None
    why: str = ""
