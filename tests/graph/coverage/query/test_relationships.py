"""What paths ask of relationships: values, lists, comparisons with thresholds and moved dates."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

Ask = Callable[..., Any]


@pytest.mark.parametrize(
    ("asked", "told", "answer"),
    [
        ({"tier": "community"}, {"tier": "community"}, True),
        ({"tier": "community"}, {"tier": "talent"}, False),
        ({"tier": "community"}, {}, None),
        ({"tier": ["community", "talent"]}, {"tier": "talent"}, True),
        ({"tier": {"not": "talent"}}, {"tier": "community"}, True),
        ({"tier": {"recorded": False}}, {}, True),
        ({"tier": {"recorded": True}}, {}, False),
        ({"listedOn": {"under": {"date": "asOf", "months": -12}}}, {"listedOn": date(2025, 11, 1)}, False),
        ({"listedOn": {"under": {"date": "asOf", "months": -12}}}, {"listedOn": date(2025, 10, 31)}, True),
        ({"listedOn": {"under": {"date": "asOf", "months": -12}}}, {}, None),
        ({"listedOn": {"atLeast": "$off"}}, {"listedOn": date(2025, 11, 1)}, None),
        ({"tier": "talent", "listedOn": {"over": date(2026, 1, 1)}}, {"tier": "community"}, False),
        ({"tier": "talent", "listedOn": {"over": date(2026, 1, 1)}}, {"tier": "talent"}, None),
        ({"listedOn": {"over": date(2026, 1, 1), "atMost": "asOf"}}, {"listedOn": date(2026, 11, 1)}, True),
        ({"listedOn": {"over": date(2026, 1, 1), "atMost": "asOf"}}, {"listedOn": date(2026, 11, 2)}, False),
    ],
)
def test_relationship_says_what_is_asked(ask: Ask, asked: Any, told: dict[str, Any], answer: bool | None) -> None:
    spec = {"exists": {"step": "->RESERVE_FOR Post", "edge": asked}}
    edges = [("a", "RESERVE_FOR", "p", told)]
    assert ask("condition", spec, {"a": "Person", "p": "Post"}, edges, thresholds={"off": None}) is answer


@pytest.mark.parametrize(
    ("edge", "problem"),
    [
        ({"teir": "talent"}, "at.edge rules.no_edge_property"),
        ({"tier": {"startsWith": "t"}}, "at.edge.tier rules.no_operator"),
        ({"listedOn": {"under": "$none"}}, "at.edge.listedOn.under rules.no_threshold"),
        ("talent", "at.edge rules.bad_condition"),
    ],
)
def test_wrong_questions_to_relationships_are_told(
    problems_in: Callable[..., list[str]], edge: Any, problem: str
) -> None:
    assert problem in problems_in("path", {"step": "->RESERVE_FOR Post", "edge": edge}, "Person")
