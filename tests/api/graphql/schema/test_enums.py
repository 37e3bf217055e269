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
    used = {word for enum in enums for value in enum.values for word in (value, f"{enum.name}.{value}")}
    assert not words().keys() - used


def test_a_word_may_mean_something_else_in_one_enumeration(schema: GraphQLSchema) -> None:
    ends, states = schema.type_map["TenureEndKnown"], schema.type_map["FindingState"]
    assert isinstance(ends, GraphQLEnumType) and isinstance(states, GraphQLEnumType)
    assert (ends.values["open"].description, states.values["open"].description) == (
        "尚未结束 / has not ended", "未结 / open",
    )  # fmt: skip
