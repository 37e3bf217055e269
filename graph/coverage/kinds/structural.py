"""structural: what the shape of the graph says of a node: whether it is tied to anything, and what its loss would empty.

``ties``: relationships of the types named (isolates have none). ``empties``: units (posts) of which the target is the only
holder, for a person the posts that stand empty without them.
"""

from __future__ import annotations

from typing import Literal

from graph.coverage.kinds.bounds import Bounds, compile_bounds
from graph.coverage.kinds.parameters import ConditionSpec, PathSpec
from graph.coverage.query import Compiler, Scope
from graph.coverage.verdict import Judge, Verdict, of_truth

__all__ = ["Check", "judge"]


class Check(Bounds):
    """``measure: ties`` counts relationships of ``types``; ``measure: empties`` counts ends of ``path`` (from the target to
    units) whose only start along ``back`` (from a unit to its holders) is the target."""

    measure: Literal["ties", "empties"]
    types: tuple[str, ...] = ()
    path: PathSpec | None = None
    back: PathSpec | None = None
    where: ConditionSpec | None = None


def judge(compiler: Compiler, check: Check, labels: tuple[str, ...]) -> Judge:
    """Passes where the measure keeps its bounds."""
    within = compile_bounds(compiler, check, labels)
    if check.measure == "ties":
        for kind in check.types:
            if kind not in compiler.model.relationships:
                near = compiler.nearest(kind, compiler.model.relationships)
                compiler.wrong("check.types", "rules.no_type", type=kind, near=near)

        def ties(scope: Scope, id: str) -> list[str]:
            near = (
                pair for kind in check.types for way in (scope.index.out, scope.index.into) for pair in way(id, kind)
            )
            return [other for other, _ in near]

        count = ties
    else:
        path = compiler.path(check.path, labels, "check.path")
        back = compiler.path(check.back, path.labels, "check.back")

        def emptied(scope: Scope, id: str) -> list[str]:
            return [unit for unit in path.ends(scope, id) if set(back.ends(scope, unit)) == {id}]

        count = emptied

    def work(scope: Scope, id: str) -> Verdict:
        found = count(scope, id)
        told, expected = within(scope, id, len(found))
        nodes = scope.index.nodes
        names = "、".join(sorted(str(nodes[one].get("title") or nodes[one].get("name")) for one in found[:9]))
        values = {"count": len(found), "names": names, "observed": len(found), "expected": expected}
        return Verdict(of_truth(told), len(found), expected, values, (id, *found[:9]))

    return work
