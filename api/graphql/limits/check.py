"""All that is checked of one operation: once for the document, and cheaply for each set of variables."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from graphql import DocumentNode, GraphQLSchema, OperationDefinitionNode

from api.graphql.errors import fault
from api.graphql.limits.price import price_plan
from api.graphql.limits.settings import Limits
from api.graphql.limits.shape import shape_of
from api.graphql.limits.values import check_variables

__all__ = ["Price", "check_operation", "limit_plan"]

_LARGEST = 2**53 - 1
"""What every reader of JSON takes as a whole number."""


@dataclass(frozen=True, slots=True)
class Price:
    """What an operation costs and what it might have cost, as ``extensions.cost`` of an answer."""

    price: int
    budget: int

    def extension(self) -> dict[str, int]:
        """As an answer's extension."""
        return {"price": self.price, "budget": self.budget}


def limit_plan(
    document: DocumentNode, operation: OperationDefinitionNode, schema: GraphQLSchema, limits: Limits | None = None
) -> Callable[[Mapping[str, Any]], Price]:
    """Checks what no variable changes, and gives the check that remains for each request.

    The document has passed :func:`check_document` and validation. Raises ALIAS_LIMIT for too many fields at the top,
    INTROSPECTION_OFF, and PAGE_LIMIT or BAD_USER_INPUT for pages as written; what it gives raises these for pages and
    values in variables, and COST_LIMIT.
    """
    limits = limits or Limits()
    shape = shape_of(document, operation)
    if shape.introspects and not limits.introspection:
        raise fault("INTROSPECTION_OFF")
    if shape.roots > limits.roots:
        raise fault("ALIAS_LIMIT", "graphql.root_limit", limit=limits.roots, found=shape.roots)
    price = price_plan(document, operation, schema, limits)

    def check(variables: Mapping[str, Any]) -> Price:
        if variables:
            check_variables(variables, limits)
        asked = price(variables)
        if asked > limits.cost:
            raise fault("COST_LIMIT", price=min(asked, _LARGEST), budget=limits.cost)
        return Price(asked, limits.cost)

    return check


def check_operation(
    document: DocumentNode,
    operation: OperationDefinitionNode,
    schema: GraphQLSchema,
    variables: Mapping[str, Any],
    limits: Limits | None = None,
) -> Price:
    """The price of one operation with its variables; raises for whatever is over a limit, as :func:`limit_plan` does."""
    return limit_plan(document, operation, schema, limits)(variables)
