"""Bodies tied by shared persons: the matrix says what networkx says."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.structure import projection

UNTIMED = settings(deadline=None)

standings = st.dictionaries(st.sampled_from("pqrst"), st.frozensets(st.sampled_from("abcd"), min_size=1))


@UNTIMED
@given(standing=standings)
def test_both_ways_count_what_intersecting_every_two_bodies_counts(standing: Any) -> None:
    expected = {}
    for a in "abcd":
        for b in "abcd":
            shared = sum({a, b} <= bodies for bodies in standing.values())
            if a < b and shared:
                expected[a, b] = shared
    assert projection.by_networkx(standing) == projection.by_matrix(standing) == expected


def test_large_networks_go_to_scipy(monkeypatch: Any) -> None:
    standing = {"p": frozenset("ab")}
    assert projection.library_for_projection(standing) == "networkx"
    monkeypatch.setattr(projection, "CSR_FROM", 2)
    assert projection.library_for_projection(standing) == "scipy"
    assert projection.shared_counts(standing) == {("a", "b"): 1}
