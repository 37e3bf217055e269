"""The kinds by name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from graph.coverage.kinds import (
    chain,
    count,
    distance,
    exists,
    policy_pair,
    ratio,
    readiness,
    reconcile,
    redundancy,
    structural,
    term,
    unique,
)
from graph.coverage.kinds.parameters import Parameters
from graph.coverage.query import Compiler
from graph.coverage.rule import KIND_NAMES
from graph.coverage.verdict import Judge

__all__ = ["KINDS", "Kind"]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind: its parameters and what compiles them."""

    parameters: type[Parameters]
    judge: Callable[[Compiler, object, tuple[str, ...]], Judge]


_MODULES = (
    exists, count, ratio, distance, redundancy, unique, readiness, policy_pair, term, chain, structural, reconcile,
)  # fmt: skip

KINDS: dict[str, Kind] = {
    name: Kind(module.Check, module.judge) for name, module in zip(KIND_NAMES, _MODULES, strict=True)
}
