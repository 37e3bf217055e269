"""count: a number must lie within bounds: things at the end of a path, or an expression (households, seats, years)."""

from __future__ import annotations

from graph.coverage.kinds.bounds import Bounds, compile_bounds
from graph.coverage.kinds.parameters import ExpressionSpec, PathSpec
from graph.coverage.query import Compiler, Scope
from graph.coverage.verdict import GAP, Judge, Notice, Verdict, of_truth

__all__ = ["Check", "judge"]


class Check(Bounds):
    """``value``: what is counted or measured; ``least``, ``most``, ``odd``: the bounds; ``path``: shown as witness.

    ``each``: a property that is a list; each of its items is a finding of its own, told in the message as ``each_as``.
    """

    value: ExpressionSpec
    path: PathSpec | None = None
    each: ExpressionSpec | None = None
    each_as: str = "item"


def judge(compiler: Compiler, check: Check, labels: tuple[str, ...]) -> Judge:
    """Passes where the number is within its bounds; a number that is not known is unknown."""
    value = compiler.expression(check.value, labels, "check.value")
    within = compile_bounds(compiler, check, labels)
    path = compiler.path(check.path, labels, "check.path") if check.path is not None else None
    each = compiler.expression(check.each, labels, "check.each") if check.each is not None else None

    def work(scope: Scope, id: str) -> Verdict:
        observed = value(scope, id)
        told, expected = within(scope, id, observed)
        witness = (id, *path.ends(scope, id)) if path else (id,)
        state = of_truth(told)
        items = each(scope, id) or () if each and state == GAP else ()
        return Verdict(
            state, observed, expected, {"observed": observed, "expected": expected}, witness,
            notices=tuple(Notice(str(item), values={check.each_as: item}, witness=witness) for item in items),
        )  # fmt: skip

    return work
