"""The root field ``path``: a shortest way between two nodes, along relationships in either direction.

The database searches from both ends at once, and meets only what is alive and visible, as the conditions are part of the
pattern. Of several shortest ways it answers one; which one is not said, and may change when the store is written to.
For a viewer with a scope two ways are asked for: one alone Neo4j plans as its older search, which fails on a subquery in the
pattern ("Did not find … in the slot configuration of FindShortestPaths").
"""

from __future__ import annotations

from graphql import FieldNode

from api.graphql.compiler.arguments import Arg
from api.graphql.compiler.build import Build, Emitted
from api.graphql.compiler.nodes import node_value
from api.graphql.compiler.special.around import Around, around_of, between, edge_fields
from api.graphql.compiler.special.objects import object_value

__all__ = ["path"]

LONGEST, USUAL = 15, 8


def path(build: Build, nodes: list[FieldNode], args: dict[str, Arg], returned: str) -> Emitted:
    """The way, where the viewer sees both ends and there is one that is not too long; else null."""
    around = around_of(build, args)
    start, end, way, found = build.name("n"), build.name("n"), build.name("p"), build.name("x")
    asked, check = args.get("maxLength", Arg(USUAL)), between("maxLength", 0, LONGEST)
    most = build.parameter(asked, check)
    made = object_value(build, returned, nodes, {
        "length": f"length({way})",
        "nodes": lambda asked: _nodes(around, way, asked),
        "edges": lambda asked: _edges(build, way, asked),
    })  # fmt: skip
    steps = LONGEST if asked.way else check(asked.plain())
    call = (
        f"CALL ({build.imports()}) {{ {around.start(start, args['from'])} {around.start(end, args['to'], start)} "
        f"MATCH {way} = SHORTEST {1 if build.scope is None else 2} ({start})({_step(around)}){{0,{steps}}}({end}) "
        f"WITH {way}{build.carried()} ORDER BY length({way}) LIMIT 1 WHERE length({way}) <= {most} "
        f"{' '.join(made.calls)} RETURN head(collect({made.expression})) AS {found} }}"
    )
    return Emitted(found, [call], made.finish)


def _step(around: Around) -> str:
    """The pattern of one step, to a node that the viewer sees."""
    row, node = around.build.name("r"), around.build.name("n")
    seen = around.visible(node)
    conditions = [around.alive(row), around.may_see(node), *([seen] if seen else [])]
    return f"()-[{around.relationship(row)}]-({node}) WHERE {' AND '.join(conditions)}"


def _nodes(around: Around, way: str, nodes: list[FieldNode]) -> Emitted:
    build = around.build
    node, place, found = build.name("n"), build.name("i"), build.name("l")
    inner = node_value(build, node, build.type("Node"), nodes)
    call = (
        f"CALL ({build.imports(way)}) {{ UNWIND range(0, length({way})) AS {place} "
        f"WITH nodes({way})[{place}] AS {node}{build.carried()} {' '.join(inner.calls)} "
        f"RETURN collect({inner.expression}) AS {found} }}"
    )
    return Emitted(found, [call], inner.finish)


def _edges(build: Build, way: str, nodes: list[FieldNode]) -> Emitted:
    row = build.name("r")
    made = object_value(build, "NeighbourEdge", nodes, edge_fields(row))
    return Emitted(f"[{row} IN relationships({way}) | {made.expression}]")
