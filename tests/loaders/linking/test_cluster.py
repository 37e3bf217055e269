"""Joining never brings together what somebody has rejected, whatever the order of the joins."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from loaders.linking.cluster import Clusters

RECORDS = [*"abcdefgh"]
pairs = st.tuples(st.sampled_from(RECORDS), st.sampled_from(RECORDS)).filter(lambda pair: pair[0] != pair[1])


@given(joins=st.lists(pairs, max_size=30), rejected=st.lists(pairs, max_size=6))
def test_rejected_pairs_are_never_one(joins: list[tuple[str, str]], rejected: list[tuple[str, str]]) -> None:
    clusters = Clusters(RECORDS, rejected=rejected)
    for a, b in joins:
        assert clusters.join(a, b) == clusters.joined(a, b)
    assert not any(clusters.joined(a, b) for a, b in rejected)


@given(joins=st.lists(pairs, max_size=30), rejected=st.lists(pairs, max_size=6))
def test_every_record_is_in_one_person(joins: list[tuple[str, str]], rejected: list[tuple[str, str]]) -> None:
    clusters = Clusters(RECORDS, rejected=rejected)
    for a, b in joins:
        clusters.join(a, b)
    assert sorted(record for members in map(set, clusters.all()) for record in members) == RECORDS
    assert all(
        clusters.members(record) in map(set, clusters.all()) and record in clusters.members(record)
        for record in RECORDS
    )
    leaders = clusters.leaders()
    assert all((leaders[a] == leaders[b]) == clusters.joined(a, b) for a, b in combinations(RECORDS, 2))


@given(joins=st.lists(pairs, max_size=20))
def test_without_rejections_the_order_does_not_matter(joins: list[tuple[str, str]]) -> None:
    one, other = Clusters(RECORDS), Clusters(RECORDS)
    for a, b in joins:
        one.join(a, b)
    for a, b in reversed(joins):
        other.join(b, a)
    assert sorted(map(sorted, one.all())) == sorted(map(sorted, other.all()))


@given(joins=st.lists(pairs, max_size=20), rejected=st.lists(pairs, max_size=6), pair=pairs)
def test_may_join_says_what_join_would_do(
    joins: list[tuple[str, str]], rejected: list[tuple[str, str]], pair: tuple[str, str]
) -> None:
    clusters = Clusters(RECORDS, rejected=rejected)
    for a, b in joins:
        clusters.join(a, b)
    assert clusters.may_join(*pair) == clusters.join(*pair)


def test_rejection_of_an_unknown_record_forbids_nothing() -> None:
    clusters = Clusters(["a", "b"], rejected=[("a", "gone")])
    assert clusters.join("a", "b")
