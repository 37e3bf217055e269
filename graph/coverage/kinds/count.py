"""count: a number must lie within bounds: things at the end of a path, or an expression (households, seats, years)."""

from __future__ import annotations

from graph.coverage.kinds.bounds import Bounds, compile_bounds
from graph.coverage.kinds.parameters import ExpressionSpec, PathSpec
from graph.coverage.query import Compiler, Scope
from graph.coverage.verdict import Judge, Verdict, of_truth

__all__ = ["Check", "judge"]


class Check(Bounds):
    """``value``: what is counted or measured; ``least``, ``most``, ``odd``: the bounds; ``path``: shown as witness."""

    value: ExpressionSpec
    path: PathSpec | None = None


def judge(compiler: Compiler, check: Check, labels: tuple[str, ...]) -> Judge:
    """Passes where the number is within its bounds; a number that is not known is unknown."""
    value = compiler.expression(check.value, labels, "check.value")
    within = compile_bounds(compiler, check, labels)
    path = compiler.path(check.path, labels, "check.path") if check.path is not None else None

    def work(scope: Scope, id: str) -> Verdict:
        observed = value(scope, id)
        told, expected = within(scope, id, observed)
        witness = (id, *path.ends(scope, id)) if path else (id,)
        return Verdict(of_truth(told), observed, expected, {"observed": observed, "expected": expected}, witness)

    return work
