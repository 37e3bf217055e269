"""What people decide about findings, and what is refused."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from graph.coverage.history import accept_finding, assign_finding, comment_finding, reopen_finding, stored_findings
from graph.errors import GovgraphError, StoreRefused, UsageError

DAY = date(2026, 11, 1)
UNTIL = date(2026, 12, 1)


@pytest.fixture
def finding(town: Any) -> str:
    """A finding that a run has found."""
    town.save()
    return str(town.finding("b"))


def test_accept_keeps_reason_and_day_and_reopen_takes_them_back(town: Any, finding: str) -> None:
    accepted = accept_finding(town.store, finding, until=UNTIL, reason=" 选址中 ", by="a", on=DAY)
    assert (accepted.state, accepted.accepted_until, accepted.accepted_reason) == ("accepted", UNTIL, "选址中")
    opened = reopen_finding(town.store, finding, by="a")
    assert (opened.state, opened.accepted_until, opened.accepted_reason) == ("open", None, None)


def test_reason_for_reopening_stays_as_a_comment(town: Any, finding: str) -> None:
    accept_finding(town.store, finding, until=UNTIL, reason="选址中", by="a", on=DAY)
    opened = reopen_finding(town.store, finding, by="b", reason=" 选址已定 ")
    assert [(one["by"], one["text"]) for one in opened.comments] == [("b", "选址已定")]


def test_beginning_of_the_id_will_do(town: Any, finding: str) -> None:
    assert (
        assign_finding(town.store, finding.removeprefix("finding-")[:12], to="城建办", by="a").assigned_to == "城建办"
    )


def test_comments_pile_up_with_author(town: Any, finding: str) -> None:
    comment_finding(town.store, finding, words="先看房", by="a")
    stored = comment_finding(town.store, finding, words="<script>", by="b")
    assert [(one["by"], one["text"]) for one in stored.comments] == [("a", "先看房"), ("b", "<script>")]


def test_decision_on_an_old_revision_is_refused(town: Any, finding: str) -> None:
    seen = stored_findings(town.store, [finding])[finding].revision
    assign_finding(town.store, finding, to="甲", by="a", revision=seen)
    with pytest.raises(StoreRefused, match="已被他人更改"):
        assign_finding(town.store, finding, to="乙", by="b", revision=seen)
    assert stored_findings(town.store)[finding].assigned_to == "甲"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ({"until": DAY, "reason": "x"}, "已过"),
        ({"until": UNTIL, "reason": "  "}, "理由"),
    ],
)
def test_accepting_needs_a_future_day_and_a_reason(
    words: dict[str, Any], message: str, town: Any, finding: str
) -> None:
    with pytest.raises(UsageError, match=message):
        accept_finding(town.store, finding, by="a", on=DAY, **words)
    assert town.states()["b"] == "open"


def test_unknown_or_ambiguous_id_is_told(town: Any, finding: str) -> None:
    for id, message in (("finding-ffff", "没有缺口"), ("finding-", "多个缺口")):
        with pytest.raises(GovgraphError, match=message):
            reopen_finding(town.store, id, by="a")


def test_fixed_finding_takes_no_decision(town: Any, finding: str) -> None:
    town.add_station("b")
    town.save(date(2026, 11, 2))
    with pytest.raises(StoreRefused, match="已销号"):
        accept_finding(town.store, finding, until=UNTIL, reason="x", by="a", on=DAY)
