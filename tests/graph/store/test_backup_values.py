"""Property values as JSON and back."""

from __future__ import annotations

from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st
from neo4j.time import Date, DateTime

from graph.store.backup.values import decode, encode

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
INTEGERS = st.integers(-(2**63), 2**63 - 1)
FLOATS = st.floats(allow_nan=False)
DATES = st.dates().map(Date.from_native)
TIMES = st.datetimes().map(DateTime.from_native)
VALUES = st.one_of(TEXT, INTEGERS, FLOATS, st.booleans(), st.binary(), DATES, TIMES)
LISTS = st.one_of(*(st.lists(kind, max_size=4) for kind in (TEXT, INTEGERS, FLOATS, st.booleans(), DATES, TIMES)))


def typed(value: Any) -> Any:
    return [typed(one) for one in value] if isinstance(value, list) else (type(value), repr(value))


@given(VALUES | LISTS)
def test_decode_gives_back_what_encode_took(value: Any) -> None:
    assert typed(decode(orjson.loads(orjson.dumps(encode(value))))) == typed(value)


def test_encode_refuses_what_no_property_has_and_decode_what_it_does_not_know() -> None:
    with pytest.raises(TypeError, match="complex"):
        encode([1j])
    with pytest.raises(ValueError, match="@vector"):
        decode({"@vector": [1]})
