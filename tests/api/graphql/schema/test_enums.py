"""Enumerations: the values of the model, none without words in both languages."""

from __future__ import annotations

import pytest
from graphql import GraphQLEnumType, GraphQLSchema

from api.graphql.catalogue import EnumType, catalogue
from api.graphql.schema.enums import words

ENUMS = [*catalogue().enums.values()]


@pytest.mark.parametrize("enum", ENUMS, ids=lambda enum: enum.name)
def test_enumeration_has_the_values_of_the_model(schema: GraphQLSchema, enum: EnumType) -> None:
    found = schema.type_map[enum.name]
    assert isinstance(found, GraphQLEnumType)
    assert [*found.values] == [*enum.values]
    assert all(found.serialize(value) == value for value in enum.values)


def test_role_says_what_it_is(schema: GraphQLSchema) -> None:
    found = schema.type_map["Role"]
    assert isinstance(found, GraphQLEnumType)
    assert found.values["gridLeader"].description == "网格长 / grid leader"


def test_no_word_is_left_over(schema: GraphQLSchema) -> None:
    enums = [type for type in schema.type_map.values() if isinstance(type, GraphQLEnumType)]
    used = {value for enum in enums for value in enum.values}
    assert not words().keys() - used
