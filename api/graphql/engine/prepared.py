"""Documents parsed, validated and limited once, and found again by their text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLSchema,
    InlineFragmentNode,
    OperationDefinitionNode,
    OperationType,
    SelectionNode,
    Visitor,
    validate,
    visit,
)

from api.graphql.compiler.shape import Shape, shape_of
from api.graphql.engine.recent import Recent
from api.graphql.limits import Limits, Price, check_document, limit_plan

__all__ = ["Documents", "Operation", "Prepared"]

_META = ("__schema", "__type")
_KEPT = 500
_MOST_ERRORS = 20


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation of a valid document, with what was worked out of it.

    ``asks_schema``: some field asks about the schema itself, so not all of it is for the store. ``roots``: the root fields
    by name, each once.
    """

    document: DocumentNode
    definition: OperationDefinitionNode
    limit: Callable[[Mapping[str, Any]], Price]
    shape: Shape
    asks_schema: bool
    roots: tuple[str, ...]

    @property
    def kind(self) -> str:
        """query, mutation or subscription."""
        return self.definition.operation.value

    @property
    def is_query(self) -> bool:
        """Whether it only reads."""
        return self.definition.operation is OperationType.QUERY


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document with its operations, or what is wrong with it."""

    document: DocumentNode
    errors: tuple[GraphQLError, ...] = ()
    operations: dict[str | None, OperationDefinitionNode] = field(default_factory=dict)

    def choose(self, name: str | None) -> OperationDefinitionNode:
        """The operation of that name, or the only one; raises ``GraphQLError`` as graphql-core words it."""
        if name is None:
            if len(self.operations) == 1:
                return next(iter(self.operations.values()))
            several = "Must provide operation name if query contains multiple operations."
            raise GraphQLError(several if self.operations else "Must provide an operation.")
        found = self.operations.get(name)
        if found is None:
            raise GraphQLError(f"Unknown operation named '{name}'.")
        return found


class Documents:
    """The documents and operations used last."""

    def __init__(self, schema: GraphQLSchema, limits: Limits) -> None:
        self._schema = schema
        self._limits = limits
        self.kept: Recent[Prepared] = Recent(_KEPT)
        self._operations: Recent[Operation] = Recent(_KEPT)

    def prepare(self, text: str) -> Prepared:
        """The document of a text; raises what :func:`~api.graphql.limits.check_document` raises for what is none."""
        found = self.kept.get(text)
        if found is None:
            document = check_document(text, self._limits)
            errors = validate(self._schema, document, max_errors=_MOST_ERRORS)
            operations = {
                definition.name.value if definition.name else None: definition
                for definition in document.definitions
                if isinstance(definition, OperationDefinitionNode)
            }
            found = Prepared(document, tuple(errors), operations)
            self.kept.put(text, found)
        return found

    def operation(self, text: str, prepared: Prepared, name: str | None) -> Operation:
        """One operation of a valid document. Raises ``GraphQLError`` for a wrong name, and faults for what no variable
        makes right."""
        key = (text, name)
        found = self._operations.get(key)
        if found is None:
            definition = prepared.choose(name)
            found = Operation(
                prepared.document,
                definition,
                limit_plan(prepared.document, definition, self._schema, self._limits),
                shape_of(definition, self._schema),
                _asks_schema(prepared.document),
                tuple(dict.fromkeys(_roots(prepared.document, definition))),
            )
            self._operations.put(key, found)
        return found


def _roots(document: DocumentNode, definition: OperationDefinitionNode) -> Iterator[str]:
    """The names of root fields, those in fragments among them; the document is valid, so no fragment spreads itself."""
    fragments = {one.name.value: one for one in document.definitions if isinstance(one, FragmentDefinitionNode)}
    waiting: list[SelectionNode] = [*definition.selection_set.selections]
    while waiting:
        node = waiting.pop(0)
        if isinstance(node, FieldNode):
            yield node.name.value
        elif isinstance(node, FragmentSpreadNode):
            waiting += fragments[node.name.value].selection_set.selections
        elif isinstance(node, InlineFragmentNode):
            waiting += node.selection_set.selections


class _Meta(Visitor):
    def __init__(self) -> None:
        super().__init__()
        self.found = False

    def enter_field(self, node: FieldNode, *_: Any) -> None:
        self.found = self.found or node.name.value in _META


def _asks_schema(document: DocumentNode) -> bool:
    visitor = _Meta()
    visit(document, visitor)
    return visitor.found
