"""What operations cost."""

from __future__ import annotations

from typing import Any

import pytest
from graphql import GraphQLSchema

from api.graphql.errors import GraphqlFault
from api.graphql.limits import Limits, check_operation, price_plan
from tests.api.graphql.limits.conftest import Read

FILTERS = "query ($w: GridFilter = {covers: {some: {}}}) { grids(where: $w, first: 0) { nodes { id } } }"


@pytest.mark.parametrize(
    ("text", "price"),
    [
        ("{ __typename }", 0),
        ("{ grid(id: 1) { id name } }", 1),
        ("{ grid(id: 1) { parent { parent { id } } } }", 3),
        ("{ grids { nodes { id } } }", 1 + 100),
        ("{ grids { edges { cursor node { id } } } }", 1 + 100),
        ("{ grids { edges { cursor } nodes { id } pageInfo { hasNextPage } } }", 1 + 100),
        ("{ grids(first: 3) { nodes { parent { id } } } }", 1 + 3 * 2),
        ("{ grids(last: 3) { edges { node { parent { id } } } } }", 1 + 3 * 2),
        ("{ grids(first: 0) { nodes { parent { id } } } }", 1),
        ("{ grids { totalCount } }", 1 + 10),
        ("{ grids { totalCount aggregate { count households { sum } } groupBy(by: []) { aggregate { count } } } }", 31),
        ("{ grids(first: 3) { nodes { covers(first: 5) { nodes { id } totalCount } } } }", 1 + 3 * (1 + 1 + 5 + 10)),
        ("{ grids(first: 3) { nodes { id } } ...f } fragment f on Query { grids(first: 3) { nodes { name } } }", 4),
        ("{ grids(first: 3) { nodes { parent { id } } nodes { parent { name } } } }", 7),
        ("{ rules { id } }", 1 + 100),
        ('{ search(text: "a") { id } }', 1 + 50 + 20),
        ('{ search(text: "a", first: 5) { parent { id } } }', 1 + 50 + 5 * 2),
        ("{ neighbourhood(id: 1) { nodes { id } } }", 1 + 200 + 301),
        ("{ neighbourhood(id: 1, limit: 5) { nodes { id } edges { kind } } }", 1 + 200 + 6 + 6),
        ("{ __schema { types { name } } }", 100),
        ("{ grids(first: 0, where: {covers: {some: {covers: {none: {}}}}}) { nodes { id } } }", 1 + 2 * 10),
        ("{ grids(first: 3) { nodes { covers(first: 0, where: {covers: {all: {}}}) { nodes { id } } } } }", 1 + 3 * 12),
        ("{ grid(id: 1) { parent @skip(if: true) { id } } }", 1),
        ("{ grid(id: 1) { node { ... on Grid { parent { id } } } } }", 3),
        ("mutation { accept(id: 1) { id } }", 1),
    ],
)
def test_operation_has_its_price(schema: GraphQLSchema, read: Read, text: str, price: int) -> None:
    assert price_plan(*read(text), schema)({}) == price


@pytest.mark.parametrize(
    ("text", "variables", "price"),
    [
        ("query ($n: Int) { grids(first: $n) { nodes { id } } }", {"n": 7}, 8),
        ("query ($n: Int) { grids(first: $n) { nodes { id } } }", {}, 101),
        ("query ($n: Int) { grids(first: $n) { nodes { id } } }", {"n": None}, 101),
        ("query ($n: Int = 4) { grids(last: $n) { nodes { id } } }", {}, 5),
        ("query ($n: Int = 4) { grids(last: $n) { nodes { id } } }", {"n": None}, 101),
        ("query ($n: Int!) { grids(first: $n) { nodes { covers(first: $n) { nodes { id } } } } }", {"n": 3}, 1 + 3 * 5),
        (FILTERS, {}, 11),
        (FILTERS, {"w": None}, 1),
        (FILTERS, {"w": {"OR": [{"covers": {"all": {}}}, {"covers": {"single": {}}}]}}, 21),
        ("query ($w: GridFilter!) { grids(where: {OR: [$w, {covers: {all: {}}}]}) { totalCount } }", {"w": {}}, 21),
        ("query ($d: Boolean!) { grid(id: 1) { parent @include(if: $d) { id } } }", {"d": True}, 2),
        ("query ($d: Boolean!) { grid(id: 1) { parent @include(if: $d) { id } } }", {"d": False}, 1),
        ("query ($d: Boolean = true) { grid(id: 1) { ... @skip(if: $d) { parent { id } } } }", {}, 1),
        ("query ($d: Boolean!) { rules @skip(if: $d) { id } rules { id } }", {"d": True}, 101),
    ],
)
def test_price_follows_the_variables(
    schema: GraphQLSchema, read: Read, text: str, variables: dict[str, Any], price: int
) -> None:
    assert price_plan(*read(text), schema)(variables) == price


@pytest.mark.parametrize(
    ("arguments", "code", "numbers"),
    [
        ("first: 1001", "PAGE_LIMIT", {"name": "a", "limit": 1_000, "found": 1_001}),
        ("last: 1001", "PAGE_LIMIT", {"name": "a", "limit": 1_000, "found": 1_001}),
        ("first: -1", "BAD_USER_INPUT", {"name": "a", "found": -1}),
        ("first: 1, last: 1", "BAD_USER_INPUT", {"name": "a"}),
        ("first: $n", "PAGE_LIMIT", {"name": "a", "limit": 1_000, "found": 2_000}),
        ("first: 1, last: $n", "BAD_USER_INPUT", {"name": "a"}),
        ("last: $m", "BAD_USER_INPUT", {"name": "a", "found": -5}),
    ],
)
def test_pages_that_cannot_be_are_refused(
    schema: GraphQLSchema, read: Read, arguments: str, code: str, numbers: dict[str, Any]
) -> None:
    names = [name for name in ("$n: Int = 2000", "$m: Int") if name[:2] in arguments]
    head = f"query ({', '.join(names)}) " if names else ""
    with pytest.raises(GraphqlFault) as refused:
        check_operation(*read(f"{head}{{ a: grids({arguments}) {{ nodes {{ id }} }} }}"), schema, {"m": -5})
    assert (refused.value.code, refused.value.extensions) == (code, numbers)


def test_page_of_groups_is_bound_though_their_price_is_fixed(schema: GraphQLSchema, read: Read) -> None:
    with pytest.raises(GraphqlFault, match="PAGE_LIMIT"):
        price_plan(*read("{ grids { groupBy(by: [], first: 5000) { aggregate { count } } } }"), schema)


def test_default_page_is_a_setting(schema: GraphQLSchema, read: Read) -> None:
    assert price_plan(*read("{ grids { nodes { id } } }"), schema, Limits(default_page=10))({}) == 11
