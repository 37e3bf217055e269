"""Plans of reads, found again by document, operation, access and the shape of the variables."""

from __future__ import annotations

from typing import Any

from graphql import GraphQLSchema, OperationDefinitionNode

from api.graphql.compiler import Plan, compile_operation
from api.graphql.compiler.access import Access
from api.graphql.engine.prepared import Operation
from api.graphql.engine.recent import Recent

__all__ = ["Plans"]

_KEPT = 1_000


class Plans:
    """The plans used last; a plan is made at most once for a document, access and shape while it is remembered."""

    def __init__(self, schema: GraphQLSchema) -> None:
        self._schema = schema
        self.kept: Recent[Plan] = Recent(_KEPT)

    def plan(
        self,
        text: str,
        operation: Operation,
        variables: dict[str, Any],
        access: Access,
        definition: OperationDefinitionNode | None = None,
    ) -> Plan:
        """The plan for these variables; ``definition``: the part of the operation that the store answers, if not all."""
        name = operation.definition.name
        key = (text, name.value if name else None, access, operation.shape(variables))
        found = self.kept.get(key)
        if found is None:
            found = compile_operation(
                self._schema, operation.document, definition or operation.definition, variables, access
            )
            self.kept.put(key, found)
        return found
