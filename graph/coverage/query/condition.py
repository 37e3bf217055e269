"""Conditions on a node (or on a relationship): true, false, or unknown where the roster does not say.

A mapping whose entries must all hold::

    {kind: [branch, jointBranch]}          a property is one of these (a single value: is that)
    {fullMembers: {atLeast: 3}}            is, not, in, atLeast, atMost, over, under, startsWith, has, format, recorded
    {role: {trait: load}}                  a role of which the role table says so (lead, load, secretary)
    {validFrom: {atMost: {date: asOf, days: -30}}}   …with a number, date, "$threshold" or expression to compare with
    {all: […]} {any: […]} {not: {…}}       combined
    {exists: PATH} {none: PATH}            something is (nothing is) at the end of a path
    {several: PATH}                        two different ends at least
    {returns: PATH}                        the path leads back to the node itself
    {value: EXPRESSION, atLeast: 5}        an expression compared
    {is_a: [Community, Village]}           carries one of these labels
    {loaded: [units, "grids:leader"]}      one of these kinds of roster (with that column) was loaded for its area

A property that is not recorded makes a comparison unknown; ``recorded: true`` asks for that itself, and ``told: true`` asks
it only where a roster that tells of the node had a column for it (else unknown).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from graph.coverage.query.formats import FORMATS
from graph.coverage.query.roles import roles_with
from graph.coverage.query.scope import Scope
from graph.coverage.query.types import check_operand
from graph.coverage.query.values import COMPARISONS, Span, Truth, both, either, equal, negated

if TYPE_CHECKING:
    from graph.coverage.query.compiler import Compiler

__all__ = ["Condition", "compile_condition", "compile_edge_condition"]

Condition = Callable[[Scope, str], Truth]
_Value = Callable[[Scope, str], Any]

_OPERATORS = (*COMPARISONS, "in", "startsWith", "has", "format", "recorded", "told", "trait")
_EDGE_OPERATORS = (*COMPARISONS, "in", "recorded")


def compile_condition(compiler: Compiler, spec: object, labels: tuple[str, ...], at: str) -> Condition:
    """A condition on nodes of these labels; tells the compiler of everything that is wrong with it."""
    if not isinstance(spec, dict) or not spec:
        compiler.wrong(at, "rules.bad_condition", spec=spec)
        return lambda scope, id: None
    tests = [_entry(compiler, key, spec, labels, at) for key in spec if key not in _OPERATORS or key == "not"]
    if "value" not in spec and (stray := [key for key in spec if key in _OPERATORS and key != "not"]):
        compiler.wrong(at, "rules.stray_operator", operator="、".join(stray))
    if len(tests) == 1:
        return tests[0]
    return _all(tests)


def _entry(compiler: Compiler, key: str, spec: dict[str, Any], labels: tuple[str, ...], at: str) -> Condition:
    value, place = spec[key], f"{at}.{key}"
    if key in ("all", "any"):
        parts = value if isinstance(value, list) else []
        if not parts:
            compiler.wrong(place, "rules.bad_condition", spec=value)
        tests = [compile_condition(compiler, part, labels, f"{place}.{number}") for number, part in enumerate(parts)]
        return _all(tests) if key == "all" else _any(tests)
    if key == "not":
        inner = compile_condition(compiler, value, labels, place)
        return lambda scope, id: negated(inner(scope, id))
    if key in ("exists", "none"):
        return _existence(compiler, value, labels, place, wanted=key == "exists")
    if key == "several":
        return _several(compiler, value, labels, place)
    if key == "returns":
        path = compiler.path(value, labels, place)
        return lambda scope, id: path.ends(scope, id).get(id, False)
    if key == "is_a":
        names = _texts(compiler, value, place)
        compiler.check_labels(names, place)
        return lambda scope, id: scope.index.is_a(id, names)
    if key == "loaded":
        kinds = _texts(compiler, value, place)
        return lambda scope, id: _is_loaded(scope, id, kinds)
    if key == "value":
        get = compiler.expression(value, labels, place)
        told = {name: spec[name] for name in spec if name in _OPERATORS}
        return _compared(compiler, get, told, labels, at)
    if not compiler.check_property(key, labels, place):
        return lambda scope, id: None
    compiler.cite(key, labels)
    for operator, operand in _told(value).items():
        if operator in _OPERATORS:
            check_operand(compiler, key, labels, operator, operand, place)
    return _compared(compiler, lambda scope, id: scope.index.nodes[id].get(key), _told(value), labels, place, key)


def _texts(compiler: Compiler, value: object, at: str) -> tuple[str, ...]:
    """One text or several."""
    texts = (value,) if isinstance(value, str) else tuple(value) if isinstance(value, list) else ()
    if not texts or not all(isinstance(one, str) for one in texts):
        compiler.wrong(at, "rules.no_texts", value=value)
        return ()
    return texts


def _told(value: object) -> dict[str, Any]:
    if isinstance(value, dict):
        return value
    return {"in": value} if isinstance(value, list) else {"is": value}


def _is_loaded(scope: Scope, id: str, kinds: tuple[str, ...]) -> bool:
    loaded, home = scope.index.loaded, scope.index.areas.home(id)
    return any(loaded.told(kind, home) for kind in kinds)


def _existence(compiler: Compiler, spec: object, labels: tuple[str, ...], at: str, *, wanted: bool) -> Condition:
    path = compiler.path(spec, labels, at)

    if wanted:
        return path.leads
    return lambda scope, id: negated(path.leads(scope, id))


def _several(compiler: Compiler, spec: object, labels: tuple[str, ...], at: str) -> Condition:
    path = compiler.path(spec, labels, at)

    def test(scope: Scope, id: str) -> Truth:
        ends = path.ends(scope, id)
        if len(ends) < 2:
            return False
        return True if list(ends.values()).count(True) > 1 else None

    return test


def _compared(
    compiler: Compiler, get: _Value, told: dict[str, Any], labels: tuple[str, ...], at: str, name: str | None = None
) -> Condition:
    tests: list[Condition] = []
    for operator, operand in told.items():
        if operator not in _OPERATORS:
            compiler.wrong(at, "rules.no_operator", operator=operator, near=compiler.nearest(operator, _OPERATORS))
            continue
        if operator == "told" and name is not None:
            tests.append(_was_told(name, wanted=bool(operand)))
        elif operator == "told":
            compiler.wrong(at, "rules.stray_operator", operator=operator)
        else:
            tests.append(_operation(compiler, get, operator, operand, labels, at))
    if not tests:
        compiler.wrong(at, "rules.bad_condition", spec=told)
        return lambda scope, id: None
    return tests[0] if len(tests) == 1 else _all(tests)


def _was_told(name: str, *, wanted: bool) -> Condition:
    def test(scope: Scope, id: str) -> Truth:
        if scope.index.nodes[id].get(name) is not None:
            return wanted
        return not wanted if scope.index.loaded.tells(id, name) else None

    return test


def _operation(
    compiler: Compiler, get: _Value, operator: str, operand: Any, labels: tuple[str, ...], at: str
) -> Condition:
    if operator == "recorded":
        return lambda scope, id: (get(scope, id) is not None) is bool(operand)
    if operator == "in" and isinstance(operand, list):
        allowed = _literals(compiler, operand, at)
        return lambda scope, id: None if (value := get(scope, id)) is None else value in allowed
    if operator == "trait":
        roles = roles_with(compiler, operand, f"{at}.trait")
        return lambda scope, id: None if (value := get(scope, id)) is None else value in roles
    if operator == "format":
        if operand not in FORMATS:
            compiler.wrong(at, "rules.no_format", name=operand, near=compiler.nearest(str(operand), FORMATS))
            return lambda scope, id: None
        right = FORMATS[operand]
        return lambda scope, id: None if (value := get(scope, id)) is None else right(str(value))
    other = compiler.operand(operand, labels, f"{at}.{operator}")
    if operator == "is" and _is_literal(operand):
        return lambda scope, id: None if (value := get(scope, id)) is None else _same(value, operand)
    if operator == "in":
        return _on_known(get, other, lambda value, allowed: value in allowed)
    if operator == "startsWith":
        return _on_known(get, other, lambda value, start: str(value).startswith(str(start)))
    if operator == "has":
        return _on_known(get, other, lambda value, item: item in value)
    return _on_known(get, other, COMPARISONS[operator])


def _literals(compiler: Compiler, operand: list[Any], at: str) -> frozenset[Any]:
    """The values of a list, which are themselves here."""
    plain = [one for one in operand if isinstance(one, (str, int, float, date))]
    if len(plain) < len(operand):
        compiler.wrong(at, "rules.no_literals", value=operand)
    return frozenset(plain)


def _is_literal(operand: Any) -> bool:
    text = isinstance(operand, str) and operand != "asOf" and not operand.startswith("$")
    return text or isinstance(operand, (bool, int, float))


def _same(value: Any, literal: Any) -> Truth:
    return equal(value, literal) if isinstance(value, Span) else bool(value == literal)


def _on_known(get: _Value, other: _Value, compare: Callable[[Any, Any], Truth]) -> Condition:
    def test(scope: Scope, id: str) -> Truth:
        value = get(scope, id)
        if value is None:
            return None
        against = other(scope, id)
        if against is None:
            return None
        try:
            return compare(value, against)
        except TypeError:  # a threshold or an expression may be worth what cannot be compared with the value
            return None

    return test


def _all(tests: list[Condition]) -> Condition:
    def test(scope: Scope, id: str) -> Truth:
        told: Truth = True
        for one in tests:
            told = both(told, one(scope, id))
            if told is False:
                return False
        return told

    return test


def _any(tests: list[Condition]) -> Condition:
    def test(scope: Scope, id: str) -> Truth:
        told: Truth = False
        for one in tests:
            told = either(told, one(scope, id))
            if told is True:
                return True
        return told

    return test


def compile_edge_condition(
    compiler: Compiler, spec: object, types: tuple[str, ...], at: str
) -> Callable[[Scope, dict[str, Any]], Truth]:
    """A condition on a relationship's own properties: values, lists of values, ``recorded``, comparisons with what does
    not depend on a node (a literal, a threshold, a date moved)."""
    if not isinstance(spec, dict):
        compiler.wrong(at, "rules.bad_condition", spec=spec)
        return lambda scope, edge: None
    tests: list[tuple[str, Callable[[Scope, Any], Truth]]] = []
    for name, value in spec.items():
        if not any(name in compiler.model.relationship_properties(kind) for kind in types):
            compiler.wrong(at, "rules.no_edge_property", name=name, type="|".join(types))
        for operator, operand in _told(value).items():
            if operator not in _EDGE_OPERATORS:
                near = compiler.nearest(operator, _EDGE_OPERATORS)
                compiler.wrong(f"{at}.{name}", "rules.no_operator", operator=operator, near=near)
                continue
            tests.append((name, _edge_operation(compiler, operator, operand, f"{at}.{name}.{operator}")))

    def test(scope: Scope, edge: dict[str, Any]) -> Truth:
        told: Truth = True
        for name, one in tests:
            told = both(told, one(scope, edge.get(name)))
            if told is False:
                return False
        return told

    return test


def _edge_operation(compiler: Compiler, operator: str, operand: Any, at: str) -> Callable[[Scope, Any], Truth]:
    if operator == "recorded":
        return lambda scope, value: (value is not None) is bool(operand)
    if operator == "in":
        allowed = _literals(compiler, operand if isinstance(operand, list) else [operand], at)
        return lambda scope, value: None if value is None else value in allowed
    if operator == "is" and _is_literal(operand):
        return lambda scope, value: None if value is None else bool(value == operand)
    other, compare, key = compiler.operand(operand, (), at), COMPARISONS[operator], (compiler.rule, "edge", at)

    def work(scope: Scope, value: Any) -> Truth:
        if key not in scope.memo:
            scope.memo[key] = other(scope, "")
        against = scope.memo[key]
        return None if value is None or against is None else compare(value, against)

    return work
