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
from graph.coverage.rule import Target, Via

__all__ = ["Population", "compile_population"]

Population = Callable[[Scope], tuple[str, ...]]
_Nodes = Callable[[Scope], Iterable[str]]


def compile_population(compiler: Compiler, target: Target) -> Population:
    """A function from a scope to the targets' ids, each once; tells the compiler of what is wrong with the target."""
    if not target.via:
        nodes = _of(compiler, target.label, target.where, "target")
        return lambda scope: tuple(dict.fromkeys(nodes(scope)))
    ways = [_from(compiler, target, via, f"target.via.{number}") for number, via in enumerate(target.via)]
    where = compiler.condition(target.where, target.label, "target.where") if target.where else None
    tied = _tied(target.where or {})

    def work(scope: Scope) -> tuple[str, ...]:
        found: Iterable[str] = dict.fromkeys(id for way in ways for id in way(scope))
        found = tied(scope, found) if tied else found
        return tuple(found) if where is None else tuple(id for id in found if where(scope, id))

    return work


def _from(compiler: Compiler, target: Target, via: Via, at: str) -> _Nodes:
    starts = _of(compiler, via.label, via.where, at)
    path = compiler.path(via.path, via.label, f"{at}.path") if via.path is not None else None
    ends = path.labels if path else via.label
    if not compiler.widened(ends) <= compiler.widened(target.label):
        compiler.wrong(f"{at}.path", "rules.via_elsewhere", end="|".join(ends), label="|".join(target.label))
    if path is None:
        return starts
    return lambda scope: [end for end, certain in path.ends_of(scope, starts(scope)).items() if certain]


def _of(compiler: Compiler, labels: tuple[str, ...], spec: dict[str, Any] | None, at: str) -> _Nodes:
    if not compiler.check_labels(labels, f"{at}.label"):
        return lambda scope: ()
    quick = plain_value(compiler, spec or {})
    rest = {name: value for name, value in (spec or {}).items() if quick is None or name != quick[0]}
    if spec and quick is not None:  # looked up, not asked; compiled to be checked
        compiler.condition({quick[0]: spec[quick[0]]}, labels, f"{at}.where")
    test = compiler.condition(rest, labels, f"{at}.where") if rest else None
    tied = _tied(spec or {})

    def work(scope: Scope) -> Iterable[str]:
        ids: Iterable[str] = scope.index.of_label(*labels)
        if quick is not None:
            tables = [scope.index.having(label, quick[0]) for label in labels]
            ids = [id for table in tables for value in quick[1] for id in table.get(value, ())]
        ids = tied(scope, ids) if tied else ids
        return ids if test is None else [id for id in ids if test(scope, id)]

    return work


def _tied(spec: dict[str, Any]) -> Callable[[Scope, Iterable[str]], Iterable[str]] | None:
    """Leaves out what lacks even the relationships that a condition's ``exists`` or ``several`` begins with."""
    key = next((key for key in ("exists", "several") if key in spec), None)
    step = first_step(spec[key]) if key else None
    if step is None:
        return None
    types, ways, last = step
    least = 2 if key == "several" and last else 1

    def narrowed(scope: Scope, ids: Iterable[str]) -> list[str]:
        tables = [scope.index.table(kind, inward=way) for kind in types for way in ways]
        if len(tables) == 1:
            (table,) = tables
            return [id for id in ids if len(table.get(id, ())) >= least]
        return [id for id in ids if sum(len(table.get(id, ())) for table in tables) >= least]

    return narrowed
