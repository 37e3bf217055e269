"""structural: what the shape of the graph says of a node: whether it is tied to anything, and what its loss would empty.

``ties``: relationships of the types named (isolates have none). ``empties``: units (posts) of which the target is the only
holder, for a person the posts that stand empty without them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Literal

from pydantic import model_validator

from graph.coverage.kinds.bounds import Bounds, compile_bounds
from graph.coverage.kinds.parameters import PathSpec
from graph.coverage.query import Compiler, Scope
from graph.coverage.verdict import GAP, Judge, Verdict, of_truth

__all__ = ["Check", "judge"]

_SHOWN = 9


class Check(Bounds):
    """``measure: ties`` counts relationships of ``types``; ``measure: empties`` counts ends of ``path`` (from the target to
    units) whose only start along ``back`` (from a unit to its holders) is the target."""

    measure: Literal["ties", "empties"]
    types: tuple[str, ...] = ()
    path: PathSpec | None = None
    back: PathSpec | None = None

    @model_validator(mode="after")
    def _measurable(self) -> Check:
        if self.measure == "ties" and not self.types:
            raise ValueError("ties are of types")
        if self.measure == "empties" and (self.path is None or self.back is None):
            raise ValueError("empties needs path and back")
        return self


def judge(compiler: Compiler, check: Check, labels: tuple[str, ...]) -> Judge:
    """Passes where the measure keeps its bounds."""
    within = compile_bounds(compiler, check, labels)
    measure = (_ties if check.measure == "ties" else _empties)(compiler, check, labels)

    def work(scope: Scope, id: str) -> Verdict:
        count, shown = measure(scope, id)
        told, expected = within(scope, id, count)
        state = of_truth(told)
        if state != GAP:
            return Verdict(state, count, expected)
        nodes = scope.index.nodes
        names = "、".join(sorted(str(nodes[one].get("title") or nodes[one].get("name")) for one in shown))
        values = {"count": count, "names": names, "observed": count, "expected": expected}
        return Verdict(state, count, expected, values, (id, *shown))

    return work


_Measure = Callable[[Scope, str], tuple[int, Sequence[str]]]


def _ties(compiler: Compiler, check: Check, labels: tuple[str, ...]) -> _Measure:
    """How many relationships of the types a node has, either way; nothing to show of them."""
    for kind in check.types:
        if kind not in compiler.model.relationships:
            near = compiler.nearest(kind, compiler.model.relationships)
            compiler.wrong("check.types", "rules.no_type", type=kind, near=near)

    def measure(scope: Scope, id: str) -> tuple[int, Sequence[str]]:
        key = (compiler.rule, "ties")
        if key not in scope.memo:
            scope.memo[key] = counts = Counter[str]()
            for kind in check.types:
                for inward in (False, True):
                    for node, near in scope.index.table(kind, inward=inward).items():
                        counts[node] += len(near)
        return scope.memo[key][id], ()

    return measure


def _empties(compiler: Compiler, check: Check, labels: tuple[str, ...]) -> _Measure:
    """How many units a node alone holds, and the first of them."""
    path = compiler.path(check.path, labels, "check.path")
    back = compiler.path(check.back, path.labels, "check.back")

    def measure(scope: Scope, id: str) -> tuple[int, Sequence[str]]:
        held = [unit for unit in path.ends(scope, id) if back.ends(scope, unit).keys() == {id}]
        return len(held), held[:_SHOWN]

    return measure
