"""redundancy: what rests on one target must not be too much: posts in one person's hands, areas one person serves.

Counted over the ends of ``path``; a second count (``across``: the areas in which they lie) has a bound of its own.
"""

from __future__ import annotations

from pydantic import model_validator

from graph.coverage.kinds.parameters import ExpressionSpec, Parameters, PathSpec
from graph.coverage.query import Compiler, Scope, Span
from graph.coverage.query.values import at_least, both
from graph.coverage.verdict import Judge, Verdict, of_truth

__all__ = ["Check", "judge"]


class Check(Parameters):
    """At most ``most`` ends of ``path``; at most ``most_areas`` different areas of ``level`` in which they lie."""

    path: PathSpec
    most: ExpressionSpec | None = None
    level: str | None = None
    most_areas: ExpressionSpec | None = None

    @model_validator(mode="after")
    def _bounded(self) -> Check:
        if self.most is None and self.most_areas is None:
            raise ValueError("most or most_areas is needed")
        if (self.level is None) is not (self.most_areas is None):
            raise ValueError("level and most_areas belong together")
        return self


def judge(compiler: Compiler, check: Check, labels: tuple[str, ...]) -> Judge:
    """A gap where more rests on the target than the bounds allow."""
    path = compiler.path(check.path, labels, "check.path")
    most = compiler.expression(check.most, labels, "check.most") if check.most is not None else None
    most_areas = (
        compiler.expression(check.most_areas, labels, "check.most_areas") if check.most_areas is not None else None
    )

    def work(scope: Scope, id: str) -> Verdict:
        ends = path.ends(scope, id)
        sure = [end for end, certain in ends.items() if certain]
        held = Span(len(sure), len(ends))
        limit = most(scope, id) if most else None
        told = at_least(limit, held) if limit is not None else None if most else True
        tree, nodes = scope.index.areas, scope.index.nodes
        areas = {area for end in sure if check.level and (area := tree.at_level(end, check.level))}
        if most_areas:
            told = both(told, at_least(most_areas(scope, id), len(areas)))
        values = {
            "count": len(sure), "areas": len(areas), "observed": len(sure),
            "expected": most(scope, id) if most else most_areas(scope, id) if most_areas else None,
            "names": "、".join(sorted(str(nodes[end].get("title") or nodes[end].get("name")) for end in sure)),
            "places": "、".join(sorted(str(nodes[area].get("name")) for area in areas)),
        }  # fmt: skip
        return Verdict(of_truth(told), len(sure), values["expected"], values, (id, *sure))

    return work
