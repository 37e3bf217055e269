"""Connections: nodes beside edges, counts, figures; edges carry what the relationship carries."""

from __future__ import annotations

import pytest
from graphql import GraphQLObjectType, GraphQLSchema

from api.graphql.catalogue import Relation, catalogue

TYPES = [row for row in catalogue().types.values() if row.name != "Node"]
RELATIONS = {
    catalogue().connection_name(relation): relation
    for row in catalogue().types.values()
    for relation in row.relations.values()
    if relation.many
}


def fields(schema: GraphQLSchema, name: str) -> dict[str, str]:
    found = schema.type_map[name]
    assert isinstance(found, GraphQLObjectType)
    return {name: str(field.type) for name, field in found.fields.items()}


def connection(node: str, edge: str) -> dict[str, str]:
    return {
        "edges": f"[{edge}!]!", "nodes": f"[{node}!]!", "pageInfo": "PageInfo!", "totalCount": "Int!",
        "aggregate": f"{node}Aggregate!", "groupBy": f"[{node}Group!]!",
    }  # fmt: skip


@pytest.mark.parametrize("name", [row.name for row in TYPES])
def test_connection_of_a_type(schema: GraphQLSchema, name: str) -> None:
    assert fields(schema, f"{name}Connection") == connection(name, f"{name}Edge")
    assert fields(schema, f"{name}Edge") == {"cursor": "String!", "node": f"{name}!"}


@pytest.mark.parametrize(("name", "relation"), RELATIONS.items(), ids=RELATIONS)
def test_connection_of_a_relation(schema: GraphQLSchema, name: str, relation: Relation) -> None:
    edge = catalogue().edge_name(relation)
    assert fields(schema, name) == connection(relation.target, edge) | {"outsideCount": "Int!"}
    carried = {row.name: f"[{row.kind}!]" if row.many else row.kind for row in relation.scalars.values()}
    assert fields(schema, edge) == {"cursor": "String!", "node": f"{relation.target}!", **carried}


def test_edge_of_a_check_in_says_when(schema: GraphQLSchema) -> None:
    assert fields(schema, "PersonCheckedInEdge")["on"] == "Date"


def test_groups_are_a_hundred_by_default(schema: GraphQLSchema) -> None:
    found = schema.type_map["GridConnection"]
    assert isinstance(found, GraphQLObjectType)
    by, first = found.fields["groupBy"].args["by"], found.fields["groupBy"].args["first"]
    assert (str(by.type), str(first.type), first.default_value) == ("[GridGroupKey!]!", "Int", 100)


def test_page_says_what_lies_around_it(schema: GraphQLSchema) -> None:
    assert fields(schema, "PageInfo") == {
        "hasNextPage": "Boolean!", "hasPreviousPage": "Boolean!", "startCursor": "String", "endCursor": "String",
    }  # fmt: skip
