"""policy-pair: two posts that one person holds on the same day, judged by the table of pairs (role_pairs.yaml).

The target is a tenure, or what ``tenures`` leads to tenures from (a body, whose members are judged together); each other
live tenure of the same person makes a pair. ``statuses`` says which verdicts of the table are a gap (unknown where no file
says what the table asks); ``tie`` which other tie of the person counts as a post (an employer who serves the same compound).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import model_validator

from graph.coverage.kinds.parameters import ConditionSpec, Parameters, PathSpec
from graph.coverage.naming import name_of
from graph.coverage.pairs import PairVerdict, judge_pair
from graph.coverage.query import Compiler, Scope
from graph.coverage.query.values import Truth, both
from graph.coverage.verdict import GAP, PRESENT, UNKNOWN, Judge, Verdict
from graph.store.snapshot import Index

__all__ = ["Check", "judge"]


class Check(Parameters):
    """``tenures``: from the target to the tenures that are judged (else the target is one); ``statuses``: of the pair table;
    ``with_roles``: only pairs with these roles; ``tie`` and ``meets``: paths from the target that conflict where both lead to
    the same node; ``known``: a condition without which the answer is unknown; ``declared``: a condition that is a gap by
    itself (a recusal that was declared)."""

    tenures: PathSpec | None = None
    statuses: tuple[str, ...] = ()
    with_roles: tuple[str, ...] = ()
    tie: PathSpec | None = None
    meets: PathSpec | None = None
    known: ConditionSpec | None = None
    declared: ConditionSpec | None = None

    @model_validator(mode="after")
    def _together(self) -> Check:
        if (self.tie is None) is not (self.meets is None):
            raise ValueError("tie and meets belong together")
        if not self.statuses and self.tie is None and self.declared is None:
            raise ValueError("statuses, tie and meets, or declared is needed")
        return self


def judge(compiler: Compiler, check: Check, labels: tuple[str, ...]) -> Judge:
    """A gap where a pair is of one of the statuses, where ``tie`` and ``meets`` lead to the same node, or where declared."""
    tenures = compiler.path(check.tenures, labels, "check.tenures") if check.tenures is not None else None
    tie = compiler.path(check.tie, labels, "check.tie") if check.tie is not None else None
    meets = compiler.path(check.meets, labels, "check.meets") if check.meets is not None else None
    known = compiler.condition(check.known, labels, "check.known") if check.known is not None else None
    declared = compiler.condition(check.declared, labels, "check.declared") if check.declared is not None else None

    def conflicts(scope: Scope, id: str) -> Iterator[tuple[Truth, dict[str, Any], tuple[str, ...]]]:
        nodes = scope.index.nodes
        judged: dict[str, Truth] = {id: True} if tenures is None else tenures.ends(scope, id)
        for tenure, sure in judged.items():
            for other, pair in _pairs(scope.index, tenure):
                role = nodes[pair.b]["role"]
                if pair.listed in check.statuses and (not check.with_roles or role in check.with_roles):
                    title = nodes[pair.b].get("title") if tenures is None else name_of(scope.index, other)
                    values = {"other": title, "basis": pair.basis, "status": pair.status}
                    yield both(sure, None if pair.status == "unknown" else True), values, (tenure, other)
        if tie is not None and meets is not None:
            served = meets.ends(scope, id)
            for end, sure in tie.ends(scope, id).items():
                if end in served:
                    yield both(sure, served[end]), {"other": nodes[end].get("name")}, (end,)
        if declared is not None and declared(scope, id):
            yield True, {"other": ""}, ()

    def work(scope: Scope, id: str) -> Verdict:
        found = list(conflicts(scope, id))
        sure = [(values, way) for told, values, way in found if told]
        if not sure:
            told: Truth = known(scope, id) if known is not None else True
            return Verdict(PRESENT if told and not found else UNKNOWN, 0, 0, witness=(id,))
        named = [values["other"] for values, _ in sure if values["other"]]
        values = {**sure[0][0], "other": "、".join(dict.fromkeys(map(str, named))), "count": len(sure)}
        witness = dict.fromkeys([id, *(node for _, way in sure for node in way)])
        return Verdict(GAP, len(sure), 0, values, tuple(witness))

    return work


def _pairs(index: Index, tenure: str) -> Iterator[tuple[str, PairVerdict]]:
    """The other live tenures of a tenure's holder that the table judges beside it."""
    post = next((other for other, _ in index.out(tenure, "OF_POST")), None)
    for person, _ in index.out(tenure, "HOLDER"):
        for other, _ in index.into(person, "HOLDER"):
            theirs = next((end for end, _ in index.out(other, "OF_POST")), None)
            if other != tenure and post is not None and theirs is not None:
                pair = judge_pair(index, post, theirs, person)
                if pair is not None:
                    yield other, pair
