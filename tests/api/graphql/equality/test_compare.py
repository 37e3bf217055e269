"""The comparison finds what differs, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.graphql.equality.compare import difference
from tests.api.graphql.equality.evaluate import Evaluated


@pytest.mark.parametrize(
    ("want", "have"),
    [
        ({"a": 1}, {"a": 1.0}),
        ({"a": 0.1 + 0.2}, {"a": 0.3}),
        ({"c": "x"}, {"c": "y"}),
        ({"m": "2026-11-01T00:00:00+00:00"}, {"m": "2026-11-01T00:00:00Z"}),
        ({"b": [1, 2]}, {"b": [2, 1]}),
        ({"w": {"length": 2, "nodes": []}}, {"w": {"length": 2, "nodes": [1, 2, 3]}}),
        ({"a": 1, "b": []}, {"b": [], "a": 1}),
    ],
)
def test_equal_answers_have_no_difference(want: Any, have: Any) -> None:
    loose: dict[tuple[str | int, ...], str] = {("c",): "cursor", ("m",): "moment", ("b",): "bag", ("w",): "way"}
    assert difference(Evaluated(want, set(), loose), have, set(), False) is None


@pytest.mark.parametrize(
    ("want", "have", "told"),
    [
        ({"a": {"b": [1, 2]}}, {"a": {"b": [1, 3]}}, "at a.b.1: expected 2, answered 3"),
        ({"a": 1}, {"a": True}, "at a: expected 1, answered True"),
        ({"a": None}, {"a": 0}, "at a: expected None, answered 0"),
        ({"a": "1"}, {"a": 1}, "at a: expected '1', answered 1"),
        ({"a": 1.0}, {"a": 1.00001}, "at a: expected 1.0, answered 1.00001"),
        ({"a": [1]}, {"a": [1, 1]}, "at a: expected '1 items [1]', answered '2 items [1, 1]'"),
        ({"a": 1}, {"b": 1}, "at the top: expected ['a'], answered ['b']"),
        ({"a": None}, None, "at the top: expected {'a': None}, answered None"),
    ],
)
def test_difference_is_told_with_its_path(want: Any, have: Any, told: str) -> None:
    assert difference(Evaluated(want), have, set(), False) == told


@pytest.mark.parametrize(
    ("want", "codes", "is_refused", "equal"),
    [
        (Evaluated(None, {"FORBIDDEN", "BAD_CURSOR"}), {"FORBIDDEN"}, True, True),
        (Evaluated(None, {"FORBIDDEN"}), {"BAD_CURSOR"}, True, False),
        (Evaluated(None, {"FORBIDDEN"}), set(), False, False),
        (Evaluated({}, set()), {"FORBIDDEN"}, True, False),
        (Evaluated({}, {"NO_SAVED_RUN"}), {"NO_SAVED_RUN"}, False, True),
        (Evaluated({}, {"NO_SAVED_RUN"}), set(), False, False),
    ],
)
def test_errors_are_compared_by_code(want: Evaluated, codes: set[str], is_refused: bool, equal: bool) -> None:
    assert (difference(want, {}, codes, is_refused) is None) is equal
