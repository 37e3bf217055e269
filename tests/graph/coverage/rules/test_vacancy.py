"""P14: how long a secretary's post has been empty sets the severity of the finding."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from graph.coverage.catalogue import rule_named
from graph.coverage.fixtures import build_fixture
from graph.coverage.rule import Fixture
from graph.coverage.run import evaluate
from graph.store.snapshot import index_of

AS_OF = date(2026, 11, 1)


def _severities(*ended: date | None) -> list[str]:
    """The severities found on a branch whose secretaries left on these days (None: there never was one on record)."""
    rule = rule_named("P14")
    tenures = {f"t{n}": {"label": "Tenure", "validTo": day} for n, day in enumerate(ended) if day is not None}
    nodes = {"b": {"label": "PartyOrganisation", "kind": "branch"}, "p": {"label": "Post", "role": "branchSecretary"}}
    graph = {
        "nodes": {**nodes, **tenures},
        "edges": [["p", "POST_IN", "b"], *([tenure, "OF_POST", "p"] for tenure in tenures)],
        "without": ["t"],
    }
    G = build_fixture(rule, Fixture.model_validate(graph))
    return [finding.severity for finding in evaluate(rule, index_of(G), AS_OF).findings]


@pytest.mark.parametrize(
    ("days", "severity"), [(0, "blue"), (29, "blue"), (30, "amber"), (90, "amber"), (91, "red"), (900, "red")]
)
def test_age_of_the_vacancy_sets_the_severity(days: int, severity: str) -> None:
    assert _severities(AS_OF - timedelta(days=days)) == [severity]


def test_vacancy_of_unknown_age_is_amber() -> None:
    assert _severities(None) == ["amber"]


def test_last_secretary_to_leave_counts() -> None:
    assert _severities(date(2020, 1, 1), AS_OF - timedelta(days=5)) == ["blue"]
