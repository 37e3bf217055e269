"""Operations compiled and run against the test run's store without the engine around them."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from graphql import GraphQLSchema, OperationDefinitionNode, parse, validate
from graphql.execution.values import get_variable_values

from api.accounts.viewer import LOCAL, Viewer
from api.graphql.compiler import Plan, compile_operation
from api.graphql.compiler.access import Access
from api.graphql.compiler.plan import run_finish
from api.graphql.schema import build_schema
from graph.store.connection import Store

__all__ = ["DAY", "asked", "plan_of"]

DAY = date(2026, 11, 1)


@cache
def _schema() -> GraphQLSchema:
    return build_schema()._schema


def plan_of(
    document: str, variables: dict[str, Any] | None = None, viewer: Viewer = LOCAL
) -> tuple[Plan, dict[str, Any]]:
    """The plan of a document's one operation, and the variables as coerced."""
    parsed = parse(document)
    assert validate(_schema(), parsed) == []
    operation = parsed.definitions[0]
    assert isinstance(operation, OperationDefinitionNode)
    coerced = get_variable_values(_schema(), operation.variable_definitions, variables or {})
    assert isinstance(coerced, dict), coerced
    return compile_operation(_schema(), parsed, operation, coerced, Access.of(viewer)), coerced


def asked(store: Store, document: str, variables: dict[str, Any] | None = None, viewer: Viewer = LOCAL) -> Any:
    """The data of the answer, as of 2026-11-01 where the document does not say."""
    plan, coerced = plan_of(document, variables, viewer)
    data: dict[str, Any] = {key: make(viewer, {}) for key, make in plan.told.items()}
    if plan.text is not None:
        row = store.one(plan.text, **plan.bind(coerced, today=DAY, scope=viewer.areas))
        assert row is not None
        data |= row["data"]
        assert run_finish(data, plan.finish) == []
    return data
