"""The scope in which a rule is asked on a graph."""

from __future__ import annotations

from datetime import date
from typing import Any

from graph.coverage.compiled import CompiledRule
from graph.coverage.query import Scope
from graph.store.snapshot import Index

__all__ = ["scope_of"]


def scope_of(rule: CompiledRule, index: Index, as_of: date, thresholds: dict[str, Any] | None = None) -> Scope:
    """A scope with the rule's thresholds in force on that day (or those given) and its population."""
    told = rule.thresholds(as_of) if thresholds is None else thresholds
    scope = Scope(index, as_of, told, told_by=rule.told)
    scope.population = rule.population(scope)
    return scope
