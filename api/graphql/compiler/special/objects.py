"""Objects that are no node: the fields that a selection asks of them, each made by a function of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from graphql import FieldNode

from api.graphql.compiler.build import Build, Emitted
from api.graphql.compiler.nodes import map_of
from api.graphql.compiler.selection import fields_of

__all__ = ["Maker", "object_value"]

Maker = Callable[[list[FieldNode]], Emitted]
"""The value of a field for the nodes that ask for it."""


def object_value(build: Build, type_name: str, nodes: list[FieldNode], made: Mapping[str, Maker | str]) -> Emitted:
    """The map of an object type; ``made``: for each of its fields what makes it, or just an expression."""
    parts: dict[str, Emitted] = {}
    for key, asked in fields_of(build, type_name, nodes).items():
        name = asked[0].name.value
        if name == "__typename":
            parts[key] = Emitted(f"'{type_name}'")
            continue
        maker = made[name]
        parts[key] = Emitted(maker) if isinstance(maker, str) else maker(asked)
    return map_of(parts)
