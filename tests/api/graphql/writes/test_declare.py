"""The mutations as the schema has them."""

from __future__ import annotations

from graphql import GraphQLNonNull, GraphQLObjectType

from api.graphql.schema import build_schema
from api.graphql.writes.table import WRITES


def mutations() -> GraphQLObjectType:
    root = build_schema()._schema.mutation_type
    assert root is not None
    return root


def test_every_mutation_is_carried_out_and_every_write_declared() -> None:
    assert set(mutations().fields) == set(WRITES)
    assert all(write.name == name for name, write in WRITES.items())


def test_one_refused_decision_leaves_the_others_their_answer() -> None:
    assert not [name for name, field in mutations().fields.items() if isinstance(field.type, GraphQLNonNull)]


def test_every_decision_says_what_it_was_taken_on() -> None:
    for name, field in mutations().fields.items():
        seen = field.args["state" if name.endswith("Link") else "revision"]
        assert isinstance(seen.type, GraphQLNonNull), name
