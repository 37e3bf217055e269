"""One operation for one viewer, from request to answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson
from graphql import GraphQLError, OperationDefinitionNode
from graphql.execution.values import get_variable_values

from api.graphql.compiler.access import Access
from api.graphql.engine.answer import Answer, Request, refused, refused_by
from api.graphql.engine.extension import CompiledReads
from api.graphql.engine.introspection import describe, split
from api.graphql.engine.plans import Plans
from api.graphql.engine.prepared import Documents, Operation
from api.graphql.engine.reads import run_plan
from api.graphql.errors import GraphqlFault, fault, from_graphql_core, from_store_error
from api.graphql.limits import Limits, Price
from api.graphql.schema import build_schema
from graph.as_of import today

if TYPE_CHECKING:
    from neo4j import AsyncDriver

    from api.accounts.viewer import Viewer
    from graph.store.connection import Store

__all__ = ["Engine"]

_MOST_ERRORS = 5


class Engine:
    """Runs operations: reads as one statement each through ``driver``, mutations through ``store``.

    ``limits``: what one operation may ask for. Without ``store`` nothing can be written. ``documents.kept`` and
    ``plans.kept`` count what was found prepared.
    """

    def __init__(
        self,
        driver: AsyncDriver,
        *,
        database: str | None = None,
        store: Store | None = None,
        limits: Limits | None = None,
    ) -> None:
        self.driver = driver
        self.database = database
        self.store = store
        self.limits = limits or Limits()
        self.strawberry = build_schema(CompiledReads)
        self.schema = self.strawberry._schema
        self.documents = Documents(self.schema, self.limits)
        self.plans = Plans(self.schema)

    async def answer(self, request: Request, viewer: Viewer, context: dict[str, Any] | None = None) -> Answer:
        """The answer to one operation; faults are part of it, nothing is raised.

        ``context``: what mutations are told beside viewer and store, such as the client's address for the audit.
        """
        kind, price = "", 0
        roots: tuple[str, ...] = ()
        try:
            operation, variables = self._understand(request)
            kind, roots = operation.kind, operation.roots
            if request.read_only and not operation.is_query:
                raise fault("BAD_USER_INPUT", "http.write_by_get")
            cost = operation.limit(variables)
            price = cost.price
            if operation.is_query:
                data, plan_personal, errors = await self.read(request.document, operation, variables, viewer)
                return _answered(data, errors, cost, operation, plan_personal)
            return await self._write(request, operation, viewer, cost, context or {})
        except _Refused as refusal:
            return refused([from_graphql_core(error) for error in refusal.errors], 400, kind)
        except GraphQLError as error:
            return refused([from_graphql_core(error)], 400, kind)
        except GraphqlFault as raised:
            return refused_by(raised, kind, price, roots)
        except Exception as error:  # noqa: BLE001 - nothing of what went wrong inside may reach a client
            return refused_by(from_store_error(error), kind, price, roots)

    def _understand(self, request: Request) -> tuple[Operation, dict[str, Any]]:
        """The operation asked for and its variables as coerced."""
        prepared = self.documents.prepare(request.document)
        if prepared.errors:
            raise _Refused(list(prepared.errors))
        operation = self.documents.operation(request.document, prepared, request.operation_name)
        if not operation.definition.variable_definitions:
            return operation, {}
        variables = get_variable_values(
            self.schema, operation.definition.variable_definitions, request.variables, max_errors=_MOST_ERRORS
        )
        if isinstance(variables, list):
            raise _Refused(variables)
        return operation, variables

    async def read(
        self, text: str, operation: Operation, variables: dict[str, Any], viewer: Viewer
    ) -> tuple[dict[str, Any], bool, list[dict[str, Any]]]:
        """Data by response key, whether unmasked personal data is among it, and errors that stand beside it."""
        told: dict[str, Any] = {}
        asked: OperationDefinitionNode | None = None
        if operation.asks_schema:
            about, asked = split(self.schema, operation.document, operation.definition, variables)
            if about.selection_set.selections:
                told = describe(self.schema, operation.document, about, variables)
        plan = self.plans.plan(text, operation, variables, Access.of(viewer), asked)
        parameters = plan.bind(variables, today=today(), scope=viewer.areas)
        data, errors = await run_plan(self.driver, self.database, plan, parameters, self.limits.seconds)
        told.update({key: make(viewer, variables) for key, make in plan.told.items()})
        return {**data, **told}, plan.personal, errors

    async def _write(
        self, request: Request, operation: Operation, viewer: Viewer, cost: Price, context: dict[str, Any]
    ) -> Answer:
        """A mutation, by Strawberry's ordinary execution."""
        result = await self.strawberry.execute(
            request.document,
            request.variables,
            {**context, "viewer": viewer, "store": self.store},
            operation_name=request.operation_name,
        )
        errors = [from_graphql_core(error) for error in result.errors or ()]
        return _answered(result.data, errors, cost, operation, False)


class _Refused(Exception):
    """Several errors of graphql-core at once."""

    def __init__(self, errors: list[GraphQLError]) -> None:
        super().__init__(len(errors))
        self.errors = errors


def _answered(
    data: dict[str, Any] | None, errors: list[dict[str, Any]], cost: Price, operation: Operation, personal: bool
) -> Answer:
    body: dict[str, Any] = {"data": data}
    if errors:
        body["errors"] = errors
    body["extensions"] = {"cost": cost.extension()}
    code = errors[0]["extensions"]["code"] if errors else None
    return Answer(200, orjson.dumps(body), False, personal, operation.kind, cost.price, code, operation.roots)
