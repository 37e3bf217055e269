"""structural: what the shape of the graph says of a node: whether it is tied to anything, and what its loss would empty.

``ties``: relationships of the types named (isolates have none). ``empties``: units (posts) of which the target is the only
holder, for a person the posts that stand empty without them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from pydantic import model_validator

from graph.coverage.kinds.bounds import Bounds, compile_bounds
from graph.coverage.kinds.parameters import PathSpec
from graph.coverage.query import Compiler, Scope, Span, Truth
from graph.coverage.query.expression import is_constant
from graph.coverage.query.values import both
from graph.coverage.verdict import GAP, Judge, Verdict, of_truth

__all__ = ["Check", "judge"]

_SHOWN = 9


class Check(Bounds):
    """``measure: ties`` counts relationships of ``types``; ``measure: empties`` counts ends of ``path`` (from the target to
    units) whose only start along ``back`` (from a unit to its holders) is the target; a span where that is only possible
    of some."""

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
    same = is_constant([check.least, check.most]) and check.require is None  # then equal counts are judged alike

    def work(scope: Scope, id: str) -> Verdict:
        count, shown = measure(scope, id)
        known: Verdict | None = scope.memo.get((compiler.rule, "passed", count)) if same else None
        if known is not None:
            return known
        told, expected = within(scope, id, count)
        state = of_truth(told)
        if state != GAP:
            verdict = scope.memo[compiler.rule, "passed", count] = Verdict(state, count, expected)
            return verdict
        nodes = scope.index.nodes
        names = "、".join(sorted(str(nodes[one].get("title") or nodes[one].get("name")) for one in shown))
        values = {"count": count, "names": names, "observed": count, "expected": expected}
        return Verdict(state, count, expected, values, (id, *shown))

    return work


_Measure = Callable[[Scope, str], tuple[int | Span, Sequence[str]]]
"""From a node to the count and what to show of it. Once enough is counted to pass, a measure need not count on."""


def _ties(compiler: Compiler, check: Check, labels: tuple[str, ...]) -> _Measure:
    """How many relationships of the types a node has, either way; nothing to show of them."""
    for kind in check.types:
        if kind not in compiler.model.relationships:
            near = compiler.nearest(kind, compiler.model.relationships)
            compiler.wrong("check.types", "rules.no_type", type=kind, near=near)
    enough = check.least if isinstance(check.least, int) and check.most is None else None

    def measure(scope: Scope, id: str) -> tuple[int, Sequence[str]]:
        key = (compiler.rule, "ties")
        if key not in scope.memo:
            index = scope.index
            scope.memo[key] = [index.table(kind, inward=way) for kind in check.types for way in (False, True)]
        count = 0
        for table in scope.memo[key]:
            count += len(table.get(id, ()))
            if enough is not None and count >= enough:
                break
        return count, ()

    return measure


def _empties(compiler: Compiler, check: Check, labels: tuple[str, ...]) -> _Measure:
    """How many units a node alone holds, and the first of them; where it holds too few to fail, how many it holds."""
    path = compiler.path(check.path, labels, "check.path")
    back = compiler.path(check.back, path.labels, "check.back")
    most = compiler.expression(check.most, labels, "check.most") if check.most is not None else None

    def measure(scope: Scope, id: str) -> tuple[int | Span, Sequence[str]]:
        units = path.ends(scope, id)
        limit = most(scope, id) if most and check.least is None else None
        if limit is not None and len(units) <= limit:
            return len(units), ()
        told = {unit: both(sure, _only(back.ends(scope, unit), id)) for unit, sure in units.items()}
        held = [unit for unit, alone in told.items() if alone]
        possible = sum(1 for alone in told.values() if alone is None)
        return Span(len(held), len(held) + possible) if possible else len(held), held[:_SHOWN]

    return measure


def _only(holders: dict[str, Truth], id: str) -> Truth:
    """Whether that one is the only holder, as far as each is certain to be one."""
    others = [sure for holder, sure in holders.items() if holder != id]
    if id not in holders or True in others:
        return False
    return None if others else holders[id]
