"""Values in variables and in documents."""

from __future__ import annotations

from typing import Any

import pytest

from api.graphql.errors import GraphqlFault
from api.graphql.limits import Limits, check_document
from api.graphql.limits.values import check_variables, count_quantifiers

LIMITS = Limits(string=10, items=5, values=20, value_depth=4)


def nested(levels: int) -> dict[str, Any]:
    return {"some": nested(levels - 1)} if levels > 1 else {}


@pytest.mark.parametrize(
    ("value", "code", "numbers"),
    [
        ("x" * 11, "BAD_USER_INPUT", {"name": "$w", "limit": 10, "found": 11}),
        ({"name": {"in": ["x" * 11]}}, "BAD_USER_INPUT", {"name": "$w", "limit": 10, "found": 11}),
        ({"name": {"in": ["x"] * 6}}, "PAGE_LIMIT", {"name": "$w", "limit": 5, "found": 6}),
        ({"OR": [{}] * 6}, "PAGE_LIMIT", {"name": "$w", "limit": 5, "found": 6}),
        (nested(5), "DEPTH_LIMIT", {"name": "$w", "limit": 4}),
        ([["x"] * 5] * 5, "BAD_USER_INPUT", {"limit": 20}),
    ],
    ids=["string", "inner-string", "in", "or", "depth", "many"],
)
def test_values_of_variables_over_a_limit_are_refused(value: Any, code: str, numbers: dict[str, Any]) -> None:
    with pytest.raises(GraphqlFault) as refused:
        check_variables({"n": 1, "w": value}, LIMITS)
    assert (refused.value.code, refused.value.extensions) == (code, numbers)


@pytest.mark.parametrize(
    ("argument", "code"),
    [
        ('name: {eq: "xxxxxxxxxxx"}', "BAD_USER_INPUT"),
        ('name: {in: ["a", "b", "c", "d", "e", "f"]}', "PAGE_LIMIT"),
        ("AND: {AND: {AND: {AND: {}}}}", "DEPTH_LIMIT"),
        ("OR: [{}, {OR: [{}, {}, {}, {}, {}]}, {OR: [{}, {}, {}, {}, {}]}, {OR: [{}, {}, {}]}]", "BAD_USER_INPUT"),
    ],
    ids=["string", "in", "depth", "many"],
)
@pytest.mark.parametrize(
    "text",
    [
        "{{ grids(where: {{{0}}}) {{ totalCount }} }}",
        "query ($w: GridFilter = {{{0}}}) {{ grids(where: $w) {{ totalCount }} }}",
        "{{ grid(id: 1) {{ ... @include(if: {{{0}}}) {{ id }} }} }}",
        "query A {{ rules {{ id }} }} fragment f on Grid {{ covers(where: {{{0}}}) {{ totalCount }} }}",
    ],
    ids=["argument", "default", "directive", "fragment"],
)
def test_values_written_in_a_document_are_bound_alike(argument: str, code: str, text: str) -> None:
    with pytest.raises(GraphqlFault) as refused:
        check_document(text.format(argument), LIMITS)
    assert refused.value.code == code


def test_values_within_the_limits_pass() -> None:
    check_variables({"w": {**nested(4), "name": {"in": ["x" * 10] * 5}}, "n": 10**30, "b": None, "f": 1.5}, LIMITS)


def test_objects_of_thousands_of_levels_are_refused_like_others() -> None:
    value: Any = {}
    for _ in range(5_000):
        value = {"AND": [value]}
    with pytest.raises(GraphqlFault, match="DEPTH_LIMIT"):
        check_variables({"w": value}, Limits())


def test_a_word_among_values_is_no_quantifier() -> None:
    assert count_quantifiers({"name": {"in": ["some", "all"]}, "covers": {"all": {}, "none": {}}}) == 2
