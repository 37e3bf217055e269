"""Root fields that follow from the model: one node by its identity, and all nodes of a type."""

from __future__ import annotations

from collections.abc import Iterable

from graphql import FieldNode

from api.graphql.catalogue import Catalogue, NodeType
from api.graphql.compiler.arguments import Arg
from api.graphql.compiler.build import Build, Emitted
from api.graphql.compiler.connections import connection
from api.graphql.compiler.hops import Hop, homes_of, node_conditions, root_hop
from api.graphql.compiler.nodes import one_of
from api.graphql.compiler.scope import visible

__all__ = ["any_node", "derived_root"]


def derived_root(build: Build, nodes: list[FieldNode], args: dict[str, Arg], returned: str) -> Emitted:
    """The value of a root field that leads to nodes: ``grid``, ``grids``, ``node``."""
    name = nodes[0].name.value
    one, type_ = _types(build.catalogue)[name]
    build.access.check_type(type_, build.catalogue, name)
    if not one:
        return connection(build, None, root_hop(build, type_), nodes, args, returned)
    return _one(build, type_, args["id"], nodes)


def _types(catalogue: Catalogue) -> dict[str, tuple[bool, NodeType]]:
    """Root field → whether it is one node, and its type."""
    found = {}
    for type_ in catalogue.types.values():
        found[type_.one] = (True, type_)
        if type_.name != "Node":
            found[type_.many] = (False, type_)
    return found


def _one(build: Build, type_: NodeType, id: Arg, nodes: list[FieldNode]) -> Emitted:
    wanted = build.parameter(id)
    if type_.name != "Node":
        hop = root_hop(build, type_)
        identity = f"{hop.node}.id = {wanted}"
        conditions = (identity, *hop.conditions, *((hop.seen,) if hop.seen else ()))
        return one_of(build, None, Hop(type_, hop.node, None, hop.clauses, conditions), nodes)
    return _any(build, type_, wanted, nodes)


def _any(build: Build, type_: NodeType, wanted: str, nodes: list[FieldNode]) -> Emitted:
    node, homes = build.name("n"), homes_of(build, type_)
    clauses = f"{any_node(build, node, homes, wanted)} WITH {node}{build.carried()}"
    seen = visible(build, node, homes)
    return one_of(build, None, Hop(type_, node, None, clauses, (seen,) if seen else ()), nodes)


def any_node(build: Build, node: str, homes: Iterable[str], wanted: str) -> str:
    """The subquery that finds a live node of any of these labels by its id: one look into the index of each."""
    branches = []
    for home in homes:
        conditions = [f"{node}.id = {wanted}", *node_conditions(build, build.type(home), node)]
        branches.append(f"MATCH ({node}:{home}) WHERE {' AND '.join(conditions)} RETURN {node}")
    return f"CALL () {{ {' UNION ALL '.join(branches)} }}"
