"""unique: a value must belong to one target only (a code), or one thing only must stand at the end of a path (a parent,
a provider)."""

from __future__ import annotations

from typing import Any

from pydantic import model_validator

from graph.coverage.kinds.parameters import ConditionSpec, ExpressionSpec, Parameters, PathSpec
from graph.coverage.query import Compiler, Scope, Span
from graph.coverage.query.values import Truth, both
from graph.coverage.verdict import GAP, PRESENT, Judge, Notice, Verdict, of_truth

__all__ = ["Check", "judge"]


class Check(Parameters):
    """``key``: expressions that together no two targets may share (a target where one is unknown shares nothing);
    ``path``: of which one end is expected (``none_allowed``: or none); ``require``: a condition that must hold as well;
    ``each``: one finding for each other target with the same key, else one a target; ``first_passes``: of those that
    share a key the first (by id) passes, so that two of a kind are one finding."""

    key: tuple[ExpressionSpec, ...] = ()
    path: PathSpec | None = None
    none_allowed: bool = False
    require: ConditionSpec | None = None
    each: bool = False
    first_passes: bool = False

    @model_validator(mode="after")
    def _something(self) -> Check:
        if not self.key and self.path is None and self.require is None:
            raise ValueError("key, path or require is needed")
        return self


def judge(compiler: Compiler, check: Check, labels: tuple[str, ...]) -> Judge:
    """A gap where something is shared, doubled or (unless allowed) missing."""
    parts = [compiler.expression(part, labels, f"check.key.{number}") for number, part in enumerate(check.key)]
    path = compiler.path(check.path, labels, "check.path") if check.path is not None else None
    require = compiler.condition(check.require, labels, "check.require") if check.require else None

    name = (compiler.rule, "unique")

    def table(scope: Scope) -> dict[str, tuple[tuple[Any, ...], list[str]]]:
        """Each target that shares its key, with the key and all that have it."""
        if name not in scope.memo:
            groups: dict[tuple[Any, ...], list[str]] = {(): list(scope.population)}
            for part in parts:  # what the first part tells apart need not be asked for the next
                finer: dict[tuple[Any, ...], list[str]] = {}
                for key, group in groups.items():
                    for one in group:
                        if (value := part(scope, one)) is not None:
                            finer.setdefault((*key, value), []).append(one)
                groups = {key: group for key, group in finer.items() if len(group) > 1}
            scope.memo[name] = {one: (key, group) for key, group in groups.items() for one in group}
        return scope.memo[name]  # type: ignore[no-any-return]

    def work(scope: Scope, id: str) -> Verdict:
        shared = (scope.memo.get(name) or table(scope)).get(id) if parts else None
        if shared is None and path is None and require is None:
            return _ALONE
        ends: dict[str, Truth] = path.ends(scope, id) if path is not None else {}
        if shared is None and require is None and len(ends) == 1 and True in ends.values():
            return _ALONE
        key, same = shared or ((), [])
        others = [one for one in same if (one < id if check.first_passes else one != id)]
        told: Truth = not others
        if path is not None:
            told = both(told, _one(ends, none_allowed=check.none_allowed))
        if require is not None:
            told = both(told, require(scope, id))
        state = of_truth(told)
        found = len(ends) if path is not None else len(others) + 1
        if state != GAP:
            return Verdict(state, found, 1, witness=(id, *ends))
        nodes = scope.index.nodes
        names = "、".join(str(nodes[one].get("name")) for one in (*others, *ends)[:_SHOWN])
        values = {"key": "、".join(map(str, key)), "count": found, "others": names, "observed": found, "expected": 1}
        notices = tuple(
            Notice(other, values={**values, "others": nodes[other].get("name")}, witness=(id, other))
            for other in (others if check.each else ())
        )
        return Verdict(state, found, 1, values, (id, *others[:_SHOWN], *list(ends)[:_SHOWN]), notices=notices)

    return work


_SHOWN = 5
_ALONE = Verdict(PRESENT, 1, 1)


def _one(ends: dict[str, Truth], *, none_allowed: bool) -> Truth:
    if len(ends) == 1 and True in ends.values():
        return True
    sure = sum(1 for certain in ends.values() if certain)
    span = Span(sure, len(ends))
    if span.low > 1 or (span.high < 1 and not none_allowed):
        return False
    return True if span.high <= 1 and (span.low == 1 or none_allowed) else None
