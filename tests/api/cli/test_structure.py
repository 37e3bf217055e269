"""``structure`` and ``dual-roles``: every analysis answers in every format, and says what is wrong with the call."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Govgraph = Callable[..., Any]
DAY = ("--as-of", "2026-11-01")
ANALYSES = ("critical", "articulation", "bridges", "isolates", "interlocks", "brokers", "robustness", "clusters")


@pytest.fixture
def town(govgraph: Govgraph, rosters: Path) -> Govgraph:
    """A compound whose branch secretary may also be the director of its owners' committee."""
    answer = govgraph("load", rosters, *DAY)
    assert answer.code == 0, answer.err
    return govgraph


def test_every_analysis_answers_with_rows_and_method(town: Govgraph) -> None:
    for name in ANALYSES:
        answer = town("structure", name, *DAY, "--format", "json")
        assert answer.code == 0, answer.err
        document = answer.document
        assert (document["version"], document["asOf"], document["analysis"]) == (1, "2026-11-01", document["analysis"])
        assert {"library", "libraryVersion", "seed", "k"} <= set(document["method"])


def test_table_has_chinese_headings_and_no_identities(town: Govgraph) -> None:
    answer = town("structure", "critical", *DAY)
    assert "任职者" in answer.out
    assert "person-" not in answer.out


def test_dual_roles_join_by_evidence_only(town: Govgraph) -> None:
    assert town("dual-roles", *DAY, "--format", "json").document["pairs"] == []
    (pending,) = town("links", "list", "--format", "json").document["links"]
    assert town("links", "confirm", pending["id"]).code == 0
    (pair,) = town("dual-roles", *DAY, "--format", "json").document["pairs"]
    assert {post["role"] for post in pair["posts"]} == {"branchSecretary", "ownersDirector"}
    assert pair["policy"] == "encouraged"


def test_wrong_policy_and_area_are_told(town: Govgraph) -> None:
    for words, message in ((("--policy", "nice"), "没有政策"), (("--area", "140213059999"), "没有代码为")):
        answer = town("dual-roles", *DAY, *words)
        assert (answer.code, answer.out) == (2, "")
        assert message in answer.err
