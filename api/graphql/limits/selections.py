"""The fields of a selection as the answer will have them: fragments in place, equal entries together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    BooleanValueNode,
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    NamedTypeNode,
    SelectionNode,
    SelectionSetNode,
    ValueNode,
    VariableNode,
)

__all__ = ["Composite", "Conditions", "Entry", "Selections", "holds"]

_WANTED = {"include": True, "skip": False}

Composite = GraphQLObjectType | GraphQLInterfaceType
Conditions = tuple[tuple[str, bool, bool], ...]
"""Variables on which a field depends: name, the value that it takes, the variable's default."""


@dataclass(slots=True)
class Entry:
    """What gives one entry of the answer on one type; ``ways``: one of these must hold for it to be there."""

    parent: Composite
    nodes: list[FieldNode] = field(default_factory=list)
    ways: list[Conditions] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The field's name in the schema."""
        return self.nodes[0].name.value

    @property
    def sets(self) -> list[SelectionSetNode]:
        """What is selected below it."""
        return [node.selection_set for node in self.nodes if node.selection_set]


class Selections:
    """Collects the fields of one document; ``defaults``: of the operation's variables."""

    def __init__(self, document: DocumentNode, schema: GraphQLSchema, defaults: Mapping[str, ValueNode]) -> None:
        self._schema = schema
        self._defaults = defaults
        self._fragments = {
            each.name.value: each for each in document.definitions if isinstance(each, FragmentDefinitionNode)
        }

    def entries(self, sets: Iterable[SelectionSetNode], on: Composite) -> Iterable[Entry]:
        """The entries; fields that are surely left out are missing, a fragment is gone into once for each condition."""
        found: dict[tuple[str, str], Entry] = {}
        seen: set[tuple[str, str, Conditions]] = set()
        stack: list[tuple[SelectionSetNode, Composite, Conditions]] = [(each, on, ()) for each in sets]
        while stack:
            selection, parent, above = stack.pop()
            for node in selection.selections:
                own = self._conditions(node)
                if own is None:
                    continue
                conditions = above + own
                if isinstance(node, FieldNode):
                    key = node.alias.value if node.alias else node.name.value
                    entry = found.setdefault((parent.name, key), Entry(parent))
                    entry.nodes.append(node)
                    entry.ways.append(conditions)
                elif isinstance(node, InlineFragmentNode):
                    stack.append((node.selection_set, self._type(node.type_condition, parent), conditions))
                elif isinstance(node, FragmentSpreadNode):
                    fragment = self._fragments.get(node.name.value)
                    if fragment and (node.name.value, parent.name, conditions) not in seen:
                        seen.add((node.name.value, parent.name, conditions))
                        stack.append((fragment.selection_set, self._type(fragment.type_condition, parent), conditions))
        return found.values()

    def _type(self, condition: NamedTypeNode | None, otherwise: Composite) -> Composite:
        found = self._schema.get_type(condition.name.value) if condition is not None else None
        return found if isinstance(found, (GraphQLObjectType, GraphQLInterfaceType)) else otherwise

    def _conditions(self, node: SelectionNode) -> Conditions | None:
        """What ``@skip`` and ``@include`` of a node ask for; None where it is never there."""
        asked: list[tuple[str, bool, bool]] = []
        for directive in node.directives:
            wanted = _WANTED.get(directive.name.value)
            for argument in directive.arguments if wanted is not None else ():
                value = argument.value
                if isinstance(value, VariableNode):
                    usual = self._defaults.get(value.name.value)
                    is_true = isinstance(usual, BooleanValueNode) and usual.value
                    asked.append((value.name.value, wanted is True, is_true))
                elif isinstance(value, BooleanValueNode) and value.value is not wanted:
                    return None
        return tuple(asked)


def holds(ways: Iterable[Conditions], variables: Mapping[str, Any]) -> bool:
    """Whether one of the ways is open.

    >>> ways = [(("details", True, False), ("brief", False, False))]  # @include(if: $details) @skip(if: $brief)
    >>> holds(ways, {"details": True}), holds(ways, {"details": True, "brief": True}), holds(ways, {})
    (True, False, False)
    """
    return any(all(bool(variables.get(name, usual)) == wanted for name, wanted, usual in way) for way in ways)
