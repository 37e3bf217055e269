"""ratio: one number divided by another must reach a floor (or stay under a ceiling): workers per 10,000 residents.

Numerator and denominator add up over the targets that are due and known, so that every area has the value of its own.
"""

from __future__ import annotations

from graph.coverage.kinds.bounds import Bounds, compile_bounds
from graph.coverage.kinds.parameters import ExpressionSpec
from graph.coverage.query import Compiler, Scope, Span
from graph.coverage.query.values import combine
from graph.coverage.verdict import Judge, Verdict, of_truth

__all__ = ["Check", "judge"]


class Check(Bounds):
    """``numerator`` ÷ ``denominator`` × ``times``, in ``unit``; a denominator of 0 makes it unknown."""

    numerator: ExpressionSpec
    denominator: ExpressionSpec
    times: float = 1
    unit: str = ""


def judge(compiler: Compiler, check: Check, labels: tuple[str, ...]) -> Judge:
    """Passes where the ratio keeps its bounds."""
    numerator = compiler.expression(check.numerator, labels, "check.numerator")
    denominator = compiler.expression(check.denominator, labels, "check.denominator")
    within = compile_bounds(compiler, check, labels)

    def work(scope: Scope, id: str) -> Verdict:
        part, whole = numerator(scope, id), denominator(scope, id)
        value = None
        if part is not None and whole is not None and not isinstance(whole, Span) and whole != 0:
            value = combine(lambda a, b: a / b * check.times, part, whole)
        told, expected = within(scope, id, value)
        values = {"numerator": part, "denominator": whole, "value": value, "observed": value, "expected": expected}
        known = value is not None and not isinstance(value, Span)
        return Verdict(
            of_truth(told), value, expected, values, (id,),
            numerator=float(part) if known else None, denominator=float(whole) if known else None,
        )  # fmt: skip

    return work
