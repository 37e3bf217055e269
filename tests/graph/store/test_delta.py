"""A difference goes into its log and comes back whole, and its inverse takes it back."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.store.delta import Changed, Delta, decode_delta, encode_delta
from graph.store.records import Node, Relationship

IDS = st.text(alphabet="abc-0123456789", min_size=1, max_size=12)
VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(-(2**53), 2**53), st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=20), st.dates(), st.datetimes(timezones=st.just(UTC)), st.lists(st.text(max_size=8), max_size=4),
)  # fmt: skip
PROPERTIES = st.dictionaries(st.text(alphabet="abcdefg@", min_size=1, max_size=6), VALUES, max_size=4)
NODES = st.builds(Node, IDS, st.sampled_from([("Area", "Grid"), ("Post",)]), PROPERTIES)
RELATIONSHIPS = st.builds(Relationship, IDS, st.sampled_from(["WITHIN", "HOLDER"]), IDS, IDS, PROPERTIES)
CHANGES = st.builds(
    Changed, IDS, st.dictionaries(st.text(alphabet="abc", min_size=1), st.tuples(VALUES, VALUES), max_size=3)
)
DELTAS = st.builds(
    Delta,
    *(st.lists(items, max_size=3) for items in (NODES, RELATIONSHIPS, CHANGES, CHANGES, NODES, RELATIONSHIPS)),
)


@given(delta=DELTAS)
def test_log_comes_back_whole(delta: Delta) -> None:
    assert decode_delta(encode_delta(delta)) == delta


@given(delta=DELTAS)
def test_inverse_of_the_inverse_is_the_difference(delta: Delta) -> None:
    assert delta.inverse().inverse() == delta
    assert set(delta.inverse().touched()) == set(delta.touched())
    assert bool(delta.inverse()) == bool(delta)


def test_inverse_brings_back_what_was_deleted_and_takes_what_was_created() -> None:
    grid, gone = (
        Node("area-1", ("Area", "Grid"), {}),
        Relationship("rel-1", "WITHIN", "area-2", "area-3", {"validTo": None}),
    )
    back = Delta(created_nodes=[grid], deleted_relationships=[gone]).inverse()
    assert (back.deleted_nodes, back.created_relationships) == ([grid], [gone])


def test_touched_names_the_ends_of_relationships() -> None:
    delta = Delta(created_relationships=[Relationship("rel-1", "WITHIN", "area-1", "area-2", {})])
    assert set(delta.touched()) == {"rel-1", "area-1", "area-2"}


@pytest.mark.parametrize("value", [date(2026, 11, 1), datetime(2026, 11, 1, 8, tzinfo=UTC), 1.0, 1, True, "2026-11-01"])
def test_values_keep_their_types(value: Any) -> None:
    (change,) = decode_delta(encode_delta(Delta(changed_nodes=[Changed("a", {"x": (None, value)})]))).changed_nodes
    assert change.values["x"] == (None, value) and type(change.values["x"][1]) is type(value)


def test_value_that_cannot_be_logged_is_refused_before_anything_is_written() -> None:
    with pytest.raises(TypeError, match="set"):
        encode_delta(Delta(created_nodes=[Node("a", ("Post",), {"x": {1}})]))


DAMAGES = {
    "cut off": lambda data: data[:-9],
    "something before": lambda data: b"x" + data,
    "nothing left": lambda data: b"",
    "a byte changed": lambda data: data[:20] + b"\0" + data[21:],
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_damaged_log_is_noticed(damage: Any) -> None:
    grids = [Node(f"area-{place}", ("Area", "Grid"), {"name": "第1网格"}) for place in range(50)]
    with pytest.raises(ValueError, match=r".+"):
        decode_delta(damage(encode_delta(Delta(created_nodes=grids))))


def test_empty_difference_is_nothing() -> None:
    assert not Delta() and decode_delta(encode_delta(Delta())) == Delta()
