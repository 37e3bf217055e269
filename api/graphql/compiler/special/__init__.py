"""What is computed rather than read: fields by interface or type and name, and root fields by name.

Each makes Cypher of its own and is otherwise treated like a property or a relation.
"""

from __future__ import annotations

from collections.abc import Callable

from graphql import FieldNode

from api.graphql.compiler.arguments import Arg
from api.graphql.compiler.build import Build, Emitted

__all__ = ["ROOTS", "SPECIAL"]

Field = Callable[[Build, str, list[FieldNode], dict[str, Arg], str], Emitted]
"""Build, the variable of the node, the field's nodes, its arguments, the name of the type that it returns."""
Root = Callable[[Build, list[FieldNode], dict[str, Arg], str], Emitted]

SPECIAL: dict[tuple[str, str], Field] = {}
ROOTS: dict[str, Root] = {}
