"""A rule turned into something that can be asked: its population, whether a target is due, the verdict, the message."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pydantic import ValidationError

from graph.coverage.kinds import KINDS
from graph.coverage.population import Population, compile_population
from graph.coverage.query import Compiler, Scope, Truth
from graph.coverage.query.compiler import Problem
from graph.coverage.query.wording import filled
from graph.coverage.rule import Both, Rule, Threshold
from graph.coverage.verdict import Judge
from graph.model import load_model

__all__ = ["CompiledRule", "compile_rule", "threshold_on"]

Test = Callable[[Scope, str], Truth]


@dataclass(frozen=True)
class CompiledRule:
    """A rule with its parts compiled; ``cited`` are the target's properties that it looks at."""

    rule: Rule
    judge: Judge
    population: Population
    due: Test | None
    told: tuple[Test, ...]
    due_told: tuple[Test, ...]
    grades: tuple[tuple[str, Test], ...]
    remedies: tuple[Test | None, ...]
    shown: dict[str, Callable[[Scope, str], Any]]
    cited: tuple[str, ...]
    memo: dict[Any, Any] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """The rule's id."""
        return self.rule.id

    def severity(self, scope: Scope, target: str) -> str:
        """The severity of a finding on a target: the first grade whose condition is true, else the rule's own."""
        return next((severity for severity, test in self.grades if test(scope, target)), self.rule.severity)

    def thresholds(self, as_of: date) -> dict[str, Any]:
        """The thresholds in force on a day; None for one that has no value then."""
        return {name: threshold_on(rows, as_of) for name, rows in self.rule.thresholds.items()}

    def message(self, values: dict[str, Any]) -> Both:
        """The rule's message with its places filled, in both languages."""
        return Both(zh=filled(self.rule.message.zh, values, "zh"), en=filled(self.rule.message.en, values, "en"))


def threshold_on(rows: tuple[Threshold, ...], as_of: date) -> Any:
    """The value in force on a day, the one that began last; None where none is.

    >>> threshold_on((Threshold(value=5, **{"from": date(2020, 1, 1), "to": date(2026, 1, 1)}),), date(2026, 1, 1))
    """
    alive = [row for row in rows if row.since <= as_of and (row.until is None or as_of < row.until)]
    return max(alive, key=lambda row: row.since).value if alive else None


def compile_rule(rule: Rule) -> tuple[CompiledRule | None, list[Problem]]:
    """The compiled rule (None where a part could not be), and everything that is wrong with it."""
    labels = rule.target.label
    compiler = Compiler(load_model(), rule.id, frozenset(rule.thresholds), labels)
    if not compiler.check_labels(labels, "target.label"):
        return None, compiler.problems
    population = compile_population(compiler, rule.target)
    due = compiler.condition(rule.due.when, labels, "due.when") if rule.due else None
    told = compiler.told_by(rule.told_by, labels, "told_by")
    due_told = compiler.told_by(rule.due.told_by, labels, "due.told_by") if rule.due else ()
    kind = KINDS[rule.kind]
    try:
        judge = kind.judge(compiler, kind.parameters.model_validate(rule.check), labels)
    except ValidationError as error:
        for one in error.errors():
            at = ".".join(("check", *map(str, one["loc"])))
            compiler.wrong(at, "rules.bad_value", key=at, why=one["msg"])
        return None, compiler.problems
    grades = tuple(
        (grade.severity, compiler.condition(grade.when, labels, f"grades.{number}.when"))
        for number, grade in enumerate(rule.grades)
    )
    remedies = tuple(
        compiler.condition(remedy.when, labels, f"remedies.{number}.when") if remedy.when else None
        for number, remedy in enumerate(rule.remedies)
    )
    cited = (*rule.cite, *(name for name in compiler.cited if name not in rule.cite))
    shown = {name: compiler.expression(spec, labels, f"show.{name}") for name, spec in rule.show.items()}
    for name in rule.cite:
        compiler.check_property(name, labels, "cite")
    _check_wording(rule, compiler)
    return CompiledRule(rule, judge, population, due, told, due_told, grades, remedies, shown, cited), compiler.problems


def _check_wording(rule: Rule, compiler: Compiler) -> None:
    for at, both in (("message", rule.message), *((f"remedies.{n}", one) for n, one in enumerate(rule.remedies))):
        for language in ("zh", "en"):
            told = getattr(both, language)
            if not told.strip():
                compiler.wrong(f"{at}.{language}", "rules.empty_text")
            try:
                filled(told, {}, language)
            except (ValueError, AttributeError, LookupError) as error:
                compiler.wrong(f"{at}.{language}", "check_file.bad_places", why=error)
            for word in ("任命", "撤换"):
                if word in told:
                    compiler.wrong(f"{at}.{language}", "rules.wording", word=word)
