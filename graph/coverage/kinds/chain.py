"""chain: from every target one way must lead up to the root: one superior each, no circle, an end where one is due.

A finding stands where the chain breaks (not at everything below it), says how, and how many bodies hang below.
"""

from __future__ import annotations

from collections.abc import Callable

from graph.coverage.kinds.parameters import ConditionSpec, ExpressionSpec, Parameters
from graph.coverage.query import Compiler, Scope, Words
from graph.coverage.verdict import GAP, PRESENT, Judge, Verdict

__all__ = ["Check", "judge"]


class Check(Parameters):
    """``along``: the type of relationship from a body to its superior; ``root``: what the chain must end at; ``written``:
    the superior as the roster writes it, which tells one that nobody knows from none at all."""

    along: str
    root: ConditionSpec
    written: ExpressionSpec | None = None


HOW = {
    "none": Words("没有上级", "no superior"),
    "unlisted": Words("所填上级不在名册中", "a superior that no roster lists"),
    "several": Words("有两个以上的上级", "several superiors"),
    "circle": Words("与上级互为上下级", "a superior that stands under it in turn"),
    "outside": Words("上级之上没有归属", "a superior that hangs on nothing"),
}
"""How a chain breaks, in words for a message."""
NOBODY = Words("无", "none")


def judge(compiler: Compiler, check: Check, labels: tuple[str, ...]) -> Judge:
    """A gap where a body has no superior or several, or stands in a circle."""
    if check.along not in compiler.model.relationships:
        compiler.wrong(
            "check.along", "rules.no_type", type=check.along,
            near=compiler.nearest(check.along, compiler.model.relationships),
        )  # fmt: skip
    root = compiler.condition(check.root, labels, "check.root")
    written = compiler.expression(check.written, labels, "check.written") if check.written is not None else None

    def superiors(scope: Scope, id: str) -> list[str]:
        return [other for other, _ in scope.index.out(id, check.along)]

    def work(scope: Scope, id: str) -> Verdict:
        above = superiors(scope, id)
        how = ""
        if not above:
            how = "unlisted" if written is not None and written(scope, id) is not None else "none"
        elif len(above) > 1:
            how = "several"
        elif circle := _circle(scope, id, superiors):
            how, above = "circle", circle
        elif not superiors(scope, above[0]) and not root(scope, above[0]) and not _is_target(scope, above[0], compiler):
            how = "outside"
        if not how:
            return Verdict(PRESENT, 1, 1, witness=(id, *above))
        nodes = scope.index.nodes
        names = "、".join(str(nodes[one].get("name")) for one in above if one != id)
        told = written(scope, id) if how == "unlisted" and written is not None else None
        values = {
            "how": HOW[how], "below": _below(scope, id, check.along), "count": len(above),
            "superiors": names or told or NOBODY,
            "observed": len(superiors(scope, id)), "expected": 1,
        }  # fmt: skip
        return Verdict(GAP, values["observed"], 1, values, (id, *above))

    return work


def _circle(scope: Scope, id: str, superiors: Callable[[Scope, str], list[str]]) -> list[str]:
    """The way round where a body is its own superior in the end, else empty."""
    way: list[str] = []
    at = id
    while True:
        above = superiors(scope, at)
        if len(above) != 1 or above[0] in way:
            return []
        at = above[0]
        way.append(at)
        if at == id:
            return way


def _is_target(scope: Scope, id: str, compiler: Compiler) -> bool:
    key = (compiler.rule, "chain")
    if key not in scope.memo:
        scope.memo[key] = frozenset(scope.population)
    return id in scope.memo[key]


def _below(scope: Scope, id: str, along: str) -> int:
    seen, open_ = {id}, [id]
    while open_:
        for other, _ in scope.index.into(open_.pop(), along):
            if other not in seen:
                seen.add(other)
                open_.append(other)
    return len(seen) - 1
