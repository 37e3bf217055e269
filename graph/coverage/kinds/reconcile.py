"""reconcile: two things that should agree: two values told of one target, or what was told beside what is counted."""

from __future__ import annotations

from pydantic import Field

from graph.coverage.kinds.parameters import ConditionSpec, ExpressionSpec, Parameters
from graph.coverage.query import Compiler, Scope, Truth
from graph.coverage.query.values import COMPARISONS, both, either, negated
from graph.coverage.rule import Both
from graph.coverage.verdict import GAP, Judge, Notice, Verdict, of_truth

__all__ = ["Check", "judge"]


class Claim(Parameters):
    """One pair of values: ``one`` must stand to ``other`` as ``compare`` says (is, atLeast, atMost); ``when``: only where
    this is true of the target (where that is unknown, a claim that fails is unknown too); ``note``: what a message may add
    of this claim."""

    id: str
    name: Both
    one: ExpressionSpec
    other: ExpressionSpec
    compare: str = "is"
    when: ConditionSpec | None = None
    note: ExpressionSpec | None = None


class Check(Parameters):
    """``claims``: each that fails is a finding of its own."""

    claims: tuple[Claim, ...] = Field(min_length=1)


def judge(compiler: Compiler, check: Check, labels: tuple[str, ...]) -> Judge:
    """A gap where a claim fails; unknown where a value is."""
    claims = [
        (
            claim,
            compiler.expression(claim.one, labels, f"check.claims.{number}.one"),
            compiler.expression(claim.other, labels, f"check.claims.{number}.other"),
            compiler.condition(claim.when, labels, f"check.claims.{number}.when") if claim.when else None,
            compiler.expression(claim.note, labels, f"check.claims.{number}.note") if claim.note is not None else None,
        )
        for number, claim in enumerate(check.claims)
    ]
    for number, claim in enumerate(check.claims):
        if claim.compare not in COMPARISONS:
            near = compiler.nearest(claim.compare, COMPARISONS)
            compiler.wrong(f"check.claims.{number}.compare", "rules.no_operator", operator=claim.compare, near=near)

    def work(scope: Scope, id: str) -> Verdict:
        told: Truth = True
        notices = []
        for claim, one, other, when, note in claims:
            applies = when(scope, id) if when is not None else True
            if applies is False:
                continue
            a, b = one(scope, id), other(scope, id)
            same = None if a is None or b is None else COMPARISONS[claim.compare](a, b)
            told = both(told, either(negated(applies), same))
            if applies and same is False:
                values = {"claim": claim.name, "one": a, "other": b, "observed": a, "expected": b}
                values["note"] = note(scope, id) if note else ""
                notices.append(Notice(claim.id, values=values, witness=(id,)))
        state = of_truth(told)
        values = dict(notices[0].values) if notices else {}
        return Verdict(
            state, values.get("observed"), values.get("expected"), values, (id,),
            notices=tuple(notices) if state == GAP else (),
        )  # fmt: skip

    return work
