"""An operation answered slowly and simply: graphql-core's own execution, and a loop over the facts for every field.

What is general to GraphQL (merging of fields, fragments, directives, variables, completion) is graphql-core's; what the
answers are is the contract's, written down here a second time, and independent of the compiler and of any database.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from graphql import (
    GraphQLError,
    GraphQLResolveInfo,
    GraphQLSchema,
    OperationDefinitionNode,
    build_schema,
    execute_sync,
    get_named_type,
    get_operation_ast,
    parse,
    print_schema,
    validate,
)
from graphql.execution.values import get_variable_values

import api.graphql.schema
from api.accounts.viewer import Viewer
from api.graphql.catalogue import catalogue
from graph.as_of import today
from tests.api.graphql.equality.facts import Facts
from tests.api.graphql.equality.refusals import Refusals
from tests.api.graphql.equality.roots import Roots

__all__ = ["Evaluated", "Evaluation", "plain_schema"]

LOOSE = {
    ("Query", "path"): "way", ("Neighbourhood", "edges"): "bag", ("Person", "dualRoles"): "bag", ("Area", "coverage"): "bag",
    ("Query", "rules"): "bag",
}  # fmt: skip
"""Fields whose answer the contract does not order: compared as a bag; a path by its length and by whether it is one."""


@cache
def plain_schema() -> GraphQLSchema:
    """The schema of the program with nothing but graphql-core behind it: scalars as they come, enumerations as their names."""
    return build_schema(print_schema(api.graphql.schema.build_schema()._schema))


@dataclass
class Evaluated:
    """An answer: data, or None where the operation is refused; the codes of errors; where the order is open."""

    data: dict[str, Any] | None
    codes: set[str] = field(default_factory=set)
    loose: dict[tuple[str | int, ...], str] = field(default_factory=dict)


class Evaluation:
    """Answers operations about some facts for one viewer."""

    def __init__(self, facts: Facts, viewer: Viewer, day: date | None = None) -> None:
        self.viewer = viewer
        self.roots = Roots(facts, viewer, day or today())
        self.schema = plain_schema()

    def answer(self, text: str, variables: Mapping[str, Any] | None = None, name: str | None = None) -> Evaluated:
        """The answer to an operation."""
        try:
            document = parse(text)
        except GraphQLError:
            return Evaluated(None, {"GRAPHQL_PARSE_FAILED"})
        if validate(self.schema, document):
            return Evaluated(None, {"GRAPHQL_VALIDATION_FAILED"})
        operation = get_operation_ast(document, name)
        if not isinstance(operation, OperationDefinitionNode):
            return Evaluated(None, {"BAD_USER_INPUT"})
        given = get_variable_values(self.schema, operation.variable_definitions or (), dict(variables or {}))
        if isinstance(given, list):
            return Evaluated(None, {"BAD_USER_INPUT"})
        if refused := Refusals(self.schema, document, given, self.viewer).look(operation):
            return Evaluated(None, refused)
        loose: dict[tuple[str | int, ...], str] = {}

        def resolve(source: Any, info: GraphQLResolveInfo, **arguments: Any) -> Any:
            if word := _looseness(info):
                loose[tuple(info.path.as_list())] = word
            if isinstance(source, Mapping):
                return source[info.field_name]
            return source.answer(info.field_name, arguments)

        answered = execute_sync(
            self.schema, document, self.roots, variable_values=dict(variables or {}), operation_name=name,
            field_resolver=resolve, type_resolver=lambda value, *_: value.typename,
        )  # fmt: skip
        return Evaluated(answered.data, {_code(error) for error in answered.errors or ()}, loose)


def _code(error: GraphQLError) -> str:
    """The code of an error; what is no answer of ours is a fault of the evaluation and goes up."""
    if "code" not in (error.extensions or {}):
        raise error.original_error or error
    return str((error.extensions or {})["code"])


def _looseness(info: GraphQLResolveInfo) -> str | None:
    """How a field's answer is compared where not to the letter."""
    type, name = info.parent_type.name, info.field_name
    if (name == "cursor" and type.endswith("Edge")) or name in ("startCursor", "endCursor"):
        return "cursor"
    if get_named_type(info.return_type).name == "DateTime":
        return "moment"
    row = catalogue().types.get(type)
    return LOOSE.get((row.home if row is not None else type, name))
