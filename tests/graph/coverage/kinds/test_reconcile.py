"""reconcile: what was told twice must agree, and what was told must agree with what is counted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from graph.coverage.query import Words

Assess = Callable[..., Any]
Part = dict[str, Any]


def _claim(id: str, one: Any, other: Any, **more: Any) -> Part:
    return {"id": id, "name": {"zh": id, "en": id}, "one": one, "other": other, **more}


WORKERS = _claim("workers", "communityWorkers", {"count": "<-RESPONSIBLE_FOR Post"})
PERSONS = _claim("persons", "persons", "households", compare="atLeast")
BOTH = {"claims": [WORKERS, PERSONS]}
POSTS = {"nodes": {"p": "Post", "q": "Post"}, "edges": [[id, "RESPONSIBLE_FOR", "community"] for id in "pq"]}


def _told(workers: int | None, persons: int | None, households: int | None) -> Part:
    return {"set": {"community": {"communityWorkers": workers, "persons": persons, "households": households}}}


@pytest.mark.parametrize(
    ("told", "state", "failing"),
    [
        (_told(2, 700, 300), "present", []),
        (_told(2, 300, 300), "present", []),
        (_told(3, 700, 300), "gap", ["workers"]),
        (_told(2, 299, 300), "gap", ["persons"]),
        (_told(3, 299, 300), "gap", ["workers", "persons"]),
        (_told(None, 700, 300), "unknown", []),
        (_told(None, 299, 300), "gap", ["persons"]),
        (_told(2, None, 300), "unknown", []),
    ],
)
def test_each_claim_that_fails_is_a_finding(assess: Assess, told: Part, state: str, failing: list[str]) -> None:
    outcome = assess("reconcile", BOTH, **POSTS, **told)
    assert (outcome.state, [one.discriminator for one in outcome.verdict.notices]) == (state, failing)


def test_finding_has_both_values_and_the_note_of_its_claim(assess: Assess) -> None:
    note = {"words": {"zh": "名册{told}名", "en": "{told} on record"}, "with": {"told": "communityWorkers"}}
    verdict = assess("reconcile", {"claims": [{**WORKERS, "note": note}]}, **POSTS, **_told(3, None, None)).verdict
    (notice,) = verdict.notices
    assert (notice.values["one"], notice.values["other"]) == (verdict.observed, verdict.expected) == (3, 2)
    assert notice.values["note"] == Words("名册3名", "3 on record")


@pytest.mark.parametrize(
    ("compare", "same"),
    [("is", 2), ("not", 3), ("atLeast", 2), ("atMost", 2), ("over", 3), ("under", 1)],
)
def test_comparisons(assess: Assess, compare: str, same: int) -> None:
    check = {"claims": [{**WORKERS, "compare": compare}]}
    states = {n: assess("reconcile", check, **POSTS, **_told(n, None, None)).state for n in (1, 2, 3)}
    assert states[same] == "present"
    assert "gap" in states.values()


@pytest.mark.parametrize(
    ("covenant", "workers", "state"),
    [(True, 3, "gap"), (False, 3, "present"), (None, 3, "unknown"), (None, 2, "present"), (True, 2, "present")],
)
def test_claim_may_hold_for_some_only(assess: Assess, covenant: bool | None, workers: int, state: str) -> None:
    told = {"set": {"community": {"communityWorkers": workers, "hasCovenant": covenant}}}
    assert assess("reconcile", {"claims": [{**WORKERS, "when": {"hasCovenant": True}}]}, **POSTS, **told).state == state


@pytest.mark.parametrize(("published", "state"), [({"grids": 1}, "present"), ({"grids": 2}, "gap"), ({}, "unknown")])
def test_what_was_published_is_held_against_the_count(assess: Assess, published: Part, state: str) -> None:
    claim = _claim("grids", {"published": "grids"}, {"count": "<-WITHIN Street <-WITHIN Community <-WITHIN Grid"})
    graph = {"nodes": {"g": "Grid"}, "published": published}
    assert assess("reconcile", {"claims": [claim]}, target="District", of="district", **graph).state == state


@pytest.mark.parametrize(
    ("check", "told"),
    [
        ({"claims": []}, "check.claims rules.bad_value"),
        ({"claims": [{**WORKERS, "compare": "same"}]}, "check.claims.0.compare rules.no_operator"),
        ({"claims": [{**WORKERS, "other": "worker"}]}, "check.claims.0.other rules.no_property"),
    ],
)
def test_wrong_parameters_are_told(problems_of: Callable[..., list[str]], check: Part, told: str) -> None:
    assert told in problems_of("reconcile", check)
