"""Figures and groups: what can be measured is, what tells of a person never is."""

from __future__ import annotations

import pytest
from graphql import GraphQLEnumType, GraphQLObjectType, GraphQLSchema

from api.graphql.catalogue import NodeType, catalogue

TYPES = [*catalogue().types.values()]


def fields(schema: GraphQLSchema, name: str) -> dict[str, str]:
    found = schema.type_map[name]
    assert isinstance(found, GraphQLObjectType)
    return {name: str(field.type) for name, field in found.fields.items()}


@pytest.mark.parametrize("kind", ["Int", "Float", "Date", "DateTime"])
def test_figures_fit_the_kind_of_value(schema: GraphQLSchema, kind: str) -> None:
    figures = {"min": kind, "max": kind} | ({"sum": kind, "avg": "Float"} if kind in ("Int", "Float") else {})
    assert fields(schema, f"{kind}Aggregate") == figures


@pytest.mark.parametrize("row", TYPES, ids=lambda row: row.name)
def test_aggregate_counts_and_measures(schema: GraphQLSchema, row: NodeType) -> None:
    measured = {key: f"{scalar.kind}Aggregate" for key, scalar in row.scalars.items() if scalar.measurable}
    assert fields(schema, f"{row.name}Aggregate") == {"count": "Int!", **measured}


@pytest.mark.parametrize("row", TYPES, ids=lambda row: row.name)
def test_groups_are_made_by_what_few_nodes_share(schema: GraphQLSchema, row: NodeType) -> None:
    keys = {key: scalar.enum or scalar.kind for key, scalar in row.scalars.items() if scalar.groupable}
    enum = schema.type_map[f"{row.name}GroupKey"]
    assert isinstance(enum, GraphQLEnumType)
    assert [*enum.values] == [*keys]
    assert [enum.parse_value(key).value for key in keys] == [*keys]
    assert fields(schema, f"{row.name}GroupKeys") == keys
    assert fields(schema, f"{row.name}Group") == {
        "key": f"{row.name}GroupKeys!", "aggregate": f"{row.name}Aggregate!",
    }  # fmt: skip


def test_persons_are_not_grouped_by_name(schema: GraphQLSchema) -> None:
    assert {"name", "phone", "pinyin"}.isdisjoint(fields(schema, "PersonGroupKeys"))
