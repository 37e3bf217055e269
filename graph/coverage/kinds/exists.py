"""exists: something must be there: a node at the end of one of the paths, or a condition that is true.

The witness is the way to what was found; a gap's witness is the target alone.
"""

from __future__ import annotations

from pydantic import model_validator

from graph.coverage.kinds.parameters import ConditionSpec, Parameters, PathSpec
from graph.coverage.query import Compiler, Scope
from graph.coverage.query.values import Truth, both
from graph.coverage.verdict import Judge, Verdict, of_truth

__all__ = ["Check", "judge"]


class Check(Parameters):
    """``paths``: any one that leads somewhere passes; ``require``: a condition that must be true (as well)."""

    paths: tuple[PathSpec, ...] = ()
    require: ConditionSpec | None = None

    @model_validator(mode="after")
    def _something(self) -> Check:
        if not self.paths and self.require is None:
            raise ValueError("paths or require is needed")
        return self


def judge(compiler: Compiler, check: Check, labels: tuple[str, ...]) -> Judge:
    """Passes where something is there."""
    paths = [compiler.path(path, labels, f"check.paths.{number}") for number, path in enumerate(check.paths)]
    require = compiler.condition(check.require, labels, "check.require") if check.require is not None else None

    def work(scope: Scope, id: str) -> Verdict:
        told: Truth = not paths
        witness: tuple[str, ...] = (id,)
        for path in paths:
            trail = path.first(scope, id)
            if trail and (trail[1] or told is False):
                witness, told = trail
                if told:
                    break
        if require is not None:
            told = both(told, require(scope, id))
        return Verdict(of_truth(told), witness=witness, observed=len(witness) > 1 or told, expected=True)

    return work
