from __future__ import annotations

import random
import zlib
from datetime import date

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import UsageError
from graph.store.snapshot import DatedFacts, Edge, Fact, demo
from graph.store.snapshot.packed import pack_facts, unpack_facts

properties = st.fixed_dictionaries(
    {}, optional={"name": st.text(max_size=5), "households": st.integers(0, 9), "validFrom": st.dates(date(1950, 1, 1)),
                  "sources": st.lists(st.text(max_size=5), max_size=2)}
)  # fmt: skip
facts = st.dictionaries(st.text(min_size=1, max_size=3), properties, min_size=1).flatmap(
    lambda rows: st.tuples(
        st.just([Fact(id, "Grid", row) for id, row in rows.items()]),
        st.lists(st.builds(Edge, st.sampled_from(sorted(rows)), st.sampled_from(sorted(rows)), st.just("ADJACENT_TO"),
                           st.fixed_dictionaries({}, optional={"validTo": st.dates(date(1950, 1, 1))})), max_size=5),
    )
)  # fmt: skip


@given(facts, st.randoms(use_true_random=False))
def test_facts_come_back_and_their_order_does_not_matter(
    told: tuple[list[Fact], list[Edge]], chance: random.Random
) -> None:
    nodes, edges = told
    data = pack_facts(DatedFacts(nodes, edges, True, "v"))
    found = unpack_facts(data)
    assert sorted(found.nodes, key=str) == sorted(nodes, key=str)
    assert sorted(found.edges, key=str) == sorted(edges, key=str)
    assert (found.synthetic, found.version) == (True, "v")
    chance.shuffle(nodes)
    chance.shuffle(edges)
    assert pack_facts(DatedFacts(nodes, edges, True, "v")) == data


@pytest.mark.parametrize(
    "data", [b"", b"no file of ours", zlib.compress(b"[]"), zlib.compress(orjson.dumps({"format": 2}))]
)
def test_other_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        unpack_facts(data)


@pytest.mark.parametrize(("name", "key"), [("none.facts", "demo_missing"), ("demo.py", "demo_damaged")])
def test_missing_or_damaged_file_says_what_to_do(monkeypatch: pytest.MonkeyPatch, name: str, key: str) -> None:
    monkeypatch.setattr(demo, "DEMO_FILE", name)
    with pytest.raises(UsageError, match="make demo") as caught:
        demo.demo_network()
    assert caught.value.message.key == f"snapshot.{key}"
