"""What a rule says of one target."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from graph.coverage.query import Scope, Truth

__all__ = ["GAP", "PRESENT", "UNKNOWN", "Judge", "Notice", "State", "Verdict", "of_truth"]

State = Literal["present", "gap", "unknown"]
PRESENT: State = "present"
GAP: State = "gap"
UNKNOWN: State = "unknown"


@dataclass(frozen=True, slots=True)
class Notice:
    """One finding about a target: a gap has one unless the kind says otherwise (a pair, a step); a target that counts as
    present may have one too (a term that ends soon).

    ``discriminator`` tells several findings on one target apart and is part of their identity.
    """

    discriminator: str = ""
    severity: str | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    witness: tuple[str, ...] = ()


_NOTHING: Mapping[str, Any] = {}


class Verdict(NamedTuple):
    """Present, gap or unknown; what was observed and expected; ``values`` fill the rule's message.

    ``witness`` are the nodes that show it, from the target on; ``numerator`` and ``denominator`` add up over targets.
    """

    state: State
    observed: Any = None
    expected: Any = None
    values: Mapping[str, Any] = _NOTHING
    witness: tuple[str, ...] = ()
    numerator: float | None = None
    denominator: float | None = None
    notices: tuple[Notice, ...] = ()
    parts: Mapping[str, State] = _NOTHING


Judge = Callable[[Scope, str], Verdict]
"""What a compiled rule is: asked of a target in a scope, it answers with a verdict."""


def of_truth(told: Truth) -> State:
    """True is present, false a gap, None unknown."""
    return UNKNOWN if told is None else PRESENT if told else GAP
