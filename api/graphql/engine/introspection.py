"""The part of an operation that asks about the schema: answered by graphql-core, the rest by the store."""

from __future__ import annotations

from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    GraphQLSchema,
    OperationDefinitionNode,
    SelectionSetNode,
    execute_sync,
)
from graphql.execution.collect_fields import collect_fields

from api.graphql.compiler.operation import fragments_of

__all__ = ["describe", "split"]

_META = ("__schema", "__type")


def split(
    schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode, variables: dict[str, Any]
) -> tuple[OperationDefinitionNode, OperationDefinitionNode]:
    """The operation as two: what asks about the schema, and what asks the store; each with its root fields in place."""
    assert schema.query_type is not None
    fields = collect_fields(schema, fragments_of(document), variables, schema.query_type, operation.selection_set)
    about: list[FieldNode] = []
    rest: list[FieldNode] = []
    for nodes in fields.values():
        (about if nodes[0].name.value in _META else rest).extend(nodes)
    return _with(operation, about), _with(operation, rest)


def describe(
    schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode, variables: dict[str, Any]
) -> dict[str, Any]:
    """What the schema says of itself; the operation holds nothing else."""
    fragments = [row for row in document.definitions if isinstance(row, FragmentDefinitionNode)]
    result = execute_sync(schema, DocumentNode(definitions=(operation, *fragments)), variable_values=variables)
    return result.data or {}


def _with(operation: OperationDefinitionNode, fields: list[FieldNode]) -> OperationDefinitionNode:
    return OperationDefinitionNode(
        operation=operation.operation,
        name=operation.name,
        variable_definitions=operation.variable_definitions,
        directives=operation.directives,
        selection_set=SelectionSetNode(selections=tuple(fields)),
    )
