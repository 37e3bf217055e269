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
    {words: {zh: …, en: …}}         a text in both languages; {with: {name: EXPRESSION}} fills its {name}
    {length: EXPRESSION}            how many characters a text has
    {beginning: EXPRESSION, length: 6}             so many characters of a text
    {area: LEVEL}                   the names down to the area of that level in which the node lies
    roster                          the kinds of roster whose rows tell of the node
    {published: FIGURE}             what the district has published for a figure of graph/figures/figures.yaml
    {round: EXPRESSION, digits: 1}  a number rounded
    {add|multiply: […]} {subtract|divide: [a, b]} {first: […]}     first: the first that is known
    {date: EXPRESSION, years|months|days: EXPRESSION}              a date moved
    {days: [from, to]} {months: [from, to]}                        whole days or months between dates
    {mean: EXPRESSION}              over all targets of which the rule's rosters tell, worked out once a run
    {if: CONDITION, then: EXPRESSION, else: EXPRESSION}            where the condition is unknown: what both say, a Span
                                                                   from one number to the other, else unknown
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from graph.coverage.query.arithmetic import ARITHMETIC
from graph.coverage.query.dates import DATES
from graph.coverage.query.ends import ENDS
from graph.coverage.query.forms import Expression, Form, compile_parts, unknown
from graph.coverage.query.places import PLACES
from graph.coverage.query.published import PUBLISHED
from graph.coverage.query.scope import Scope
from graph.coverage.query.values import Span, Words, bounds
from graph.coverage.query.wording import filled

if TYPE_CHECKING:
    from graph.coverage.query.compiler import Compiler

__all__ = ["Expression", "compile_expression", "is_constant"]


def compile_expression(compiler: Compiler, spec: object, labels: tuple[str, ...], at: str) -> Expression:
    """An expression on nodes of these labels; tells the compiler of everything that is wrong with it."""
    if isinstance(spec, dict):
        for name, compile_one in _FORMS.items():
            if name in spec:
                work = compile_one(compiler, spec, labels, f"{at}.{name}")
                return _once(work, (compiler.rule, "once", at)) if is_constant(spec) else work
        compiler.wrong(at, "rules.bad_expression", spec=spec)
        return unknown
    if isinstance(spec, str):
        return _named(compiler, spec, labels, at)
    if isinstance(spec, (int, float, date)):
        return lambda scope, id: spec
    compiler.wrong(at, "rules.bad_expression", spec=spec)
    return unknown


def is_constant(spec: object) -> bool:
    """Whether an expression is made of literals, thresholds and the date alone: the same for every node of a run."""
    if isinstance(spec, dict):
        return set(spec) <= _ARITHMETIC and all(is_constant(part) for part in spec.values())
    if isinstance(spec, list):
        return all(is_constant(part) for part in spec)
    return not isinstance(spec, str) or spec == "asOf" or spec.startswith(("$", "="))


_ARITHMETIC = {"add", "subtract", "multiply", "divide", "first", "date", "years", "months", "days"}


def _once(work: Expression, key: tuple[str, ...]) -> Expression:
    def once(scope: Scope, id: str) -> Any:
        if key not in scope.memo:
            scope.memo[key] = work(scope, id)
        return scope.memo[key]

    return once


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
    if name == "roster":
        return lambda scope, id: scope.index.loaded.kinds_of(id)
    if compiler.check_property(name, labels, at):
        compiler.cite(name, labels)
    return lambda scope, id: scope.index.nodes[id].get(name)


def _words(compiler: Compiler, spec: dict[str, Any], labels: tuple[str, ...], at: str) -> Expression:
    compiler.only(spec, ("words", "with"), at)
    told, places = spec["words"], spec.get("with", {})
    if not isinstance(told, dict) or sorted(told) != ["en", "zh"] or not isinstance(places, dict):
        compiler.wrong(at, "rules.bad_expression", spec=told)
        return unknown
    words = Words(str(told["zh"]), str(told["en"]))
    try:
        for text in words:
            filled(text, {}, "zh")
    except (ValueError, AttributeError, LookupError):
        compiler.wrong(at, "rules.bad_expression", spec=told)
        return unknown
    if not places:
        return lambda scope, id: words
    parts = {name: compiler.expression(part, labels, f"{at}.with.{name}") for name, part in places.items()}

    def work(scope: Scope, id: str) -> Words:
        values = {name: part(scope, id) for name, part in parts.items()}
        return Words(filled(words.zh, values, "zh"), filled(words.en, values, "en"))

    return work


def _length(compiler: Compiler, spec: dict[str, Any], labels: tuple[str, ...], at: str) -> Expression:
    compiler.only(spec, ("length",), at)
    of = compiler.expression(spec["length"], labels, at)
    return lambda scope, id: None if (value := of(scope, id)) is None else len(str(value))


def _first(compiler: Compiler, spec: dict[str, Any], labels: tuple[str, ...], at: str) -> Expression:
    compiler.only(spec, ("first",), at)
    parts = compile_parts(compiler, spec["first"], labels, at)
    return lambda scope, id: next((value for part in parts if (value := part(scope, id)) is not None), None)


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
    no = compiler.expression(spec["else"], labels, f"{at}.else") if "else" in spec else unknown

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


_FORMS: dict[str, Form] = {
    "words": _words,
    **PLACES,
    **PUBLISHED,
    **ENDS,
    **ARITHMETIC,
    **DATES,
    "length": _length,
    "first": _first,
    "mean": _mean,
    "if": _choice,
}
