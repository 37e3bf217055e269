"""redundancy: what rests on one target must not be too much: posts in one person's hands, areas one person serves.

Counted over the ends of ``path``; the areas in which they lie have a bound of their own.
"""

from __future__ import annotations

from typing import Any

from pydantic import model_validator

from graph.coverage.kinds.parameters import ExpressionSpec, Parameters, PathSpec
from graph.coverage.query import Compiler, Scope, Span
from graph.coverage.query.path import Path
from graph.coverage.query.values import at_least, both
from graph.coverage.verdict import GAP, PRESENT, Judge, Verdict, of_truth

__all__ = ["Check", "judge"]


class Check(Parameters):
    """At most ``most`` ends of ``path``; at most ``most_areas`` different areas of ``level`` in which they lie.

    An end that lies in no area of that level (a post at a grid that two communities list) lies where the ends of
    ``else_by`` do (the body in which the post stands).
    """

    path: PathSpec
    most: ExpressionSpec | None = None
    level: str | None = None
    else_by: PathSpec | None = None
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
    else_by = compiler.path(check.else_by, path.labels, "check.else_by") if check.else_by is not None else None

    def work(scope: Scope, id: str) -> Verdict:
        ends = path.ends(scope, id)
        widest = most_areas(scope, id) if most_areas else None
        limit = most(scope, id) if most else widest
        fits = limit is not None and at_least(limit, len(ends))
        if fits and (widest is None or at_least(widest, len(ends))):
            return Verdict(PRESENT, len(ends), limit)  # not even all that are possible come over a bound
        sure = [end for end, certain in ends.items() if certain]
        told = at_least(limit, Span(len(sure), len(ends))) if most and limit is not None else True
        areas: set[str] = set()
        if (
            widest is not None and check.level and not at_least(widest, len(ends))
        ):  # fewer ends cannot lie in more areas
            lies = {end: _areas(scope, end, check.level, else_by) for end in ends}
            areas = set().union(*(lies[end] for end in sure))
            told = both(told, at_least(widest, Span(len(areas), len(areas.union(*lies.values())))))
        state = of_truth(told)
        if state != GAP:
            return Verdict(state, len(sure), limit)
        return Verdict(state, len(sure), limit, _values(scope, sure, areas, limit), (id, *sure))

    return work


def _areas(scope: Scope, end: str, level: str, else_by: Path | None) -> set[str]:
    tree = scope.index.areas
    own = tree.at_level(end, level)
    if own is not None or else_by is None:
        return {own} if own else set()
    return {area for other in else_by.ends(scope, end) if (area := tree.at_level(other, level))}


def _values(scope: Scope, sure: list[str], areas: set[str], limit: Any) -> dict[str, Any]:
    nodes = scope.index.nodes
    return {
        "count": len(sure), "areas": len(areas), "observed": len(sure), "expected": limit,
        "names": "、".join(sorted(str(nodes[end].get("title") or nodes[end].get("name")) for end in sure)),
        "places": "、".join(sorted(str(nodes[area].get("name")) for area in areas)),
    }  # fmt: skip
