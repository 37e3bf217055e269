"""policy-pair: two posts that one person holds on the same day, judged by the table of pairs (role_pairs.yaml).

The target is a tenure; each other live tenure of the same person makes a pair. ``statuses`` says which verdicts of the
table are a gap; ``relation`` which other tie of the person counts as a post (an employer who serves the same compound).
"""

from __future__ import annotations

from graph.coverage.kinds.parameters import ConditionSpec, Parameters, PathSpec
from graph.coverage.pairs import judge_pair
from graph.coverage.query import Compiler, Scope
from graph.coverage.query.values import Truth
from graph.coverage.verdict import GAP, PRESENT, UNKNOWN, Judge, Notice, Verdict

__all__ = ["Check", "judge"]


class Check(Parameters):
    """``statuses``: of the pair table; ``with_roles``: only pairs with these roles; ``tie``: a path from the tenure to what
    conflicts with it; ``known``: a condition without which the answer is unknown; ``declared``: a condition that is a gap by
    itself (a recusal that was declared)."""

    statuses: tuple[str, ...] = ()
    with_roles: tuple[str, ...] = ()
    tie: PathSpec | None = None
    meets: PathSpec | None = None
    known: ConditionSpec | None = None
    declared: ConditionSpec | None = None


def judge(compiler: Compiler, check: Check, labels: tuple[str, ...]) -> Judge:
    """A gap where a pair is of one of the statuses, or where ``tie`` and ``meets`` lead to the same body."""
    tie = compiler.path(check.tie, labels, "check.tie") if check.tie is not None else None
    meets = compiler.path(check.meets, labels, "check.meets") if check.meets is not None else None
    known = compiler.condition(check.known, labels, "check.known") if check.known else None
    declared = compiler.condition(check.declared, labels, "check.declared") if check.declared else None

    def work(scope: Scope, id: str) -> Verdict:
        nodes = scope.index.nodes
        notices = []
        for other, pair in _pairs(scope, id, compiler):
            role = nodes[pair.b]["role"]
            if pair.status in check.statuses and (not check.with_roles or role in check.with_roles):
                values = {"other": nodes[pair.b].get("title"), "basis": pair.basis, "status": pair.status}
                notices.append(Notice(other, values=values, witness=(id, other)))
        if tie is not None:
            served = set(meets.ends(scope, id)) if meets else set()
            for end in tie.ends(scope, id):
                if end in served:
                    notices.append(Notice(end, values={"other": nodes[end].get("name")}, witness=(id, end)))
        if declared is not None and not notices and declared(scope, id):
            notices.append(Notice("declared", values={"other": ""}, witness=(id,)))
        if notices:
            first = dict(notices[0].values)
            first["other"] = "、".join(dict.fromkeys(str(one.values["other"]) for one in notices))
            witness = tuple(dict.fromkeys(node for one in notices for node in one.witness))
            return Verdict(GAP, len(notices), 0, first, witness)
        told: Truth = known(scope, id) if known is not None else True
        return Verdict(PRESENT if told else UNKNOWN, 0, 0, witness=(id,))

    return work


def _pairs(scope: Scope, tenure: str, compiler: Compiler):  # type: ignore[no-untyped-def]
    index = scope.index
    post = next((other for other, _ in index.out(tenure, "OF_POST")), None)
    for person, _ in index.out(tenure, "HOLDER"):
        for other, _ in index.into(person, "HOLDER"):
            theirs = next((end for end, _ in index.out(other, "OF_POST")), None)
            if other != tenure and post is not None and theirs is not None:
                pair = judge_pair(index, post, theirs, person)
                if pair is not None:
                    yield other, pair
