"""Expressions that work one number out of several, of which only bounds may be known."""

from __future__ import annotations

from collections.abc import Callable
from operator import add, mul, sub, truediv
from typing import TYPE_CHECKING, Any

from graph.coverage.query.forms import Expression, Form, compile_parts
from graph.coverage.query.scope import Scope
from graph.coverage.query.values import bounds, combine

if TYPE_CHECKING:
    from graph.coverage.query.compiler import Compiler

__all__ = ["ARITHMETIC"]


def _fold(key: str, work: Callable[[float, float], float], count: int | None = None) -> Form:
    def compile_one(compiler: Compiler, spec: dict[str, Any], labels: tuple[str, ...], at: str) -> Expression:
        compiler.only(spec, (key,), at)
        parts = compile_parts(compiler, spec[key], labels, at, count)

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


ARITHMETIC: dict[str, Form] = {
    "add": _fold("add", add),
    "multiply": _fold("multiply", mul),
    "subtract": _fold("subtract", sub, 2),
    "divide": _fold("divide", truediv, 2),
}
