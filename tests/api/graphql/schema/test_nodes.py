"""Interfaces and object types: every label, property and relation of the model, with the right type."""

from __future__ import annotations

import pytest
from graphql import GraphQLInterfaceType, GraphQLObjectType, GraphQLSchema

from api.graphql.catalogue import NodeType, catalogue

TYPES = [*catalogue().types.values()]


def field_of(schema: GraphQLSchema, type: str, name: str) -> str:
    """A field's type in GraphQL's notation."""
    found = schema.type_map[type]
    assert isinstance(found, GraphQLObjectType | GraphQLInterfaceType)
    return str(found.fields[name].type)


@pytest.mark.parametrize("row", TYPES, ids=lambda row: row.name)
def test_type_is_there_with_its_interfaces(schema: GraphQLSchema, row: NodeType) -> None:
    found = schema.type_map[row.name]
    assert isinstance(found, GraphQLInterfaceType if row.is_interface else GraphQLObjectType)
    assert {interface.name for interface in found.interfaces} == set(row.interfaces)


@pytest.mark.parametrize("row", [row for row in TYPES if row.is_interface], ids=lambda row: row.name)
def test_interface_has_the_types_of_its_nodes(schema: GraphQLSchema, row: NodeType) -> None:
    found = schema.type_map[row.name]
    assert isinstance(found, GraphQLInterfaceType)
    assert {type.name for type in schema.get_possible_types(found)} == set(row.concrete)


@pytest.mark.parametrize("row", TYPES, ids=lambda row: row.name)
def test_properties_are_fields_of_their_type(schema: GraphQLSchema, row: NodeType) -> None:
    kinds = {key: scalar.enum or scalar.kind for key, scalar in row.scalars.items()}
    expected = {key: f"[{kind}!]" if row.scalars[key].many else kind for key, kind in kinds.items()} | {"id": "ID!"}
    assert {key: field_of(schema, row.name, key) for key in row.scalars} == expected


@pytest.mark.parametrize("row", TYPES, ids=lambda row: row.name)
def test_relations_are_fields_that_lead_to_their_targets(schema: GraphQLSchema, row: NodeType) -> None:
    expected = {
        name: f"{catalogue().connection_name(relation)}!" if relation.many else relation.target
        for name, relation in row.relations.items()
    }
    assert {name: field_of(schema, row.name, name) for name in row.relations} == expected


@pytest.mark.parametrize("row", TYPES, ids=lambda row: row.name)
def test_relations_with_many_neighbours_are_paged(schema: GraphQLSchema, row: NodeType) -> None:
    page = {"first": "Int", "after": "String", "last": "Int", "before": "String"}
    for name, relation in row.relations.items():
        arguments = schema.type_map[row.name].fields[name].args  # type: ignore[attr-defined]
        where = {"where": f"{relation.target}Filter", "orderBy": f"[{relation.target}Order!]"}
        assert {key: str(said.type) for key, said in arguments.items()} == (where | page if relation.many else {})


@pytest.mark.parametrize("row", TYPES, ids=lambda row: row.name)
def test_node_says_whether_it_is_a_placeholder(schema: GraphQLSchema, row: NodeType) -> None:
    assert field_of(schema, row.name, "outside") == "Boolean!"


def test_nothing_but_identities_and_wrappers_is_sure_to_be_there(schema: GraphQLSchema) -> None:
    sure = {
        name: str(field.type)
        for row in TYPES
        for name, field in schema.type_map[row.name].fields.items()  # type: ignore[attr-defined]
        if str(field.type).endswith("!") and name not in row.relations
    }
    assert sure == {
        "id": "ID!", "outside": "Boolean!", "vacancies": "PostConnection!", "dualRoles": "[DualRole!]!",
        "holders": "PersonConnection!", "history": "[Tenure!]!",
    }  # fmt: skip


def test_description_says_at_which_end_of_a_relation_a_field_is(schema: GraphQLSchema) -> None:
    fields = schema.type_map["Area"].fields  # type: ignore[attr-defined]
    assert fields["parent"].description == "属于 → 区域 / within → Area"
    assert fields["parts"].description == "属于 ← 区域 / within ← Area"
    assert "个人信息" in schema.type_map["Person"].fields["phone"].description  # type: ignore[attr-defined]
