"""readiness: a checklist; what is missing is named, and a line that nobody told of is unknown, not missing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from graph.coverage.query import Words

HALL = {"id": "hall", "name": {"zh": "便民", "en": "hall"}, "require": {"exists": "<-LOCATED_IN ServiceHall"}}
NOTICE = {"id": "notice", "name": {"zh": "公示", "en": "notice"}, "require": {"hasNotice": True}}
TWO = {"parts": [HALL, NOTICE]}
WITH_HALL = {"nodes": {"h": "ServiceHall"}, "edges": [["h", "LOCATED_IN", "community"]]}


@pytest.mark.parametrize(
    ("hall", "notice", "state", "missing"),
    [
        (True, True, "present", ("", "")),
        (True, False, "gap", ("公示", "notice")),
        (False, False, "gap", ("便民、公示", "hall, notice")),
        (False, None, "gap", ("便民", "hall")),
        (True, None, "unknown", ("", "")),
    ],
)
def test_every_line_must_be_there_and_the_missing_are_named(
    assess: Callable[..., Any], hall: bool, notice: bool | None, state: str, missing: tuple[str, str]
) -> None:
    outcome = assess("readiness", TWO, set={"community": {"hasNotice": notice}}, **(WITH_HALL if hall else {}))
    assert (outcome.state, outcome.verdict.values["missing"]) == (state, Words(*missing))


def test_lines_are_counted_one_by_one(assess: Callable[..., Any]) -> None:
    verdict = assess("readiness", TWO, set={"community": {"hasNotice": False}}, **WITH_HALL).verdict
    assert verdict.parts == {"hall": "present", "notice": "gap"}
    assert (verdict.observed, verdict.expected, verdict.values["present"], verdict.values["of"]) == (1, 2, 1, 2)


@pytest.mark.parametrize(
    ("households", "notice", "state", "listed"),
    [
        (400, False, "gap", 1),
        (300, False, "present", 0),
        (None, False, "unknown", 1),
        (None, True, "present", 1),
        (None, None, "unknown", 1),
        (400, None, "unknown", 1),
    ],
)
def test_line_that_does_not_belong_is_left_out(
    assess: Callable[..., Any], households: int | None, notice: bool | None, state: str, listed: int
) -> None:
    check = {"parts": [{**NOTICE, "when": {"households": {"over": 300}}}]}
    outcome = assess("readiness", check, set={"community": {"households": households, "hasNotice": notice}})
    assert (outcome.state, outcome.verdict.expected) == (state, listed)


@pytest.mark.parametrize(
    ("not_loaded", "notice", "state"),
    [
        ([], True, "gap"),
        (["facilities"], True, "unknown"),
        (["facilities"], False, "gap"),
        (["communities"], True, "gap"),
    ],
)
def test_line_is_unknown_where_its_own_roster_was_never_loaded(
    assess: Callable[..., Any], not_loaded: list[str], notice: bool, state: str
) -> None:
    check = {"parts": [{**HALL, "told_by": ["facilities"]}, NOTICE]}
    assert assess("readiness", check, set={"community": {"hasNotice": notice}}, not_loaded=not_loaded).state == state


def test_line_aside_is_counted_and_decides_nothing(assess: Callable[..., Any]) -> None:
    outcome = assess("readiness", {"parts": [{**HALL, "aside": True}, NOTICE]}, set={"community": {"hasNotice": True}})
    assert (outcome.state, outcome.verdict.parts) == ("present", {"hall": "gap", "notice": "present"})
    assert (outcome.verdict.expected, outcome.verdict.values["missing"]) == (1, Words("", ""))


def test_checklist_without_lines_is_told(problems_of: Callable[..., list[str]]) -> None:
    assert problems_of("readiness", {"parts": []}) == ["check.parts rules.bad_value"]


def test_problem_in_a_line_is_told_with_its_place(problems_of: Callable[..., list[str]]) -> None:
    check = {"parts": [HALL, {**NOTICE, "require": {"hasNotices": True}, "when": {"exists": "<-WITHIN Grids"}}]}
    assert problems_of("readiness", check) == [
        "check.parts.1.require.hasNotices rules.no_property",
        "check.parts.1.when.exists rules.no_label",
    ]
