"""Which namings of one post are one holder; the cases from end to end stand in test_homonyms.py."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.linking.cluster import Clusters
from loaders.linking.holders import NOW, Held, Span, holders_of_post, meet
from loaders.linking.records import Record

DAYS = st.dates(date(2015, 1, 1), date(2030, 1, 1))
SPANS = st.one_of(
    st.just(NOW), st.tuples(DAYS, st.none()), st.tuples(DAYS, DAYS).filter(lambda span: span[0] < span[1])
)


@given(one=SPANS, other=SPANS)
def test_meeting_is_mutual(one: Span, other: Span) -> None:
    assert meet(one, other) == meet(other, one)
    assert meet(one, one)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((date(2018, 1, 1), date(2021, 1, 1)), (date(2021, 1, 1), None), False),
        ((date(2018, 1, 1), date(2021, 1, 2)), (date(2021, 1, 1), None), True),
        ((date(2018, 1, 1), None), NOW, True),
        ((date(2018, 1, 1), date(2021, 1, 1)), NOW, False),
    ],
)
def test_spans_are_half_open_and_now_means_living(one: Span, other: Span, expected: bool) -> None:
    assert meet(one, other) is expected


def held(id: str, *records: str) -> Held:
    return Held(id, "post-1", "person-1", records, date(2020, 1, 1), None)


def test_stored_tenures_of_two_rosters_become_one_holder_again() -> None:
    records = {id: Record(id, "王伟") for id in ("record-a-1", "record-b-1")}
    stored = [held("tenure-1", "record-a-1"), held("tenure-2", "record-b-1")]
    (holder,) = holders_of_post((), stored, records, Clusters(records), single=True)
    assert [tenure.id for tenure in holder.stored] == ["tenure-1", "tenure-2"]


def test_stored_tenures_of_one_roster_stay_two_holders() -> None:
    records = {id: Record(id, "王伟") for id in ("record-a-1", "record-a-2")}
    stored = [held("tenure-1", "record-a-1"), held("tenure-2", "record-a-2")]
    assert len(holders_of_post((), stored, records, Clusters(records), single=True)) == 2


def test_rejection_parts_the_records_of_a_stored_tenure() -> None:
    records = {id: Record(id, "王伟") for id in ("record-a-1", "record-b-1")}
    clusters = Clusters(records, rejected=[("record-a-1", "record-b-1")])
    one, other = holders_of_post((), [held("tenure-1", *records)], records, clusters, single=True)
    assert [tenure.id for tenure in one.stored] == ["tenure-1"] and not one.parted
    assert [tenure.id for tenure in other.parted] == ["tenure-1"] and not other.stored


def test_people_without_a_name_are_never_one_by_the_post() -> None:
    records = {id: Record(id, None) for id in ("record-a-1", "record-b-1")}
    stored = [held("tenure-1", "record-a-1"), held("tenure-2", "record-b-1")]
    assert len(holders_of_post((), stored, records, Clusters(records), single=True)) == 2
