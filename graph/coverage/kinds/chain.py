"""chain: from every target one way must lead up to the root: one superior each, no circle, an end where one is due.

A finding stands where the chain breaks (not at everything below it) and says how many bodies hang below.
"""

from __future__ import annotations

from graph.coverage.kinds.parameters import ConditionSpec, Parameters
from graph.coverage.query import Compiler, Scope
from graph.coverage.verdict import GAP, PRESENT, Judge, Verdict

__all__ = ["Check", "judge"]


class Check(Parameters):
    """``along``: the type of relationship from a body to its superior; ``root``: what the chain must end at."""

    along: str
    root: ConditionSpec


def judge(compiler: Compiler, check: Check, labels: tuple[str, ...]) -> Judge:
    """A gap where a body has no superior or several, or stands in a circle."""
    if check.along not in compiler.model.relationships:
        compiler.wrong(
            "check.along", "rules.no_type", type=check.along,
            near=compiler.nearest(check.along, compiler.model.relationships),
        )  # fmt: skip
    root = compiler.condition(check.root, labels, "check.root")

    def superiors(scope: Scope, id: str) -> list[str]:
        return [other for other, _ in scope.index.out(id, check.along)]

    def work(scope: Scope, id: str) -> Verdict:
        above = superiors(scope, id)
        how = ""
        if not above:
            how = "none"
        elif len(above) > 1:
            how = "several"
        elif circle := _circle(scope, id, superiors):
            how, above = "circle", circle
        elif not superiors(scope, above[0]) and not root(scope, above[0]) and above[0] not in scope.population:
            how = "outside"
        if not how:
            return Verdict(PRESENT, 1, 1, witness=(id, *above))
        nodes = scope.index.nodes
        values = {
            "how": how, "below": _below(scope, id, check.along), "count": len(above),
            "superiors": "、".join(str(nodes[one].get("name")) for one in above),
            "observed": 0 if how == "none" else len(above), "expected": 1,
        }  # fmt: skip
        return Verdict(GAP, values["observed"], 1, values, (id, *above))

    return work


def _circle(scope: Scope, id: str, superiors: object) -> list[str]:
    """The way round where a body is its own superior in the end, else empty."""
    way: list[str] = []
    at = id
    while True:
        above = superiors(scope, at)  # type: ignore[operator]
        if len(above) != 1 or above[0] in way:
            return []
        at = above[0]
        way.append(at)
        if at == id:
            return way


def _below(scope: Scope, id: str, along: str) -> int:
    seen, open_ = {id}, [id]
    while open_:
        for other, _ in scope.index.into(open_.pop(), along):
            if other not in seen:
                seen.add(other)
                open_.append(other)
    return len(seen) - 1
