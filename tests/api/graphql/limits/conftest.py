"""A small schema of the shape that the real one has."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from graphql import DocumentNode, GraphQLSchema, OperationDefinitionNode, build_schema, validate

from api.graphql.limits import Limits, check_document

SCHEMA = """
    type Query {
      grid(id: ID!): Grid
      grids(where: GridFilter, first: Int, last: Int): GridConnection!
      search(text: String!, first: Int = 20): [Grid!]!
      neighbourhood(id: ID!, limit: Int = 300): Neighbourhood
      rules: [Rule!]!
    }
    type Mutation { accept(id: ID!): Grid }
    type Rule { id: ID! }
    type Neighbourhood { nodes: [Grid!]!, edges: [Hop!]! }
    type Hop { kind: String }
    input GridFilter { AND: [GridFilter!], OR: [GridFilter!], name: StringFilter, covers: GridRelationFilter }
    input StringFilter { eq: String, in: [String!] }
    input GridRelationFilter { some: GridFilter, none: GridFilter, all: GridFilter, single: GridFilter }
    type GridConnection {
      edges: [GridEdge!]!, nodes: [Grid!]!, pageInfo: PageInfo!, totalCount: Int!, aggregate: GridAggregate!
      groupBy(by: [String!]!, first: Int = 100): [GridGroup!]!
    }
    type GridEdge { cursor: String!, node: Grid! }
    type PageInfo { hasNextPage: Boolean! }
    type GridAggregate { count: Int!, households: IntAggregate! }
    type IntAggregate { sum: Int }
    type GridGroup { aggregate: GridAggregate! }
    interface Node { id: ID! }
    type Grid implements Node {
      id: ID!, name: String, parent: Grid, node: Node
      covers(where: GridFilter, first: Int, last: Int): GridConnection!
    }
"""


@pytest.fixture(scope="session")
def schema() -> GraphQLSchema:
    return build_schema(SCHEMA)


Read = Callable[..., tuple[DocumentNode, OperationDefinitionNode]]


@pytest.fixture(scope="session")
def read(schema: GraphQLSchema) -> Read:
    """A valid document and its first operation."""

    def of(text: str, limits: Limits | None = None) -> tuple[DocumentNode, OperationDefinitionNode]:
        document = check_document(text, limits)
        assert not validate(schema, document)
        (operation, *_) = (each for each in document.definitions if isinstance(each, OperationDefinitionNode))
        return document, operation

    return of
