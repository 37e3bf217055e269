"""The rungs of the ladder one by one, on bare records."""

from __future__ import annotations

import pytest

from loaders.linking.cluster import Clusters
from loaders.linking.evidence import (
    ALL_PAIRS_UP_TO,
    Decision,
    LinkFact,
    Stated,
    join_certain,
    join_stated,
    link_namings,
    queue,
)
from loaders.linking.records import Record


def records(*found: Record) -> dict[str, Record]:
    return {record.id: record for record in found}


def clusters(known: dict[str, Record], *rejected: tuple[str, str]) -> Clusters:
    return Clusters(sorted(known), rejected=rejected)


def test_link_is_the_same_whichever_record_comes_first() -> None:
    assert LinkFact("a", "b", "phone", "certain", "").id == LinkFact("b", "a", "queue", "pending", "").id


@pytest.mark.parametrize(("count", "links"), [(2, 1), (ALL_PAIRS_UP_TO, 15), (ALL_PAIRS_UP_TO + 1, 6)])
def test_many_records_of_one_phone_get_links_in_measure(count: int, links: int) -> None:
    known = records(*(Record(f"record-k{place}-x", "王伟", key="k") for place in range(count)))
    joined = clusters(known)
    assert len(join_certain(joined, known, ())) == links
    assert len([*joined.all()]) == 1


def test_confirmation_comes_before_phones_and_rejection_before_all() -> None:
    known = records(
        Record("record-a-1", "王伟", key="k"), Record("record-b-1", "王伟", key="k"), Record("record-c-1", "王伟")
    )
    joined = clusters(known, ("record-b-1", "record-c-1"))
    confirmed = Decision("record-a-1", "record-c-1", "confirmed")
    assert join_certain(joined, known, [confirmed]) == []
    assert joined.joined("record-a-1", "record-c-1") and not joined.joined("record-a-1", "record-b-1")


def test_number_joins_before_phone_and_both_give_a_link() -> None:
    known = records(
        Record("record-a-1", "王伟", key="k", number="7"), Record("record-b-1", "王伟", key="k", number="7")
    )
    assert [link.rung for link in join_certain(clusters(known), known, ())] == ["number", "phone"]


def test_namings_joined_otherwise_need_no_link_by_the_post() -> None:
    known = records(*(Record(f"record-{kind}-1", "王伟") for kind in "abc"))
    joined = clusters(known)
    joined.join("record-a-1", "record-b-1")
    before = joined.leaders()
    joined.join("record-a-1", "record-c-1")
    (link,) = link_namings(joined, before, [[*known]])
    assert (link.a, link.b, link.rung, link.state) == ("record-a-1", "record-c-1", "post", "stated")


@pytest.mark.parametrize(
    ("candidates", "joins"), [((), False), (("b",), True), (("b", "c"), False), (("b", "d"), True)]
)
def test_statement_joins_the_one_person_of_that_name(candidates: tuple[str, ...], joins: bool) -> None:
    joined = Clusters("abcd")
    joined.join("b", "d")
    found = join_stated(joined, [Stated("a", candidates, "该行写明")])
    assert bool(found) == joined.joined("a", "b") == joins


def test_statement_of_what_is_joined_already_is_no_link() -> None:
    joined = Clusters("ab")
    joined.join("a", "b")
    assert join_stated(joined, [Stated("a", ("b",), "该行写明")]) == []


def test_queue_takes_one_pair_for_two_persons_and_stays_with_it() -> None:
    known = records(*(Record(f"record-{kind}-1", "王伟") for kind in "abcd"))
    shared = {id: {"area-1"} for id in known}
    joined = clusters(known)
    joined.join("record-a-1", "record-b-1")
    joined.join("record-c-1", "record-d-1")
    assert [(link.a, link.b) for link in queue(joined, known, shared, set())] == [("record-a-1", "record-c-1")]
    waiting = {frozenset(("record-b-1", "record-d-1"))}
    assert [(link.a, link.b) for link in queue(joined, known, shared, waiting)] == [("record-b-1", "record-d-1")]


@pytest.mark.parametrize(
    ("other", "places"),
    [
        (Record("record-a-2", "王伟"), {"area-1"}),
        (Record("record-b-1", "王玮"), {"area-1"}),
        (Record("record-b-1", None), {"area-1"}),
        (Record("record-b-1", "王伟"), {"area-2"}),
    ],
)
def test_queue_needs_two_rosters_one_name_and_one_place(other: Record, places: set[str]) -> None:
    known = records(Record("record-a-1", "王伟"), other)
    assert queue(clusters(known), known, {"record-a-1": {"area-1"}, other.id: places}, set()) == []


def test_queue_forgets_persons_who_are_rejected() -> None:
    known = records(*(Record(f"record-{kind}-1", "王伟") for kind in "abc"))
    joined = clusters(known, ("record-a-1", "record-c-1"))
    joined.join("record-a-1", "record-b-1")
    assert queue(joined, known, {id: {"area-1"} for id in known}, set()) == []
