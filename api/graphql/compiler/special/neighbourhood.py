"""The root field ``neighbourhood``: nodes within some steps of one, breadth first, and the relationships among them.

Each level is the neighbours of the level before that were not met yet, in the order of their ids and cut where the limit is
reached; then no further level is read. So what is read is bounded by the limit and the neighbours of so many nodes.
"""

from __future__ import annotations

from dataclasses import dataclass

from graphql import FieldNode

from api.graphql.compiler.arguments import Arg
from api.graphql.compiler.build import Build, Emitted
from api.graphql.compiler.nodes import node_value
from api.graphql.compiler.pages import page_size
from api.graphql.compiler.special.around import Around, around_of, between, edge_fields
from api.graphql.compiler.special.objects import object_value

__all__ = ["neighbourhood"]

DEEPEST, USUAL_DEPTH, USUAL_LIMIT = 4, 1, 300


@dataclass(frozen=True, slots=True)
class _Names:
    """Variables: the nodes of the answer, their depths in the same order, those left out of it, what is answered."""

    chosen: str
    depths: str
    beyond: str
    found: str


def neighbourhood(build: Build, nodes: list[FieldNode], args: dict[str, Arg], returned: str) -> Emitted:
    """The neighbourhood of a node that the viewer sees; else null."""
    around = around_of(build, args)
    names = _Names(build.name("m"), build.name("d"), build.name("b"), build.name("x"))
    start = build.name("n")
    made = object_value(build, returned, nodes, {
        "nodes": lambda asked: _nodes(around, names, asked),
        "edges": lambda asked: _edges(around, names, asked),
        "hidden": f"size([e IN {names.beyond} WHERE e[2]])",
        "outside": f"size([e IN {names.beyond} WHERE NOT e[2]])",
    })  # fmt: skip
    beyond = _beyond(around, names) if names.beyond in made.expression + " ".join(made.calls) else ""
    call = (
        f"CALL ({build.imports()}) {{ {around.start(start, args['id'])} {_levels(around, start, names, args)} {beyond} "
        f"{' '.join(made.calls)} RETURN head(collect({made.expression})) AS {names.found} }}"
    )
    return Emitted(names.found, [call], made.finish)


def _levels(around: Around, start: str, names: _Names, args: dict[str, Arg]) -> str:
    """Clauses that give the nodes of the answer and their depths, from the node at which the walk starts."""
    build = around.build
    asked = args.get("depth", Arg(USUAL_DEPTH))
    check = between("depth", 1, DEEPEST)
    depth, limit = (
        build.parameter(asked, check),
        build.parameter(args.get("limit", Arg(USUAL_LIMIT)), page_size("limit")),
    )
    level, met = build.name("f"), build.name("m")
    clauses = [f"WITH [{start}] AS {level}, [{start}] AS {met}{build.carried()}"]
    depths = f"[e IN {level} | 0]"
    clauses.append(f"WITH {level}, {met}, {depths} AS {names.depths}{build.carried()}")
    for step in range(1, DEEPEST + 1 if asked.way else check(asked.plain()) + 1):
        further, cut, after = build.name("f"), build.name("f"), build.name("m")
        clauses.append(_level(around, f"CASE WHEN {depth} >= {step} AND size({met}) < {limit} THEN {level} ELSE [] END",
                              level, met, further, limit))  # fmt: skip
        clauses.append(
            f"WITH *, {further}[..CASE WHEN size({met}) < {limit} THEN {limit} - size({met}) ELSE 0 END] AS {cut} "
            f"WITH {cut}, {met} + {cut} AS {after}, {names.depths} + [e IN {cut} | {step}] AS {names.depths}"
            f"{build.carried()}"
        )
        level, met = cut, after
    clauses.append(f"WITH {met}[..{limit}] AS {names.chosen}, {names.depths}{build.carried()}")
    return " ".join(clauses)


def _level(around: Around, from_: str, level: str, met: str, further: str, limit: str) -> str:
    """The subquery that gives the next level, cut at the limit for all."""
    build = around.build
    near, row, node = build.name("a"), build.name("r"), build.name("n")
    seen = around.visible(node)
    return (
        f"CALL ({build.imports(level, met)}) {{ UNWIND {from_} AS {near} "
        f"MATCH ({near})-[{around.relationship(row)}]-({node}) WHERE {around.alive(row)} AND {around.may_see(node)} "
        f"WITH DISTINCT {node}, {met}{build.carried()} "
        f"WITH * WHERE NOT {node} IN {met}{f' AND {seen}' if seen else ''} "
        f"WITH {node} ORDER BY {node}.id LIMIT {limit} RETURN collect({node}) AS {further} }}"
    )


def _beyond(around: Around, names: _Names) -> str:
    """The subquery that gives each neighbour left out: a list of the node, those near it, whether the viewer sees it."""
    build = around.build
    near, row, node, seen = build.name("a"), build.name("r"), build.name("n"), build.name("s")
    return (
        f"CALL ({build.imports(names.chosen)}) {{ UNWIND {names.chosen} AS {near} "
        f"MATCH ({near})-[{around.relationship(row)}]-({node}) "
        f"WHERE {around.alive(row)} AND {around.may_see(node)} AND NOT {node} IN {names.chosen} "
        f"WITH {node}, collect(DISTINCT {near}) AS {near}{build.carried()} "
        f"WITH {node}, {near}, {around.visible(node) or 'true'} AS {seen} "
        f"RETURN collect([{node}, {near}, {seen}]) AS {names.beyond} }}"
    )


def _nodes(around: Around, names: _Names, nodes: list[FieldNode]) -> Emitted:
    build = around.build
    node, place, found = build.name("n"), build.name("i"), build.name("l")
    counted, counts = build.name("c"), build.name("c")
    made = object_value(build, "NeighbourNode", nodes, {
        "node": lambda asked: node_value(build, node, build.type("Node"), asked),
        "depth": f"{names.depths}[{place}]",
        "hidden": f"{counts}[1]",
        "outside": f"{counts}[2]",
    })  # fmt: skip
    before, of = "", ""
    if f"{counts}[" in made.expression:
        before = (
            f"CALL ({names.beyond}) {{ UNWIND {names.beyond} AS e UNWIND e[1] AS a WITH a, "
            f"count(CASE WHEN e[2] THEN 1 END) AS h, count(CASE WHEN NOT e[2] THEN 1 END) AS o "
            f"RETURN collect([a, h, o]) AS {counted} }} "
        )
        of = f", coalesce(head([e IN {counted} WHERE e[0] = {names.chosen}[{place}]]), [null, 0, 0]) AS {counts}"
    call = (
        f"CALL ({build.imports(names.chosen, names.depths, names.beyond if before else None)}) {{ {before}"
        f"UNWIND range(0, size({names.chosen}) - 1) AS {place} WITH *, {names.chosen}[{place}] AS {node}{of} "
        f"{' '.join(made.calls)} RETURN collect({made.expression}) AS {found} }}"
    )
    return Emitted(found, [call], made.finish)


def _edges(around: Around, names: _Names, nodes: list[FieldNode]) -> Emitted:
    build = around.build
    near, row, node, found = build.name("a"), build.name("r"), build.name("n"), build.name("l")
    made = object_value(build, "NeighbourEdge", nodes, edge_fields(row))
    call = (
        f"CALL ({names.chosen}) {{ UNWIND {names.chosen} AS {near} "
        f"MATCH ({near})-[{around.relationship(row)}]->({node}) WHERE {around.alive(row)} AND {node} IN {names.chosen} "
        f"WITH {row} ORDER BY {row}.id RETURN collect({made.expression}) AS {found} }}"
    )
    return Emitted(found, [call], made.finish)
