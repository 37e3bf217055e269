"""Alive on a date: half-open, and the same in Python as in the predicate that Cypher gets."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.model import alive, alive_cypher, is_undated

DAY = date(2026, 11, 1)
DAYS = st.dates(date(2015, 1, 1), date(2035, 1, 1))
FACTS = st.fixed_dictionaries(
    {}, optional={name: st.one_of(st.none(), DAYS) for name in ("validFrom", "validTo", "termEnd")}
)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (DAY, None, True),
        (DAY + timedelta(1), None, False),
        (None, DAY, False),
        (None, DAY + timedelta(1), True),
        (DAY, DAY, False),
        (None, None, True),
    ],
)
def test_facts_are_half_open(start: date | None, end: date | None, expected: bool) -> None:
    assert alive({"validFrom": start, "validTo": end}, DAY) is expected


def test_missing_start_is_alive_and_told_apart() -> None:
    assert alive({}, DAY) and is_undated({}) and not is_undated({"validFrom": DAY})


@given(facts=FACTS, on=DAYS)
def test_term_that_runs_out_ends_nothing_unless_assumed(facts: dict[str, Any], on: date) -> None:
    without = {name: value for name, value in facts.items() if name != "termEnd"}
    assert alive(facts, on) == alive(without, on)
    assert alive(facts, on, assume_terms_end=True) <= alive(facts, on)


@given(facts=FACTS, days=st.lists(DAYS, min_size=3, max_size=3))
def test_life_has_no_gap(facts: dict[str, Any], days: list[date]) -> None:
    first, between, last = sorted(days)
    if alive(facts, first) and alive(facts, last):
        assert alive(facts, between)


@given(facts=FACTS, on=DAYS, assume=st.booleans())
def test_cypher_says_the_same(facts: dict[str, Any], on: date, assume: bool) -> None:
    words = alive_cypher("t", assume_terms_end=assume, on="on").replace("AND", "and").replace("OR", "or")
    for name in ("validFrom", "validTo", "termEnd"):
        words = words.replace(f"t.{name} IS NULL", str(facts.get(name) is None))
        words = words.replace(f"t.{name}", f"day({facts.get(name)!s:.10})" if facts.get(name) else "None")
    assert _evaluate(words, on) == alive(facts, on, assume_terms_end=assume)


def _evaluate(words: str, on: date) -> bool:
    """The predicate with null as Cypher has it: a comparison with null is never true, and is guarded by IS NULL."""
    clauses = [part.strip("() ") for part in words.split(" and ")]
    return all(any(_true(side.strip("() "), on) for side in clause.split(" or ")) for clause in clauses)


def _true(comparison: str, on: date) -> bool:
    if comparison in ("True", "False"):
        return comparison == "True"
    left, sign, right = comparison.replace("day(", "").replace(")", "").split(" ")
    values = [on if side == "on" else None if side == "None" else date.fromisoformat(side) for side in (left, right)]
    if values[0] is None or values[1] is None:
        return False
    return values[0] <= values[1] if sign == "<=" else values[0] < values[1]
