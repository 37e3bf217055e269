"""Bounds that a number must keep: at least, at most, odd; each a literal, a threshold or an expression."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from pydantic import model_validator

from graph.coverage.kinds.parameters import ConditionSpec, ExpressionSpec, Parameters
from graph.coverage.query import Compiler, Scope, Span, Truth
from graph.coverage.query.values import at_least, both, bounds

__all__ = ["Bounds", "compile_bounds"]


class Bounds(Parameters):
    """``least`` ≤ value ≤ ``most``; ``odd``: it must be odd; ``require``: a condition that must hold as well. A bound that
    is unknown (a threshold that is switched off) binds nobody."""

    least: ExpressionSpec | None = None
    most: ExpressionSpec | None = None
    odd: bool = False
    require: ConditionSpec | None = None

    @model_validator(mode="after")
    def _bounded(self) -> Bounds:
        if self.least is None and self.most is None and not self.odd:
            raise ValueError("least, most or odd is needed")
        return self


def compile_bounds(
    compiler: Compiler, check: Bounds, labels: tuple[str, ...]
) -> Callable[[Scope, str, Any], tuple[Truth, str]]:
    """A function from a value to whether it keeps the bounds, and the bounds in words (``5–11``, ``≥ 5``, ``odd``)."""
    least = compiler.expression(check.least, labels, "check.least") if check.least is not None else None
    most = compiler.expression(check.most, labels, "check.most") if check.most is not None else None
    require = compiler.condition(check.require, labels, "check.require") if check.require is not None else None

    def work(scope: Scope, id: str, value: Any) -> tuple[Truth, str]:
        low = least(scope, id) if least else None
        high = most(scope, id) if most else None
        words = _words(low, high, odd=check.odd)
        told: Truth = require(scope, id) if require else True
        if value is None:
            return both(told, None), words
        if low is not None:
            told = both(told, at_least(value, low))
        if high is not None:
            told = both(told, at_least(high, value))
        if check.odd:
            told = both(told, None if isinstance(value, Span) else value % 2 == 1)
        return told, words

    return work


@lru_cache(maxsize=1024)
def _words(low: Any, high: Any, *, odd: bool) -> str:
    if low is not None and high is not None:
        words = f"{_word(low)}–{_word(high)}" if low != high else _word(low)
    elif low is not None:
        words = f"≥ {_word(low)}"
    else:
        words = f"≤ {_word(high)}" if high is not None else ""
    return f"{words}（单数 odd）" if odd else words


def _word(bound: Any) -> str:
    """A bound that is itself only known within bounds is written as both."""
    low, high = bounds(bound)
    return f"{low:.4g}" if low == high else f"{low:.4g}~{high:.4g}"
