"""chain: from every target one way must lead up to the root: one superior each, no circle, an end where one is due.

A finding stands where the chain breaks (not at everything below it), says how, and how many bodies hang below.
"""

from __future__ import annotations

from graph.coverage.kinds.parameters import ConditionSpec, ExpressionSpec, Parameters
from graph.coverage.query import Compiler, Scope, Words
from graph.coverage.verdict import GAP, PRESENT, UNKNOWN, Judge, Verdict

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
    """A gap where a body has no superior or several, or stands in a circle; unknown where its superior may be the root."""
    if check.along not in compiler.model.relationships:
        compiler.wrong(
            "check.along", "rules.no_type", type=check.along,
            near=compiler.nearest(check.along, compiler.model.relationships),
        )  # fmt: skip
    root = compiler.condition(check.root, labels, "check.root")
    written = compiler.expression(check.written, labels, "check.written") if check.written is not None else None

    def work(scope: Scope, id: str) -> Verdict:
        superiors = _superiors(scope, check.along, compiler.rule)
        above = superiors.get(id, [])
        how = ""
        if not above:
            how = "unlisted" if written is not None and written(scope, id) is not None else "none"
        elif len(above) > 1:
            how = "several"
        elif circle := _circles(scope, superiors, compiler.rule).get(id):
            how, above = "circle", circle
        elif above[0] not in superiors and (ends := root(scope, above[0])) is not True:
            if ends is None:
                return Verdict(UNKNOWN, 1, 1, witness=(id, *above))
            how = "outside"
        if not how:
            return Verdict(PRESENT, 1, 1, witness=(id, *above))
        nodes = scope.index.nodes
        names = "、".join(str(nodes[one].get("name")) for one in above if one != id)
        told = written(scope, id) if how == "unlisted" and written is not None else None
        observed = len(superiors.get(id, []))
        values = {
            "how": HOW[how], "below": _below(scope, id, check.along), "count": len(above),
            "superiors": names or told or NOBODY, "observed": observed, "expected": 1,
        }  # fmt: skip
        return Verdict(GAP, observed, 1, values, (id, *above))

    return work


def _superiors(scope: Scope, along: str, rule: str) -> dict[str, list[str]]:
    """The different superiors of every target (none: an empty list) and of every other body that has one."""
    key = (rule, "superiors")
    if key not in scope.memo:
        found: dict[str, list[str]] = {id: [] for id in scope.population}
        for id, above in scope.index.table(along, inward=False).items():
            found[id] = list(dict.fromkeys(other for other, _ in above))
        scope.memo[key] = found
    return scope.memo[key]  # type: ignore[no-any-return]


def _circles(scope: Scope, superiors: dict[str, list[str]], rule: str) -> dict[str, list[str]]:
    """Every body that is its own superior in the end, with the way round from the next one on back to itself."""
    key = (rule, "circles")
    if key not in scope.memo:
        found: dict[str, list[str]] = {}
        settled: set[str] = set()
        for start in superiors:
            way: dict[str, int] = {}
            at = start
            while at not in settled and at not in way and len(superiors.get(at, ())) == 1:
                way[at] = len(way)
                at = superiors[at][0]
            if at in way:
                circle = list(way)[way[at] :]
                found.update((id, [*circle[n + 1 :], *circle[: n + 1]]) for n, id in enumerate(circle))
            settled.update(way)
        scope.memo[key] = found
    return scope.memo[key]  # type: ignore[no-any-return]


def _below(scope: Scope, id: str, along: str) -> int:
    seen, open_ = {id}, [id]
    while open_:
        for other, _ in scope.index.into(open_.pop(), along):
            if other not in seen:
                seen.add(other)
                open_.append(other)
    return len(seen) - 1
