"""Numbers up the area tree: for any tree an area is its children and its own targets, and a rate is an interval."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.coverage.outcome import Outcome
from graph.coverage.rollup import Counts, RollUp
from graph.coverage.verdict import Verdict
from graph.store.snapshot import DatedFacts, Edge, Fact, index_of, network_on
from graph.store.snapshot.areas import AreaTree

STATES = ("present", "gap", "unknown", "exempt")
outcomes = st.tuples(st.integers(0, 30), st.sampled_from(STATES), st.integers(0, 9), st.sampled_from([None, 0, 7]))


def tree_of(parents: list[int]) -> AreaTree:
    """The tree in which area ``n + 1`` lies within the area that stands at ``n``, counted round among those before it."""
    nodes = [Fact("0", "District", {}), *(Fact(str(n), "Community", {}) for n in range(1, len(parents) + 1))]
    edges = [Edge(str(n), str(parent % n), "WITHIN", {}) for n, parent in enumerate(parents, 1)]
    return index_of(network_on(DatedFacts(nodes, edges), date(2026, 11, 1))).areas


def counted(rows: list[tuple[int, str, int, int | None]], areas: int) -> list[Outcome]:
    """Targets at home in some of the areas."""
    return [
        Outcome(f"t{n}", str(home % areas), state, Verdict(state, numerator=part, denominator=whole))  # type: ignore[arg-type]
        for n, (home, state, part, whole) in enumerate(rows)
    ]


def total(counts: list[Counts]) -> Counts:
    """Their sum."""
    found = Counts()
    for one in counts:
        found.add(one)
    return found


@settings(deadline=None)
@given(parents=st.lists(st.integers(0, 30), max_size=12), rows=st.lists(outcomes, max_size=25))
def test_area_is_its_children_and_its_own_targets(parents: list[int], rows: list[Any]) -> None:
    tree = tree_of(parents)
    rollup = RollUp(counted(rows, len(parents) + 1), tree)
    for area in rollup.areas():
        parts = [rollup.of(child) for child in tree.children.get(area, [])]
        assert rollup.of(area) == total([*parts, rollup.direct(area) or Counts()])
    assert rollup.of("0") == total([rollup.direct(area) or Counts() for area in rollup.areas()])
    homes = {outcome.home for outcome in counted(rows, len(parents) + 1)}
    assert set(rollup.areas()) == {area for home in homes if home is not None for area in tree.above(home)}


@settings(deadline=None)
@given(rows=st.lists(outcomes, max_size=25))
def test_numbers_add_up_and_the_rate_lies_between_its_bounds(rows: list[Any]) -> None:
    counts = RollUp(counted(rows, 1), tree_of([])).of("0")
    assert counts.total == counts.due + counts.exempt == len(rows)
    assert counts.due == counts.present + counts.gap + counts.unknown
    if counts.ratio_low is not None and counts.ratio_high is not None:
        assert 0 <= counts.ratio_low <= counts.ratio_high <= 1
        assert counts.ratio_high - counts.ratio_low == pytest.approx(counts.unknown / counts.due)
    assert (counts.ratio is None) is (not counts.due or counts.unknown > 0)
    assert counts.ratio in (None, counts.ratio_low) and (counts.ratio_low is None) is (not counts.due)


def test_sums_are_over_known_targets_with_a_denominator() -> None:
    rows = [(0, "present", 3, 7), (0, "gap", 2, 7), (0, "unknown", 5, 7), (0, "exempt", 1, 7), (0, "present", 4, None)]
    counts = RollUp(counted(rows, 1), tree_of([])).of("0")
    assert (counts.numerator, counts.denominator) == (5, 14)


def test_area_without_targets_has_zeros_and_no_direct_ones() -> None:
    rollup = RollUp([], tree_of([0]))
    assert rollup.of("1") == Counts() and rollup.direct("1") is None
