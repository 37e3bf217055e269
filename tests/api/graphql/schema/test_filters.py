"""Filters and orders: the operators that fit each property, quantifiers for relations, one key an order."""

from __future__ import annotations

import pytest
from graphql import GraphQLInputObjectType, GraphQLSchema, coerce_input_value
from strawberry.exceptions import StrawberryInputCoercionError

from api.graphql.catalogue import NodeType, catalogue

TYPES = [*catalogue().types.values()]
RANGE = ("lt", "lte", "gt", "gte")
OPERATORS = {
    "ID": ("eq", "in", "isNull"),
    "String": ("eq", "in", "contains", "startsWith", "endsWith", "isNull"),
    **dict.fromkeys(("Int", "Float", "Date", "DateTime"), ("eq", "in", *RANGE, "isNull")),
    "Boolean": ("eq", "isNull"),
    **dict.fromkeys(catalogue().enums, ("eq", "in", "isNull")),
}


def inputs(schema: GraphQLSchema, name: str) -> dict[str, str]:
    found = schema.type_map[name]
    assert isinstance(found, GraphQLInputObjectType)
    return {name: str(field.type) for name, field in found.fields.items()}


@pytest.mark.parametrize(("kind", "operators"), OPERATORS.items(), ids=OPERATORS)
def test_operators_fit_the_kind_of_value(schema: GraphQLSchema, kind: str, operators: tuple[str, ...]) -> None:
    types = {"in": f"[{kind}!]", "isNull": "Boolean"}
    assert inputs(schema, f"{kind}Filter") == {name: types.get(name, kind) for name in operators}


def test_a_list_can_be_asked_for_what_it_holds(schema: GraphQLSchema) -> None:
    assert inputs(schema, "ListFilter") == {"has": "String", "isNull": "Boolean"}
    assert inputs(schema, "GridFilter")["aliases"] == "ListFilter"


@pytest.mark.parametrize("row", TYPES, ids=lambda row: row.name)
def test_filter_asks_of_every_property_and_relation(schema: GraphQLSchema, row: NodeType) -> None:
    name = row.name
    asked = inputs(schema, f"{name}Filter")
    kinds = {scalar.name: scalar.enum or scalar.kind for scalar in row.scalars.values() if scalar.filterable}
    lists = {scalar.name for scalar in row.scalars.values() if scalar.many}
    expected = {"AND": f"[{name}Filter!]", "OR": f"[{name}Filter!]", "NOT": f"{name}Filter"}
    expected |= {key: "ListFilter" if key in lists else f"{kind}Filter" for key, kind in kinds.items()}
    if name != "Node":
        expected |= {key: f"{relation.target}RelationFilter" for key, relation in row.relations.items()}
    assert asked == expected


@pytest.mark.parametrize("target", sorted({relation.target for row in TYPES for relation in row.relations.values()}))
def test_relation_is_asked_by_quantifier(schema: GraphQLSchema, target: str) -> None:
    expected = dict.fromkeys(("some", "none", "all", "single"), f"{target}Filter")
    assert inputs(schema, f"{target}RelationFilter") == expected


@pytest.mark.parametrize("row", TYPES, ids=lambda row: row.name)
def test_order_names_every_sortable_property(schema: GraphQLSchema, row: NodeType) -> None:
    sortable = [scalar.name for scalar in row.scalars.values() if scalar.sortable]
    assert inputs(schema, f"{row.name}Order") == dict.fromkeys(sortable, "Direction")


@pytest.mark.parametrize("value", [{}, {"name": "ASC", "code": "DESC"}, {"name": None}])
def test_an_order_has_exactly_one_key(schema: GraphQLSchema, value: dict[str, str]) -> None:
    order = schema.type_map["GridOrder"]
    assert isinstance(order, GraphQLInputObjectType)
    with pytest.raises(StrawberryInputCoercionError):
        coerce_input_value(value, order)
    assert coerce_input_value({"name": "ASC"}, order)["name"].value == "ASC"
