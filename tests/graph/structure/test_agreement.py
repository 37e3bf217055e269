"""Agreement of two groupings, held against counting pairs one by one."""

from __future__ import annotations

from itertools import combinations
from math import comb

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.structure.agreement import adjusted_rand_index, normalised_mutual_information

UNTIMED = settings(deadline=None)

groupings = st.lists(st.tuples(st.sampled_from("xyz"), st.sampled_from("123")), min_size=2, max_size=12)


@UNTIMED
@given(both=groupings)
def test_rand_index_is_what_counting_pairs_gives(both: list[tuple[str, str]]) -> None:
    together_a = sum(p[0] == q[0] for p, q in combinations(both, 2))
    together_b = sum(p[1] == q[1] for p, q in combinations(both, 2))
    together = sum(p == q for p, q in combinations(both, 2))
    expected, most = together_a * together_b / comb(len(both), 2), (together_a + together_b) / 2
    wanted = 1.0 if most == expected else (together - expected) / (most - expected)
    assert adjusted_rand_index([a for a, _ in both], [b for _, b in both]) == pytest.approx(wanted)


@UNTIMED
@given(both=groupings)
def test_information_is_symmetric_and_between_0_and_1(both: list[tuple[str, str]]) -> None:
    a, b = [one for one, _ in both], [two for _, two in both]
    assert normalised_mutual_information(a, b) == pytest.approx(normalised_mutual_information(b, a))
    assert -1e-9 <= normalised_mutual_information(a, b) <= 1 + 1e-9


@pytest.mark.parametrize("measure", [adjusted_rand_index, normalised_mutual_information])
def test_names_of_groups_do_not_matter(measure: object) -> None:
    assert callable(measure) and measure("xxyyz", "22331") == pytest.approx(1.0)
