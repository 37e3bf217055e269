"""count: a number between bounds, each of which may be a threshold, an expression, switched off, or known in part."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from graph.coverage.query import Span

HOUSEHOLDS = {"value": "households", "least": "$least", "most": "$most"}
BOUNDS = {
    "least": [{"value": 1000, "from": "2026-01-01"}, {"value": 100, "from": "1990-01-01", "to": "2026-01-01"}],
    "most": [{"value": 3000, "from": "2026-01-01"}, {"value": 700, "from": "1990-01-01", "to": "2026-01-01"}],
}
WORKERS = {"count": {"step": "<-RESPONSIBLE_FOR Post", "where": {"status": "active"}}}


@pytest.mark.parametrize(
    ("households", "state"),
    [(999, "gap"), (1000, "present"), (3000, "present"), (3001, "gap"), (None, "unknown")],
)
def test_bounds_belong_to_the_range(assess: Callable[..., Any], households: int | None, state: str) -> None:
    told = {"community": {"households": households}}
    assert assess("count", HOUSEHOLDS, thresholds=BOUNDS, set=told).state == state


@pytest.mark.parametrize(
    ("day", "expected", "state"), [("2025-12-31", "100–700", "gap"), ("2026-01-01", "1000–3000", "present")]
)
def test_thresholds_in_force_on_the_day_bind(assess: Callable[..., Any], day: str, expected: str, state: str) -> None:
    outcome = assess("count", HOUSEHOLDS, thresholds=BOUNDS, set={"community": {"households": 2800}}, as_of=day)
    assert (outcome.state, outcome.verdict.expected) == (state, expected)


def test_bound_without_a_value_binds_nobody(assess: Callable[..., Any]) -> None:
    off = {**BOUNDS, "least": []}
    outcome = assess("count", HOUSEHOLDS, thresholds=off, set={"community": {"households": 3}})
    assert (outcome.state, outcome.verdict.expected) == ("present", "≤ 3000")


@pytest.mark.parametrize(
    ("value", "odd", "expected"),
    [(5, "present", "5–11（单数 odd）"), (6, "gap", "5–11（单数 odd）"), (13, "gap", "5–11（单数 odd）")],
)
def test_odd_numbers_only(assess: Callable[..., Any], value: int, odd: str, expected: str) -> None:
    check = {"value": "households", "least": 5, "most": 11, "odd": True}
    outcome = assess("count", check, set={"community": {"households": value}})
    assert (outcome.state, outcome.verdict.expected) == (odd, expected)


@pytest.mark.parametrize(
    ("statuses", "least", "observed", "state"),
    [
        (("active", "active"), 2, 2, "present"),
        (("active", "frozen"), 2, 1, "gap"),
        (("active", None), 2, Span(1, 2), "unknown"),
        (("active", None), 1, Span(1, 2), "present"),
        (("frozen", None), 2, Span(0, 1), "gap"),
        ((), 1, 0, "gap"),
    ],
)
def test_ends_that_are_only_possible_count_as_possible(
    assess: Callable[..., Any], statuses: tuple[str | None, ...], least: int, observed: Any, state: str
) -> None:
    posts = {f"p{n}": {"label": "Post", **({"status": one} if one else {})} for n, one in enumerate(statuses)}
    edges = [[post, "RESPONSIBLE_FOR", "community"] for post in posts]
    outcome = assess("count", {"value": WORKERS, "least": least}, nodes=posts, edges=edges)
    assert (outcome.state, outcome.verdict.observed) == (state, observed)


@pytest.mark.parametrize(
    ("households", "persons", "state"),
    [
        (400, 1200, "present"),
        (400, 1201, "gap"),
        (501, 900, "gap"),
        (None, 1201, "gap"),
        (None, 900, "unknown"),
        (400, None, "unknown"),
        (501, None, "gap"),
    ],
)
def test_requirement_must_hold_beside_the_bounds(
    assess: Callable[..., Any], households: int | None, persons: int | None, state: str
) -> None:
    check = {"value": "households", "most": 500, "require": {"persons": {"atMost": 1200}}}
    assert assess("count", check, set={"community": {"households": households, "persons": persons}}).state == state


def test_path_shows_what_was_counted(assess: Callable[..., Any]) -> None:
    check = {"value": {"count": "<-WITHIN Grid"}, "least": 3, "path": "<-WITHIN Grid"}
    outcome = assess("count", check, nodes={"g1": "Grid", "g2": "Grid"})
    assert (outcome.state, outcome.verdict.witness) == ("gap", ("community", "g1", "g2"))


@pytest.mark.parametrize(
    ("dropped", "state", "items"),
    [(["身份证号", "民族"], "gap", ["身份证号", "民族"]), (["籍贯"], "present", []), (None, "present", [])],
)
def test_each_item_of_a_list_may_be_a_finding(
    assess: Callable[..., Any], dropped: list[str] | None, state: str, items: list[str]
) -> None:
    check = {
        "value": {"if": {"kind": "grids"}, "then": 1, "else": 0},
        "most": 0,
        "each": "dropped",
        "each_as": "heading",
    }
    sheet = {
        "label": "Source",
        "kind": "grids" if state == "gap" else "units",
        **({"dropped": dropped} if dropped else {}),
    }
    verdict = assess("count", check, target="Source", of="s", nodes={"s": sheet}).verdict
    assert (verdict.state, [one.values["heading"] for one in verdict.notices]) == (state, items)
    assert [one.discriminator for one in verdict.notices] == items


@pytest.mark.parametrize(
    ("check", "problem"),
    [
        ({"value": "households"}, "check rules.bad_value"),
        ({"value": "households", "least": "$none"}, "check.least rules.no_threshold"),
        ({"value": "house", "least": 1}, "check.value rules.no_property"),
        ({"value": "households", "least": 1, "minimum": 2}, "check.minimum rules.bad_value"),
        ({"value": "households", "least": 1, "require": {"perons": 3}}, "check.require.perons rules.no_property"),
    ],
)
def test_wrong_parameters_are_told(problems_of: Callable[..., list[str]], check: dict[str, Any], problem: str) -> None:
    assert problem in problems_of("count", check)
