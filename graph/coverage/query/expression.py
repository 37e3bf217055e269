"""Expressions: a number, date or text worked out for a node; None where it cannot be known.

::

    households                      the node's own property        "$least"   a threshold of the rule
    3  "=text"                      a literal                      asOf       the date of the run
    {count: PATH}                   different nodes at the end of a path (a Span where some are only possible);
                                    with {of: EXPRESSION} how many different values they have, with {edge: PROPERTY}
                                    how many different values the relationships have that lead there
    {sum|least|greatest: PATH, of: EXPRESSION}     over those nodes; {edge: PROPERTY}: over the relationships that lead
                                    there (with one and join too). Unknown (a sum: a Span) where a node that is only
                                    possible would change it
    {one: PATH, of: EXPRESSION}     of the only node there; unknown where there are none or several values
    {latest: PATH, by: EXPRESSION, of: EXPRESSION}  of the node whose {by} is greatest; unknown where two differ
    {join: PATH, of: EXPRESSION}    their values as text, in order of name, for messages
    {length: EXPRESSION}            how many characters a text has
    {add|multiply: […]} {subtract|divide: [a, b]} {first: […]}     first: the first that is known
    {date: EXPRESSION, years|months|days: EXPRESSION}              a date moved
    {days: [from, to]} {months: [from, to]}                        whole days or months between dates
    {mean: EXPRESSION}              over all targets of which the rule's rosters tell, worked out once a run
    {if: CONDITION, then: EXPRESSION, else: EXPRESSION}            where the condition is unknown: what both say, a Span
                                                                   from one number to the other, else unknown
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from operator import add, mul, sub, truediv
from typing import TYPE_CHECKING, Any

from graph.coverage.query.scope import Scope
from graph.coverage.query.values import Span, Truth, Words, both, bounds, combine

if TYPE_CHECKING:
    from graph.coverage.query.compiler import Compiler
    from graph.coverage.query.path import Path

__all__ = ["Expression", "compile_expression", "months_between", "moved"]

Expression = Callable[[Scope, str], Any]


def compile_expression(compiler: Compiler, spec: object, labels: tuple[str, ...], at: str) -> Expression:
    """An expression on nodes of these labels; tells the compiler of everything that is wrong with it."""
    if isinstance(spec, dict):
        for name, compile_one in _FORMS.items():
            if name in spec:
                work = compile_one(compiler, spec, labels, f"{at}.{name}")
                return _once(work, (compiler.rule, "once", at)) if _is_constant(spec) else work
        compiler.wrong(at, "rules.bad_expression", spec=spec)
        return _unknown
    if isinstance(spec, str):
        return _named(compiler, spec, labels, at)
    if isinstance(spec, (int, float, date)):
        return lambda scope, id: spec
    compiler.wrong(at, "rules.bad_expression", spec=spec)
    return _unknown


def _is_constant(spec: object) -> bool:
    """Whether an expression is made of literals, thresholds and the date alone: the same for every node of a run."""
    if isinstance(spec, dict):
        return set(spec) <= _ARITHMETIC and all(_is_constant(part) for part in spec.values())
    if isinstance(spec, list):
        return all(_is_constant(part) for part in spec)
    return not isinstance(spec, str) or spec == "asOf" or spec.startswith(("$", "="))


_ARITHMETIC = {"add", "subtract", "multiply", "divide", "first", "date", "years", "months", "days"}


def _once(work: Expression, key: tuple[str, ...]) -> Expression:
    def once(scope: Scope, id: str) -> Any:
        if key not in scope.memo:
            scope.memo[key] = work(scope, id)
        return scope.memo[key]

    return once


def _unknown(scope: Scope, id: str) -> Any:
    return None


def _named(compiler: Compiler, name: str, labels: tuple[str, ...], at: str) -> Expression:
    if name == "asOf":
        return lambda scope, id: scope.as_of
    if name.startswith("="):
        return lambda scope, id, literal=name[1:]: literal  # type: ignore[misc]
    if name.startswith("$"):
        compiler.check_threshold(name[1:], at)
        return lambda scope, id, key=name[1:]: scope.thresholds.get(key)  # type: ignore[misc]
    if name == "label":
        return lambda scope, id: scope.index.nodes[id]["label"]
    if compiler.check_property(name, labels, at):
        compiler.cite(name, labels)
    return lambda scope, id: scope.index.nodes[id].get(name)


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
    sure = {value for value, certain in rows if certain and value is not None}
    possible = {value for value, _ in rows if value is not None} - sure
    nameless = [certain for value, certain in rows if value is None]
    low = len(sure) or int(True in nameless)
    high = len(sure) + len(possible) + len(nameless)
    return low if low == high else Span(low, high)


def _words(compiler: Compiler, spec: dict[str, Any], labels: tuple[str, ...], at: str) -> Expression:
    compiler.only(spec, ("words",), at)
    told = spec["words"]
    if not isinstance(told, dict) or sorted(told) != ["en", "zh"]:
        compiler.wrong(at, "rules.bad_expression", spec=told)
        return _unknown
    words = Words(str(told["zh"]), str(told["en"]))
    return lambda scope, id: words


def _common(compiler: Compiler, spec: dict[str, Any], labels: tuple[str, ...], at: str) -> Expression:
    compiler.only(spec, ("common",), at)
    told = spec["common"]
    if not isinstance(told, list) or len(told) != 2:
        compiler.wrong(at, "rules.bad_expression", spec=told)
        return _unknown
    paths = [compiler.path(path, labels, f"{at}.{number}") for number, path in enumerate(told)]

    def work(scope: Scope, id: str) -> Any:
        one, other = (path.ends(scope, id) for path in paths)
        shared = [both(one[end], other[end]) for end in one if end in other]
        sure = sum(1 for certain in shared if certain)
        return sure if sure == len(shared) else Span(sure, len(shared))

    return work


def _over_ends(key: str, gather: Callable[[list[Any], list[Any]], Any]) -> Callable[..., Expression]:
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


def _length(compiler: Compiler, spec: dict[str, Any], labels: tuple[str, ...], at: str) -> Expression:
    compiler.only(spec, ("length",), at)
    of = compiler.expression(spec["length"], labels, at)
    return lambda scope, id: None if (value := of(scope, id)) is None else len(str(value))


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


def _parts(
    compiler: Compiler, spec: object, labels: tuple[str, ...], at: str, count: int | None = None
) -> list[Expression]:
    """The expressions of a list (of so many); tells the compiler of what is none."""
    if not isinstance(spec, list) or not spec or (count is not None and len(spec) != count):
        compiler.wrong(at, "rules.bad_expression", spec=spec)
        return [_unknown] * (count or 1)
    return [compiler.expression(part, labels, f"{at}.{number}") for number, part in enumerate(spec)]


def _fold(key: str, work: Callable[[float, float], float], count: int | None = None) -> Callable[..., Expression]:
    def compile_one(compiler: Compiler, spec: dict[str, Any], labels: tuple[str, ...], at: str) -> Expression:
        compiler.only(spec, (key,), at)
        parts = _parts(compiler, spec[key], labels, at, count)

        def fold(scope: Scope, id: str) -> Any:
            total: Any = None
            for part in parts:
                value = part(scope, id)
                if value is None:
                    return None
                if total is None:
                    total = value
                elif work is truediv and bounds(value)[0] <= 0 <= bounds(value)[1]:
                    return None
                else:
                    total = combine(work, total, value)
            return total

        return fold

    return compile_one


def _first(compiler: Compiler, spec: dict[str, Any], labels: tuple[str, ...], at: str) -> Expression:
    compiler.only(spec, ("first",), at)
    parts = _parts(compiler, spec["first"], labels, at)
    return lambda scope, id: next((value for part in parts if (value := part(scope, id)) is not None), None)


def _date(compiler: Compiler, spec: dict[str, Any], labels: tuple[str, ...], at: str) -> Expression:
    compiler.only(spec, ("date", "years", "months", "days"), at)
    start = compiler.expression(spec["date"], labels, at)
    parts = {
        unit: compiler.expression(spec[unit], labels, f"{at}.{unit}")
        for unit in ("years", "months", "days")
        if unit in spec
    }

    def work(scope: Scope, id: str) -> Any:
        day = start(scope, id)
        told = {unit: part(scope, id) for unit, part in parts.items()}
        if day is None or any(value is None for value in told.values()):
            return None
        return moved(day, **{unit: int(value) for unit, value in told.items()})

    return work


def moved(day: date, *, years: int = 0, months: int = 0, days: int = 0) -> date:
    """A day so many years, months and days later (earlier where negative); the 31st becomes a shorter month's last.

    >>> moved(date(2024, 2, 29), years=1), moved(date(2026, 8, 31), months=6)
    (datetime.date(2025, 2, 28), datetime.date(2027, 2, 28))
    """
    at = day.year * 12 + day.month - 1 + years * 12 + months
    year, month = divmod(at, 12)
    for last in (day.day, 30, 29, 28):
        if last <= day.day:
            try:
                return date(year, month + 1, last) + timedelta(days=days)
            except ValueError:
                continue
    raise ValueError(f"{day} cannot be moved by {years} years and {months} months")


def months_between(start: date, end: date) -> int:
    """Whole months from one day to another; negative where the other is earlier.

    >>> months_between(date(2026, 11, 1), date(2027, 5, 1)), months_between(date(2026, 11, 2), date(2027, 5, 1))
    (6, 5)
    """
    months = (end.year - start.year) * 12 + end.month - start.month
    return months - 1 if end.day < start.day else months


def _between(key: str, work: Callable[[date, date], int]) -> Callable[..., Expression]:
    def compile_one(compiler: Compiler, spec: dict[str, Any], labels: tuple[str, ...], at: str) -> Expression:
        compiler.only(spec, (key,), at)
        start, end = _parts(compiler, spec[key], labels, at, 2)

        def between(scope: Scope, id: str) -> Any:
            since, until = start(scope, id), end(scope, id)
            return None if since is None or until is None else work(since, until)

        return between

    return compile_one


def _mean(compiler: Compiler, spec: dict[str, Any], labels: tuple[str, ...], at: str) -> Expression:
    compiler.only(spec, ("mean",), at)
    of = compiler.expression(spec["mean"], labels, at)
    key = (compiler.rule, "mean", at)

    def work(scope: Scope, id: str) -> Any:
        if key not in scope.memo:
            told = (of(scope, one) for one in scope.population if scope.told(one))
            known = [value for value in told if value is not None]
            scope.memo[key] = sum(sum(bounds(value)) / 2 for value in known) / len(known) if known else None
        return scope.memo[key]

    return work


def _choice(compiler: Compiler, spec: dict[str, Any], labels: tuple[str, ...], at: str) -> Expression:
    compiler.only(spec, ("if", "then", "else"), at)
    test = compiler.condition(spec["if"], labels, at)
    yes = compiler.expression(spec.get("then"), labels, f"{at}.then")
    no = compiler.expression(spec["else"], labels, f"{at}.else") if "else" in spec else _unknown

    def work(scope: Scope, id: str) -> Any:
        told = test(scope, id)
        if told is not None:
            return (yes if told else no)(scope, id)
        a, b = yes(scope, id), no(scope, id)
        return a if a == b else _between_numbers(a, b)

    return work


def _between_numbers(a: Any, b: Any) -> Span | None:
    ends = (*bounds(a), *bounds(b))
    known = all(isinstance(end, (int, float)) and not isinstance(end, bool) for end in ends)
    return Span(min(ends), max(ends)) if known else None


_FORMS: dict[str, Callable[..., Expression]] = {
    "words": _words,
    "count": _count,
    "common": _common,
    "sum": _over_ends("sum", _sum),
    "least": _over_ends("least", _extreme(min)),
    "greatest": _over_ends("greatest", _extreme(max)),
    "one": _over_ends("one", _only),
    "latest": _latest,
    "join": _over_ends("join", _join),
    "length": _length,
    "add": _fold("add", add),
    "multiply": _fold("multiply", mul),
    "subtract": _fold("subtract", sub, 2),
    "divide": _fold("divide", truediv, 2),
    "first": _first,
    "date": _date,
    "days": _between("days", lambda start, end: (end - start).days),
    "months": _between("months", months_between),
    "mean": _mean,
    "if": _choice,
}
