"""Rosters in any order, in one batch or several: the graph is the same."""

from __future__ import annotations

from collections import Counter
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from graph.model import load_model
from graph.store.records import GraphState
from loaders.reading import ReadFile, read_files

WORKBOOKS = Path(__file__).parent / "sheets" / "workbooks"
FIRST = ("divisions", "grids", "compounds")
"""What every other roster names, and refuses where it is unknown; grids and compounds name one another."""

_NAMES = [path.stem.lstrip("0123456789") for path in WORKBOOKS.iterdir()]

BY_EVIDENCE = ("Person", "Tenure", "Link", "Source")
"""What keeps the id of the evidence by which it was known first."""


@cache
def _books() -> dict[str, ReadFile]:
    paths = sorted(WORKBOOKS.iterdir())
    return {path.stem.lstrip("0123456789"): file for path, file in zip(paths, read_files(paths), strict=True)}


@pytest.fixture(scope="module")
def at_once() -> dict[str, Any]:
    """What all rosters give in one batch, once a test has loaded them."""
    return {}


def _ids(state: GraphState) -> set[str]:
    return {id for id, node in state.nodes.items() if node.label not in BY_EVIDENCE}


def _counts(state: GraphState) -> Counter[str]:
    return Counter(node.label for node in state.nodes.values())


ORDERS = st.permutations([name for name in sorted(_NAMES) if name not in FIRST])


@settings(
    max_examples=10,
    deadline=None,
    phases=(Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(order=ORDERS, cuts=st.sets(st.integers(1, len(_NAMES) - 1)))
def test_rosters_in_any_order_and_grouping_give_the_same_graph(
    batches: Any, at_once: dict[str, Any], order: list[str], cuts: set[int]
) -> None:
    books, loaded, whole = _books(), type(batches)(), at_once.setdefault("whole", type(batches)())
    if not whole.state.nodes:
        assert whole.load(*books.values())
    ends = [0, *sorted(cuts), len(order)]
    groups = [[books[name] for name in order[a:b]] for a, b in pairwise(ends) if a < b]
    loaded.load_in_turn([[books[name] for name in FIRST], *groups])
    assert _ids(loaded.state) == _ids(whole.state)
    assert loaded.said("RESERVE_FOR") == whole.said("RESERVE_FOR")
    assert _counts(loaded.state) == _counts(whole.state)
    assert loaded.load(*books.values())
    assert _ids(loaded.state) == _ids(whole.state) and _counts(loaded.state) == _counts(whole.state)
    for kind in {row.type for row in whole.state.relationships.values()} - {"JOINS"}:
        assert not Counter(whole.said(kind)) - Counter(loaded.said(kind)), kind


def test_rosters_say_nothing_that_the_model_does_not_allow(batches: Any) -> None:
    assert batches.load(*_books().values())
    model, state = load_model(), batches.state
    items = [(node.id, node.properties, model.properties(node.label)) for node in state.nodes.values()]
    items += [(row.id, row.properties, model.relationship_properties(row.type)) for row in state.relationships.values()]
    for id, told, declared in items:
        for name, row in declared.items():
            values = told.get(name, ()) if row.many else [told[name]] if name in told else []
            assert not row.values or set(values) <= set(row.values), (id, name)
            assert not row.required or name == "id" or told.get(name), (id, name)
        assert told.keys() <= declared.keys(), id
