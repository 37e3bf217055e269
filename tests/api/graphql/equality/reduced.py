"""The smallest operation about which both still disagree: parts are left out one by one as long as they do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import replace
from typing import Any

from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    GraphQLSchema,
    OperationDefinitionNode,
    parse,
    print_ast,
    validate,
)
from graphql.language import Node as Syntax

from tests.api.graphql.equality.operation import Operation

__all__ = ["reduced"]

_PARTS = ("selections", "arguments", "fields", "values", "directives", "definitions", "variable_definitions")
_MOST = 400


def reduced(operation: Operation, schema: GraphQLSchema, differs: Callable[[Operation], bool]) -> Operation:
    """The operation without whatever is not needed for ``differs`` to hold of it; what came before it stays."""
    tries = 0
    changed = True
    while changed and tries < _MOST:
        changed = False
        for smaller in _smaller(parse(operation.text)):
            text = print_ast(smaller)
            if not text.strip() or len(text) >= len(print_ast(parse(operation.text))) or validate(schema, smaller):
                continue
            tries += 1
            candidate = replace(operation, text=text)
            if differs(candidate):
                operation, changed = candidate, True
                break
            if tries >= _MOST:
                break
    return operation


def _smaller(document: DocumentNode) -> Iterator[DocumentNode]:
    """The document with one part left out, the largest parts first."""
    ways = sorted(_ways(document), key=lambda way: -way[2])
    for path, place, _ in ways:
        made = deepcopy(document)
        node: Any = made
        for step in path[:-1]:
            node = node[step] if isinstance(step, int) else getattr(node, step)
        rows = getattr(node, path[-1])
        left = tuple(row for number, row in enumerate(rows) if number != place)
        setattr(node, path[-1], left)
        yield _tidy(made)


def _ways(node: Syntax, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], int, int]]:
    """Every place in a list of parts, with the length of what is there."""
    for key in node.keys:
        value = getattr(node, key)
        if isinstance(value, Syntax):
            yield from _ways(value, (*path, key))
        elif isinstance(value, (list, tuple)):
            for place, one in enumerate(value):
                if key in _PARTS and (key != "selections" or len(value) > 1):
                    yield (*path, key), place, len(print_ast(one))
                yield from _ways(one, (*path, key, place))


def _tidy(document: DocumentNode) -> DocumentNode:
    """Without variables and fragments that are used no more."""
    whole = print_ast(document)
    document.definitions = tuple(
        one
        for one in document.definitions
        if not isinstance(one, FragmentDefinitionNode) or f"...{one.name.value}" in whole
    )
    for one in document.definitions:
        if isinstance(one, OperationDefinitionNode):
            declared, one.variable_definitions = one.variable_definitions, ()
            body = print_ast(document)
            one.variable_definitions = tuple(row for row in declared if f"${row.variable.name.value}" in body)
    return document
