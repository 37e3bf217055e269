"""Expressions over the nodes at the end of a path, or over the relationships that lead there."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from operator import add
from typing import TYPE_CHECKING, Any

from graph.coverage.query.forms import Expression, Form, unknown
from graph.coverage.query.scope import Scope
from graph.coverage.query.values import Span, Truth, both, bounds, combine

if TYPE_CHECKING:
    from graph.coverage.query.compiler import Compiler
    from graph.coverage.query.path import Path

__all__ = ["ENDS"]


def _count(compiler: Compiler, spec: dict[str, Any], labels: tuple[str, ...], at: str) -> Expression:
    compiler.only(spec, ("count", "of", "edge"), at)
    path = compiler.path(spec["count"], labels, at)
    if "edge" in spec:
        return _count_edge_values(path, str(spec["edge"]), compiler, f"{at}.edge")
    if "of" in spec:
        of = compiler.expression(spec["of"], path.labels, f"{at}.of")
        return lambda scope, id: _different((of(scope, end), sure) for end, sure in path.ends(scope, id).items())

    def work(scope: Scope, id: str) -> Any:
        ends = path.ends(scope, id)
        sure = sum(1 for certain in ends.values() if certain)
        return sure if sure == len(ends) else Span(sure, len(ends))

    return work


def _check_edge(path: Path, name: str, compiler: Compiler, at: str) -> None:
    types = path.steps[-1].types if path.steps else ()
    if not any(name in compiler.model.relationship_properties(kind) for kind in types):
        compiler.wrong(at, "rules.no_edge_property", name=name, type="|".join(types))


def _count_edge_values(path: Path, name: str, compiler: Compiler, at: str) -> Expression:
    _check_edge(path, name, compiler, at)
    return lambda scope, id: _different((edge.get(name), sure) for edge, sure in path.edges(scope, id))


def _different(told: Iterable[tuple[Any, Truth]]) -> int | Span:
    """How many different values: one that is not recorded may be new, and so may one that is only possible."""
    rows = list(told)
    if len(rows) == 1 and rows[0][1]:
        return 1
    sure = {value for value, certain in rows if certain and value is not None}
    possible = {value for value, _ in rows if value is not None} - sure
    nameless = [certain for value, certain in rows if value is None]
    low = len(sure) or int(True in nameless)
    high = len(sure) + len(possible) + len(nameless)
    return low if low == high else Span(low, high)


def _common(compiler: Compiler, spec: dict[str, Any], labels: tuple[str, ...], at: str) -> Expression:
    compiler.only(spec, ("common",), at)
    told = spec["common"]
    if not isinstance(told, list) or len(told) != 2:
        compiler.wrong(at, "rules.bad_expression", spec=told)
        return unknown
    paths = [compiler.path(path, labels, f"{at}.{number}") for number, path in enumerate(told)]

    def work(scope: Scope, id: str) -> Any:
        one, other = (path.ends(scope, id) for path in paths)
        shared = [both(one[end], other[end]) for end in one if end in other]
        sure = sum(1 for certain in shared if certain)
        return sure if sure == len(shared) else Span(sure, len(shared))

    return work


def _over_ends(key: str, gather: Callable[[list[Any], list[Any]], Any]) -> Form:
    """``gather`` makes one value of those that are certain and those that are only possible."""

    def compile_one(compiler: Compiler, spec: dict[str, Any], labels: tuple[str, ...], at: str) -> Expression:
        compiler.only(spec, (key, "of", "edge"), at)
        path: Path = compiler.path(spec[key], labels, at)
        if "edge" in spec:
            name = str(spec["edge"])
            _check_edge(path, name, compiler, f"{at}.edge")
            return lambda scope, id: gather(*_apart((edge.get(name), sure) for edge, sure in path.edges(scope, id)))
        of = compiler.expression(spec.get("of", "name"), path.labels, f"{at}.of")

        return lambda scope, id: gather(*_apart((of(scope, end), sure) for end, sure in path.ends(scope, id).items()))

    return compile_one


def _apart(rows: Iterable[tuple[Any, Truth]]) -> tuple[list[Any], list[Any]]:
    sure: list[Any] = []
    possible: list[Any] = []
    for value, certain in rows:
        (sure if certain else possible).append(value)
    return sure, possible


def _latest(compiler: Compiler, spec: dict[str, Any], labels: tuple[str, ...], at: str) -> Expression:
    compiler.only(spec, ("latest", "by", "of"), at)
    path = compiler.path(spec["latest"], labels, at)
    by = compiler.expression(spec.get("by"), path.labels, f"{at}.by")
    of = compiler.expression(spec.get("of", "name"), path.labels, f"{at}.of")

    def newest(scope: Scope, ends: list[str]) -> Any:
        if len(ends) > 1:
            times = {end: time for end in ends if (time := by(scope, end)) is not None}
            last = max(times.values(), default=None)
            ends = [end for end, time in times.items() if time == last]
        return _only([of(scope, end) for end in ends], [])

    def work(scope: Scope, id: str) -> Any:
        ends = path.ends(scope, id)
        found = newest(scope, [end for end, certain in ends.items() if certain])
        return found if all(ends.values()) or found == newest(scope, list(ends)) else None

    return work


def _sum(sure: list[Any], possible: list[Any]) -> Any:
    if any(value is None for value in (*sure, *possible)):
        return None
    total: Any = 0
    for value in sure:
        total = combine(add, total, value)
    for value in possible:
        low, high = bounds(value)
        total = combine(add, total, Span(min(0, low), max(0, high)))
    return total


def _only(sure: list[Any], possible: list[Any]) -> Any:
    known = {value for value in sure if value is not None}
    one = known.pop() if len(known) == 1 else None
    return one if all(value is None or value == one for value in possible) else None


def _extreme(choose: Callable[[list[Any]], Any]) -> Callable[[list[Any], list[Any]], Any]:
    def work(sure: list[Any], possible: list[Any]) -> Any:
        known = [value for value in sure if value is not None]
        if not known:
            return None
        chosen = choose(known)
        return chosen if choose([chosen, *(value for value in possible if value is not None)]) == chosen else None

    return work


def _join(sure: list[Any], possible: list[Any]) -> str:
    return "、".join(sorted({str(value) for value in sure if value is not None}))


ENDS: dict[str, Form] = {
    "count": _count,
    "common": _common,
    "sum": _over_ends("sum", _sum),
    "least": _over_ends("least", _extreme(min)),
    "greatest": _over_ends("greatest", _extreme(max)),
    "one": _over_ends("one", _only),
    "latest": _latest,
    "join": _over_ends("join", _join),
}
