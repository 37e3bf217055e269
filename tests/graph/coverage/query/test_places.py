"""Where a node stands, which rosters tell of it, how a code begins, and what relationships say."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

Ask = Callable[..., Any]

PLACES = {
    "d": {"label": "District", "name": "示例区", "code": "140213000000"}, "s": {"label": "Street", "name": "永泰街道"},
    "c": {"label": "Community", "name": "康吉社区"}, "g": {"label": "Grid", "name": "第1网格", "code": "140213050001001"},
}  # fmt: skip
TREE = [("s", "WITHIN", "d"), ("c", "WITHIN", "s"), ("g", "WITHIN", "c")]
LISTED = {"x": {"label": "Person", "name": "甲"}, "p": "Post", "q": "Post"}


@pytest.mark.parametrize(
    ("of", "level", "value"),
    [
        ("g", "community", "永泰街道康吉社区"),
        ("g", "grid", "永泰街道康吉社区第1网格"),
        ("g", "street", "永泰街道"),
        ("s", "community", None),
        ("d", "district", "示例区"),
    ],
)
def test_area_is_told_by_its_names_from_the_street_down(ask: Ask, of: str, level: str, value: str | None) -> None:
    assert ask("expression", {"area": level}, {of: PLACES[of], **PLACES}, TREE) == value


@pytest.mark.parametrize(
    ("code", "length", "value"), [("140213050001001", 6, "140213"), ("1402", 6, "1402"), (None, 6, None)]
)
def test_text_has_a_beginning(ask: Ask, code: str | None, length: int, value: str | None) -> None:
    grid = {"g": {"label": "Grid", **({"code": code} if code else {})}}
    assert ask("expression", {"beginning": "code", "length": length}, grid) == value


@pytest.mark.parametrize(
    ("sources", "value"),
    [
        ((), ""),
        (("a#3",), "grids"),
        (("a#3", "a#4:name", "b#9"), "compounds、grids"),
        (("gone#1",), ""),
    ],
)
def test_roster_is_the_kinds_whose_rows_tell_of_a_node(ask: Ask, sources: tuple[str, ...], value: str) -> None:
    sheets = {"a": {"label": "Source", "kind": "grids"}, "b": {"label": "Source", "kind": "compounds"}}
    assert ask("expression", "roster", {"g": {"label": "Grid", "sources": list(sources)}, **sheets}) == value


@pytest.mark.parametrize(
    ("form", "days", "value"),
    [
        ("one", ("2026-01-02",), date(2026, 1, 2)),
        ("one", ("2026-01-02", "2026-03-04"), None),
        ("one", ("2026-01-02", None), date(2026, 1, 2)),
        ("least", ("2026-01-02", "2026-03-04"), date(2026, 1, 2)),
        ("greatest", ("2026-01-02", "2026-03-04"), date(2026, 3, 4)),
        ("join", ("2026-03-04", "2026-01-02"), "2026-01-02、2026-03-04"),
        ("least", (), None),
    ],
)
def test_values_of_the_relationships_that_lead_there(
    ask: Ask, form: str, days: tuple[str | None, ...], value: Any
) -> None:
    edges = [
        ("x", "RESERVE_FOR", post, {"listedOn": date.fromisoformat(day)} if day else {})
        for post, day in zip("pq", days, strict=False)
    ]
    assert ask("expression", {form: "->RESERVE_FOR Post", "edge": "listedOn"}, LISTED, edges) == value


@pytest.mark.parametrize(
    ("spec", "label", "problem"),
    [
        ({"area": "village"}, "Grid", "at.area rules.no_level"),
        ({"beginning": "code", "length": 0}, "Grid", "at.beginning rules.bad_expression"),
        ({"beginning": "codes", "length": 6}, "Grid", "at.beginning rules.no_property"),
        ({"one": "->RESERVE_FOR Post", "edge": "listed"}, "Person", "at.one.edge rules.no_edge_property"),
    ],
)
def test_wrong_expressions_are_told(problems_in: Callable[..., list[str]], spec: Any, label: str, problem: str) -> None:
    assert problem in problems_in("expression", spec, label)
