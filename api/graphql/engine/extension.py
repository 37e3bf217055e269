"""For whoever runs the Strawberry schema itself: reads are compiled there too, and completion by field is passed over."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

from graphql import ExecutionResult, GraphQLError, OperationType
from graphql.execution.values import get_variable_values
from strawberry.extensions import SchemaExtension

if TYPE_CHECKING:
    from api.graphql.engine.engine import Engine

__all__ = ["CompiledReads"]


class CompiledReads(SchemaExtension):
    """Answers a query as one statement. The context holds ``engine`` and ``viewer``; mutations run as ever.

    Without an engine in the context nothing is done, and the fields of the schema say that they cannot be resolved.
    """

    async def on_execute(self) -> AsyncIterator[None]:
        """Sets the result before graphql-core would make it."""
        execution = self.execution_context
        engine: Engine | None = (execution.context or {}).get("engine") if execution.context else None
        if engine is not None and execution.operation_type.value == OperationType.QUERY.value:
            execution.result = await self._result(engine)
        yield

    async def _result(self, engine: Engine) -> ExecutionResult:
        execution = self.execution_context
        assert execution.query is not None
        try:
            prepared = engine.documents.prepare(execution.query)
            operation = engine.documents.operation(execution.query, prepared, execution.operation_name)
            coerced = get_variable_values(
                engine.schema, operation.definition.variable_definitions or (), execution.variables or {}
            )
            if isinstance(coerced, list):
                return ExecutionResult(None, coerced)
            operation.limit(coerced)
            data, _, errors = await engine.read(execution.query, operation, coerced, execution.context["viewer"])
        except Exception as error:  # noqa: BLE001 - it becomes an error of the answer
            return ExecutionResult(None, [error if isinstance(error, GraphQLError) else _told(error)])
        beside = [GraphQLError(row["message"], path=row["path"], extensions=row["extensions"]) for row in errors]
        return ExecutionResult(data, beside or None)


def _told(error: Exception) -> GraphQLError:
    from api.graphql.errors import from_store_error

    raised = from_store_error(error)
    return GraphQLError(str(raised.message), original_error=raised, extensions={"code": raised.code})
