"""What the forms of expressions have in common: how one is compiled, and the parts of a list."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from graph.coverage.query.scope import Scope

if TYPE_CHECKING:
    from graph.coverage.query.compiler import Compiler

__all__ = ["Expression", "Form", "compile_parts", "unknown"]

Expression = Callable[[Scope, str], Any]

Form = Callable[["Compiler", dict[str, Any], tuple[str, ...], str], Expression]
"""Compiles one form: the compiler, the mapping that has its name, the labels of the nodes, the place in the rule."""


def unknown(scope: Scope, id: str) -> Any:
    """What stands in for an expression that could not be compiled."""
    return None


def compile_parts(
    compiler: Compiler, spec: object, labels: tuple[str, ...], at: str, count: int | None = None
) -> list[Expression]:
    """The expressions of a list (of so many); tells the compiler of what is none."""
    if not isinstance(spec, list) or not spec or (count is not None and len(spec) != count):
        compiler.wrong(at, "rules.bad_expression", spec=spec)
        return [unknown] * (count or 1)
    return [compiler.expression(part, labels, f"{at}.{number}") for number, part in enumerate(spec)]
