"""One rule over a tiny graph: the parameters of its kind, a few nodes and edges, and what comes out for one target.

The graph stands on the ground of every rule's fixtures: ``district``, ``street``, ``community``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from graph.coverage.compiled import CompiledRule, compile_rule
from graph.coverage.fixtures import build_fixture
from graph.coverage.outcome import Outcome
from graph.coverage.rule import Fixture, Rule
from graph.coverage.run import evaluate
from graph.store.snapshot import index_of

Assess = Callable[..., Outcome]

_REST = {
    "id": "T1", "name": {"zh": "试", "en": "test"}, "scope": "社", "severity": "amber",
    "message": {"zh": "{target}", "en": "{target}"}, "remedies": [], "basis": [{"document": "试", "grade": "D"}],
    "fixtures": {name: {} for name in ("pass", "fail", "unknown", "exempt")},
}  # fmt: skip


def make_rule(kind: str, check: dict[str, Any], target: Any = "Community", **more: Any) -> CompiledRule:
    """A rule of that kind; what is wrong with it fails the test."""
    compiled, problems = compile_rule(
        Rule.model_validate({**_REST, "kind": kind, "check": check, "target": target, **more})
    )
    assert not problems, "; ".join(f"{one.at}: {one.message}" for one in problems)
    assert compiled is not None
    return compiled


def outcome_of(rule: CompiledRule, of: str = "community", **graph: Any) -> Outcome:
    """What the rule says of one node of a tiny graph, given as the entries of a fixture (nodes, edges, set, not_loaded)."""
    G = build_fixture(rule, Fixture.model_validate(graph))
    return next(one for one in evaluate(rule, index_of(G), G.graph["as_of"]).outcomes if one.target == of)


@pytest.fixture(scope="session")
def assess() -> Assess:
    """``assess(kind, check, target=…, of=…, thresholds=…, nodes=…, edges=…, set=…)``: what comes out."""
    words = ("target", "thresholds", "due", "told_by", "exempt_by")

    def work(kind: str, check: dict[str, Any], **more: Any) -> Outcome:
        told = {word: more.pop(word) for word in words if word in more}
        return outcome_of(make_rule(kind, check, **told), **more)

    return work


@pytest.fixture(scope="session")
def problems_of() -> Callable[..., list[str]]:
    """What is wrong with the parameters of a kind: the places and keys of the messages."""

    def work(kind: str, check: dict[str, Any], target: Any = "Community", **more: Any) -> list[str]:
        rule = Rule.model_validate({**_REST, "kind": kind, "check": check, "target": target, **more})
        return [f"{one.at} {one.message.key}" for one in compile_rule(rule)[1]]

    return work
