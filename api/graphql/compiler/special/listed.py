"""Connections over nodes that a subquery has gathered, where no one relation leads to them."""

from __future__ import annotations

from api.graphql.catalogue import NodeType
from api.graphql.compiler.build import Build
from api.graphql.compiler.hops import Hop

__all__ = ["listed"]


def listed(build: Build, type_: NodeType, gathered: str, field: str) -> Hop:
    """The hop to the nodes of a list in a variable. Whoever gathers them answers for it that the viewer sees them."""
    node = build.name("n")
    return Hop(type_, node, None, f"UNWIND {gathered} AS {node} WITH {node}{build.carried()}", field=field)
