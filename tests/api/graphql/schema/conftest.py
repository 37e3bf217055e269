"""The schema under test as graphql-core has it."""

from __future__ import annotations

import pytest
from graphql import GraphQLSchema

from api.graphql.schema import build_schema


@pytest.fixture(scope="session")
def schema() -> GraphQLSchema:
    """The schema of this program's model."""
    return build_schema()._schema
