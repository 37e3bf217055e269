"""readiness: a checklist whose every part must be there; what is missing is named.

One finding a target, with the missing parts in its message; the result also counts each part over all targets.
"""

from __future__ import annotations

from pydantic import Field

from graph.coverage.kinds.parameters import ConditionSpec, Parameters
from graph.coverage.query import Compiler, Scope, Words
from graph.coverage.query.values import either, negated
from graph.coverage.rule import Both
from graph.coverage.verdict import GAP, PRESENT, UNKNOWN, Judge, Verdict, of_truth

__all__ = ["Check", "judge"]


class Part(Parameters):
    """One line of the checklist: its name and the condition that must be true of the target; ``when``: only where this
    is true does the line belong to the target's list (where that is unknown, a line that is not met is unknown too);
    ``aside``: counted as a line of its own, but it decides nothing."""

    id: str
    name: Both
    require: ConditionSpec
    when: ConditionSpec | None = None
    told_by: tuple[str | ConditionSpec, ...] = ()
    aside: bool = False


class Check(Parameters):
    """``parts``: the checklist."""

    parts: tuple[Part, ...] = Field(min_length=1)


def judge(compiler: Compiler, check: Check, labels: tuple[str, ...]) -> Judge:
    """Passes where every part is there; a gap where one is surely missing; else unknown."""
    tests = [
        (
            part,
            compiler.condition(part.require, labels, f"check.parts.{number}.require"),
            compiler.condition(part.when, labels, f"check.parts.{number}.when") if part.when else None,
            compiler.told_by(part.told_by, labels, f"check.parts.{number}.told_by"),
        )
        for number, part in enumerate(check.parts)
    ]

    def work(scope: Scope, id: str) -> Verdict:
        parts, missing, decisive = {}, [], []
        for part, require, when, told_by in tests:
            if when is None:
                told_of = require(scope, id)
            else:
                belongs = when(scope, id)
                if belongs is False:
                    continue
                told_of = either(negated(belongs), require(scope, id))
            state = of_truth(told_of)
            if state == GAP and not all(told(scope, id) for told in told_by):
                state = UNKNOWN
            parts[part.id] = state
            if part.aside:
                continue
            decisive.append(state)
            if state == GAP:
                missing.append(part.name)
        state = GAP if GAP in decisive else UNKNOWN if UNKNOWN in decisive else PRESENT
        there, listed = decisive.count(PRESENT), len(decisive)
        values = {
            "missing": _names(missing) if missing else _NOTHING,
            "present": there, "of": listed, "observed": there, "expected": listed,
        }  # fmt: skip
        return Verdict(state, there, listed, values, (id,), parts=parts)

    return work


_NOTHING = Words("", "")


def _names(parts: list[Both]) -> Words:
    return Words("、".join(one.zh for one in parts), ", ".join(one.en for one in parts))
