"""term: a term of office must not be over; one that ends within the lead time is told of, and counts as present.

The end is the first known of the expressions given (recorded end; else start + years). No end known: unknown. The day on
which it runs out is still in the term.
"""

from __future__ import annotations

from graph.coverage.kinds.parameters import ExpressionSpec, Parameters
from graph.coverage.query import Compiler, Scope, Words
from graph.coverage.query.dates import moved
from graph.coverage.rule import Severity
from graph.coverage.verdict import GAP, PRESENT, UNKNOWN, Judge, Notice, Verdict

__all__ = ["Check", "judge"]


class Check(Parameters):
    """``end``: when the term runs out; ``extension``: until when an extension was approved (its longest: ``most_months``
    after the end); ``lead``: months before the end from which it is told of, as ``lead_severity``; ``only_lead``: find
    nothing but what ends soon (terms that are over belong to another rule, and are left out as present)."""

    end: ExpressionSpec
    extension: ExpressionSpec | None = None
    most_months: ExpressionSpec | None = None
    lead: ExpressionSpec | None = None
    lead_severity: Severity = "blue"
    only_lead: bool = False


HOW = {
    "over": Words("已届满", "is over"),
    "extension": Words("延期超过规定期限", "was extended for longer than allowed"),
    "soon": Words("即将届满", "ends soon"),
}
"""What is the matter with a term, in words for a message."""


def judge(compiler: Compiler, check: Check, labels: tuple[str, ...]) -> Judge:
    """A gap where the term is over; present, with a notice, where it ends within the lead time."""
    end = compiler.expression(check.end, labels, "check.end")
    extension = compiler.expression(check.extension, labels, "check.extension") if check.extension is not None else None
    most = (
        compiler.expression(check.most_months, labels, "check.most_months") if check.most_months is not None else None
    )
    lead = compiler.expression(check.lead, labels, "check.lead") if check.lead is not None else None

    def work(scope: Scope, id: str) -> Verdict:
        day = end(scope, id)
        if day is None:
            return Verdict(UNKNOWN, witness=(id,))
        extended = extension(scope, id) if extension else None
        longest = most(scope, id) if most else None
        too_long = extended is not None and longest is not None and extended > moved(day, months=int(longest))
        last = max(day, extended) if extended is not None and not too_long else day
        months = lead(scope, id) if lead else None
        values = {"end": last, "extended": extended, "observed": last, "expected": scope.as_of}
        over = last < scope.as_of or too_long
        if over and not check.only_lead:
            how = HOW["extension" if too_long else "over"]
            return Verdict(GAP, last, scope.as_of, {**values, "how": how}, (id,))
        soon = months is not None and not over and last <= moved(scope.as_of, months=int(months))
        if not soon:
            return Verdict(PRESENT, last, scope.as_of, values, (id,))
        if check.only_lead:
            return Verdict(GAP, last, scope.as_of, {**values, "how": HOW["soon"]}, (id,))
        notice = Notice("soon", check.lead_severity, {**values, "how": HOW["soon"]}, (id,))
        return Verdict(PRESENT, last, scope.as_of, values, (id,), notices=(notice,))

    return work
