"""The targets of a rule: every live node of its labels that meets its conditions, in the graph's order (by value where the
conditions begin with a list of them).

``via`` says where to look for them: a rule about some tens of tenures need not ask every tenure of the district. A
condition that something exists along a path is asked only of nodes that have a relationship of the path's first type.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from graph.coverage.query import Compiler, Scope
from graph.coverage.query.path import first_step
from graph.coverage.query.plain import plain_value
from graph.coverage.rule import Target

__all__ = ["Population", "compile_population"]

Population = Callable[[Scope], tuple[str, ...]]
_Nodes = Callable[[Scope], Iterable[str]]


def compile_population(compiler: Compiler, target: Target) -> Population:
    """A function from a scope to the targets' ids, each once; tells the compiler of what is wrong with the target."""
    nodes = _from(compiler, target) if target.via else _of(compiler, target.label, target.where, "target")
    return lambda scope: tuple(dict.fromkeys(nodes(scope)))


def _from(compiler: Compiler, target: Target) -> _Nodes:
    via = target.via
    assert via is not None
    starts = _of(compiler, via.label, via.where, "target.via")
    path = compiler.path(via.path, via.label, "target.via.path")
    if not compiler.widened(path.labels) <= compiler.widened(target.label):
        compiler.wrong(
            "target.via.path", "rules.via_elsewhere", end="|".join(path.labels), label="|".join(target.label)
        )
    where = compiler.condition(target.where, target.label, "target.where") if target.where else None

    def work(scope: Scope) -> Iterable[str]:
        for end, certain in path.ends_of(scope, starts(scope)).items():
            if certain and (where is None or where(scope, end)):
                yield end

    return work


def _of(compiler: Compiler, labels: tuple[str, ...], spec: dict[str, Any] | None, at: str) -> _Nodes:
    if not compiler.check_labels(labels, f"{at}.label"):
        return lambda scope: ()
    test = compiler.condition(spec, labels, f"{at}.where") if spec else None
    quick = plain_value(compiler, spec or {})
    tied = first_step(spec["exists"]) if spec and "exists" in spec else None

    def work(scope: Scope) -> Iterable[str]:
        ids: Iterable[str] = scope.index.of_label(*labels)
        if quick is not None:
            tables = [scope.index.having(label, quick[0]) for label in labels]
            ids = [id for table in tables for value in quick[1] for id in table.get(value, ())]
        if tied is not None:
            found = set().union(*(scope.index.table(kind, inward=way) for kind in tied[0] for way in tied[1]))
            ids = [id for id in ids if id in found]
        return ids if test is None else [id for id in ids if test(scope, id)]

    return work
