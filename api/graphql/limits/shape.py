"""How large an operation is when its fragments are put in place; counted without putting them there.

Each fragment is counted once, after those that it spreads, so that the time is that of the document's own length. A
fragment that spreads itself counts as if it did not: validation refuses it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
)

from api.graphql.errors import fault
from api.graphql.limits.settings import Limits

__all__ = ["Shape", "check_shapes", "shape_of"]

_INTROSPECTION = ("__schema", "__type")
_NESTING = 4
"""Levels of braces for a level of fields: a connection takes three."""


@dataclass(slots=True)
class Shape:
    """What a selection amounts to: fields and aliases in all, levels of fields and of braces, fields at its top."""

    fields: int = 0
    aliases: int = 0
    depth: int = 0
    nesting: int = 0
    roots: int = 0
    introspects: bool = False

    def beside(self, other: Shape) -> None:
        """Takes in what stands at the same level."""
        self.fields += other.fields
        self.aliases += other.aliases
        self.depth = max(self.depth, other.depth)
        self.nesting = max(self.nesting, other.nesting)
        self.roots += other.roots
        self.introspects |= other.introspects


def check_shapes(document: DocumentNode, limits: Limits) -> None:
    """Raises DEPTH_LIMIT, ALIAS_LIMIT or TOKEN_LIMIT where an operation or a fragment is over a limit."""
    counted = _count_fragments(document)
    for operation in _operations(document):
        shape = _count(operation.selection_set, counted)
        if shape.depth > limits.depth:
            raise fault("DEPTH_LIMIT", limit=limits.depth, found=shape.depth)
        _check_size(shape, limits)
    for shape in counted.values():
        _check_size(shape, limits)


def shape_of(document: DocumentNode, operation: OperationDefinitionNode) -> Shape:
    """The shape of one operation.

    >>> from graphql import parse
    >>> document = parse("{ grids { nodes { ...g } } } fragment g on Grid { parent { title: name } }")
    >>> shape = shape_of(document, document.definitions[0])
    >>> shape.fields, shape.aliases, shape.depth, shape.nesting
    (4, 1, 3, 4)
    """
    return _count(operation.selection_set, _count_fragments(document))


def _check_size(shape: Shape, limits: Limits) -> None:
    """What makes validation slow, in a fragment that nothing spreads too."""
    if shape.nesting > _NESTING * limits.depth:
        raise fault("DEPTH_LIMIT", limit=_NESTING * limits.depth, found=shape.nesting)
    if shape.aliases > limits.aliases:
        raise fault("ALIAS_LIMIT", limit=limits.aliases, found=_told(shape.aliases))
    if shape.fields > limits.fields:
        raise fault("TOKEN_LIMIT", "graphql.field_limit", limit=limits.fields, found=_told(shape.fields))


def _told(number: int) -> int:
    """Fragments within fragments make numbers of hundreds of digits, which no reader of JSON takes."""
    return min(number, 2**31 - 1)


def _operations(document: DocumentNode) -> Iterator[OperationDefinitionNode]:
    return (each for each in document.definitions if isinstance(each, OperationDefinitionNode))


def _count_fragments(document: DocumentNode) -> dict[str, Shape]:
    fragments = {each.name.value: each for each in document.definitions if isinstance(each, FragmentDefinitionNode)}
    counted: dict[str, Shape] = {}
    for name in _inner_first(fragments):
        counted[name] = _count(fragments[name].selection_set, counted)
    return counted


def _inner_first(fragments: Mapping[str, FragmentDefinitionNode]) -> list[str]:
    """The names of the fragments, each after those that it spreads; no recursion, for chains may be long."""
    order: list[str] = []
    seen: set[str] = set()
    stack = [(name, False) for name in fragments]
    while stack:
        name, done = stack.pop()
        if done:
            order.append(name)
        elif name in fragments and name not in seen:
            seen.add(name)
            stack.append((name, True))
            stack.extend((spread, False) for spread in _spreads(fragments[name].selection_set))
    return order


def _spreads(selection: SelectionSetNode) -> Iterator[str]:
    stack = [selection]
    while stack:
        for node in stack.pop().selections:
            if isinstance(node, FragmentSpreadNode):
                yield node.name.value
            elif isinstance(node, (FieldNode, InlineFragmentNode)) and node.selection_set:
                stack.append(node.selection_set)


def _count(selection: SelectionSetNode, counted: Mapping[str, Shape]) -> Shape:
    """Goes down within one definition, where the parser has limited the levels."""
    shape = Shape()
    keys: set[str] = set()
    for node in selection.selections:
        if isinstance(node, FieldNode):
            name = node.name.value
            key = node.alias.value if node.alias else name
            below = _count(node.selection_set, counted) if node.selection_set else Shape()
            free = name in ("edges", "nodes") or (name == "node" and not node.arguments)
            below.depth = 0 if name in _INTROSPECTION else below.depth + (not free)
            below.nesting += 1
            below.fields += 1
            below.aliases += bool(node.alias) or key in keys
            below.roots = 1
            below.introspects = name in _INTROSPECTION
            keys.add(key)
            shape.beside(below)
        elif isinstance(node, InlineFragmentNode):
            shape.beside(_count(node.selection_set, counted))
        elif isinstance(node, FragmentSpreadNode):
            shape.beside(counted.get(node.name.value, _NOTHING))
    return shape


_NOTHING = Shape()
