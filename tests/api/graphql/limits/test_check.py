"""All limits of one operation together."""

from __future__ import annotations

import pytest
from graphql import GraphQLSchema, get_introspection_query

from api.graphql.errors import GraphqlFault
from api.graphql.limits import Limits, Price, check_operation, limit_plan
from tests.api.graphql.limits.conftest import Read

PAGES = "query ($n: Int) { grids(first: $n) { nodes { covers(first: $n) { nodes { id } } } } }"


def test_price_stands_beside_the_budget(schema: GraphQLSchema, read: Read) -> None:
    price = check_operation(*read("{ grids { totalCount } }"), schema, {})
    assert price == Price(11, 200_000) and price.extension() == {"price": 11, "budget": 200_000}


def test_plan_is_made_once_and_judges_every_set_of_variables(schema: GraphQLSchema, read: Read) -> None:
    check = limit_plan(*read(PAGES), schema)
    assert check({"n": 400}).price == 1 + 400 * 402
    with pytest.raises(GraphqlFault) as refused:
        check({"n": 1_000})
    assert (refused.value.code, refused.value.extensions) == ("COST_LIMIT", {"price": 1_002_001, "budget": 200_000})


def test_price_beyond_every_number_of_json_is_told_as_the_largest(schema: GraphQLSchema, read: Read) -> None:
    inner = "id"
    for _ in range(9):
        inner = f"covers(first: 1000) {{ nodes {{ {inner} }} }}"
    with pytest.raises(GraphqlFault) as refused:
        check_operation(*read(f"{{ grid(id: 1) {{ {inner} }} }}"), schema, {})
    assert refused.value.extensions["price"] == 2**53 - 1


def test_long_values_in_variables_are_refused(schema: GraphQLSchema, read: Read) -> None:
    text = "query ($w: GridFilter) { grids(where: $w) { totalCount } }"
    with pytest.raises(GraphqlFault, match="BAD_USER_INPUT"):
        check_operation(*read(text), schema, {"w": {"name": {"eq": "x" * 1_000_000}}})


def test_fields_at_the_top_are_bound(schema: GraphQLSchema, read: Read) -> None:
    text = "{" + " ".join(f"a{n}: grid(id: 1) {{ id }}" for n in range(51)) + "}"
    with pytest.raises(GraphqlFault) as refused:
        check_operation(*read(text), schema, {})
    assert (refused.value.code, refused.value.extensions) == ("ALIAS_LIMIT", {"limit": 50, "found": 51})


@pytest.mark.parametrize(
    "text", [get_introspection_query(), '{ ...f } fragment f on Query { __type(name: "Grid") { name } }']
)
def test_questions_about_the_schema_can_be_switched_off(schema: GraphQLSchema, read: Read, text: str) -> None:
    assert check_operation(*read(text), schema, {}).price == 100
    with pytest.raises(GraphqlFault, match="INTROSPECTION_OFF"):
        check_operation(*read(text), schema, {}, Limits(introspection=False))


def test_typename_is_answered_without_introspection(schema: GraphQLSchema, read: Read) -> None:
    assert check_operation(*read("{ __typename rules { id } }"), schema, {}, Limits(introspection=False)).price == 101
