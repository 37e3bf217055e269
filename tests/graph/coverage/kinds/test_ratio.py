"""ratio: a quotient between bounds; its parts add up over what is due and known."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.coverage.query import Span

Assess = Callable[..., Any]

WORKERS = {
    "numerator": "communityWorkers",
    "denominator": "persons",
    "times": 10_000,
    "least": "$least",
    "unit": "人/万人",
}
LEAST = {"least": [{"value": 18, "from": "2025-01-01"}, {"value": 14, "from": "2020-01-01", "to": "2025-01-01"}]}


@pytest.mark.parametrize(
    ("workers", "persons", "state", "value"),
    [
        (18, 10_000, "present", 18),
        (17, 10_000, "gap", 17),
        (9, 5_000, "present", 18),
        (0, 5_000, "gap", 0),
        (9, 0, "unknown", None),
        (None, 5_000, "unknown", None),
        (9, None, "unknown", None),
    ],
)
def test_quotient_must_reach_the_floor(
    assess: Assess, workers: int | None, persons: int | None, state: str, value: float | None
) -> None:
    told = {"community": {"communityWorkers": workers, "persons": persons}}
    outcome = assess("ratio", WORKERS, thresholds=LEAST, set=told)
    assert (outcome.state, outcome.verdict.observed) == (state, value)


@pytest.mark.parametrize(
    ("day", "state"), [("2024-12-31", "present"), ("2025-01-01", "gap"), ("2019-12-31", "present")]
)
def test_floor_of_the_day_binds(assess: Assess, day: str, state: str) -> None:
    told = {"community": {"communityWorkers": 15, "persons": 10_000}}
    assert assess("ratio", WORKERS, thresholds=LEAST, set=told, as_of=day).state == state


@pytest.mark.parametrize(("part", "state"), [(10, "present"), (11, "gap")])
def test_ceiling_binds_as_well(assess: Assess, part: int, state: str) -> None:
    check = {"numerator": "communityWorkers", "denominator": "persons", "most": 0.1}
    assert assess("ratio", check, set={"community": {"communityWorkers": part, "persons": 100}}).state == state


@pytest.mark.parametrize(
    ("kinds", "state", "value", "parts"),
    [
        (("special", "basic"), "present", 0.5, (1, 2)),
        (("basic", "basic"), "gap", 0, (0, 2)),
        (("special", None), "present", Span(0.5, 1), (None, None)),
        (("basic", None), "unknown", Span(0, 0.5), (None, None)),
        (("basic", "basic", "basic", None), "gap", Span(0, 0.25), (None, None)),
    ],
)
def test_numerator_known_in_part_makes_an_interval(
    assess: Assess, kinds: tuple[str | None, ...], state: str, value: Any, parts: Any
) -> None:
    grids = {f"g{n}": {"label": "Grid", **({"kind": kind} if kind else {})} for n, kind in enumerate(kinds)}
    special = {"step": "<-WITHIN Grid", "where": {"kind": "special"}}
    check = {"numerator": {"count": special}, "denominator": {"count": "<-WITHIN Grid"}, "least": 0.5}
    verdict = assess("ratio", check, nodes=grids).verdict
    assert (verdict.state, verdict.observed, (verdict.numerator, verdict.denominator)) == (state, value, parts)


def test_denominator_known_in_part_is_unknown(assess: Assess) -> None:
    grids = {"g1": {"label": "Grid", "kind": "special"}, "g2": "Grid"}
    special = {"count": {"step": "<-WITHIN Grid", "where": {"kind": "special"}}}
    assert assess("ratio", {"numerator": 1, "denominator": special, "least": 0.1}, nodes=grids).state == "unknown"


def test_parts_fill_the_message(assess: Assess) -> None:
    told = {"community": {"communityWorkers": 9, "persons": 10_000}}
    values = assess("ratio", WORKERS, thresholds=LEAST, set=told).verdict.values
    assert {name: values[name] for name in ("numerator", "denominator", "value", "expected")} == {
        "numerator": 9, "denominator": 10_000, "value": 9, "expected": "≥ 18",
    }  # fmt: skip


NUMBERS = st.none() | st.integers(0, 40)


@given(workers=NUMBERS, persons=NUMBERS)
def test_parts_count_only_where_the_quotient_is_known(assess: Assess, workers: int | None, persons: int | None) -> None:
    verdict = assess(
        "ratio", WORKERS, thresholds=LEAST, set={"community": {"communityWorkers": workers, "persons": persons}}
    ).verdict
    known = workers is not None and bool(persons)
    assert (verdict.numerator, verdict.denominator) == ((workers, persons) if known else (None, None))
    assert (verdict.state == "unknown") is not known


@pytest.mark.parametrize(
    ("check", "problem"),
    [
        ({"numerator": "persons", "denominator": "households"}, "check rules.bad_value"),
        ({"numerator": "persons", "least": 1}, "check.denominator rules.bad_value"),
        ({"numerator": "person", "denominator": "households", "least": 1}, "check.numerator rules.no_property"),
        ({"numerator": 1, "denominator": {"count": []}, "least": 1}, "check.denominator.count rules.bad_path"),
        ({"numerator": 1, "denominator": 2, "least": "$none"}, "check.least rules.no_threshold"),
        ({"numerator": 1, "denominator": 2, "least": 1, "times": "many"}, "check.times rules.bad_value"),
    ],
)
def test_wrong_parameters_are_told(problems_of: Callable[..., list[str]], check: dict[str, Any], problem: str) -> None:
    assert problem in problems_of("ratio", check)
