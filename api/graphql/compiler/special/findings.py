"""Findings of an area: those of the newest run whose home is the area or one below it."""

from __future__ import annotations

from graphql import FieldNode

from api.graphql.compiler.arguments import Arg
from api.graphql.compiler.build import Build, Emitted
from api.graphql.compiler.connections import connection
from api.graphql.compiler.scope import within
from api.graphql.compiler.special.listed import listed
from api.graphql.compiler.special.runs import newest_run, where_saved

__all__ = ["findings"]


def findings(build: Build, node: str, nodes: list[FieldNode], args: dict[str, Arg], returned: str) -> Emitted:
    """The connection of an area's findings; gathered once, whatever is asked of them."""
    run, newest = newest_run(build)
    found = build.name("f")
    gather = (
        f"CALL ({node}, {run}) {{ {within(node, 'a', build.on)} "
        f"MATCH (a)<-[:FOUND_AT]-(f:Finding)-[:FOUND_IN]->({run}) RETURN collect(DISTINCT f) AS {found} }}"
    )
    made = connection(build, found, listed(build, build.type("Finding"), found, "findings"), nodes, args, returned)
    return where_saved(build, run, Emitted(made.expression, [newest, gather, *made.calls], made.finish))
