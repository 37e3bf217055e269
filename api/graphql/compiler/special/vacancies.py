"""Vacancies: posts in use with fewer tenures alive on the day than seats, one where the roster names no number.

Of a post that is only planned, frozen or no more in use nobody asks whether it is vacant.
"""

from __future__ import annotations

from graphql import FieldNode

from api.graphql.compiler.arguments import Arg
from api.graphql.compiler.build import Build, Emitted
from api.graphql.compiler.connections import connection
from api.graphql.compiler.scope import at_home, within
from api.graphql.compiler.special.listed import listed
from graph.model.validity import alive_cypher

__all__ = ["is_vacant", "vacancies"]


def is_vacant(build: Build, node: str, nodes: list[FieldNode], args: dict[str, Arg], returned: str) -> Emitted:
    """Whether a post is vacant; null where it is not in use."""
    return Emitted(f"CASE WHEN {_in_use(node)} THEN {_lacks(build, node)} END")


def _in_use(post: str) -> str:
    return f"coalesce({post}.status, 'active') = 'active'"


def _lacks(build: Build, post: str) -> str:
    """Whether holders are lacking; nearly every post has one seat, and then the first tenure found settles it."""
    held = f"MATCH ({post})<-[:OF_POST]-(t) WHERE {alive_cypher('t', on=build.on)}"
    return (
        f"CASE coalesce({post}.seats, 1) WHEN 1 THEN NOT EXISTS {{ {held} }} ELSE COUNT {{ {held} }} < {post}.seats END"
    )


def vacancies(build: Build, node: str, nodes: list[FieldNode], args: dict[str, Arg], returned: str) -> Emitted:
    """The connection of the vacant posts at home in an area or below it; gathered once, whatever is asked of them.

    A post is at home as for a viewer's scope. From an area outwards only posts near its areas are looked at; for a
    district, which nearly all of them are in, the posts come first. Few are vacant, so homes are looked up last.
    """
    found = build.name("v")
    # CASE, as the planner would read dates and status of every post before it looks for a tenure
    open_ = f"CASE WHEN {_lacks(build, 'p')} THEN {alive_cypher('p', on=build.on)} AND {_in_use('p')} END"
    home = at_home(build, "p", ("Post",), lambda area: f"EXISTS {{ {within('up', area, build.on)} WHERE up = {node} }}")
    gather = (
        f"CALL ({node}) {{ CALL ({node}) {{ UNWIND CASE WHEN {node}:District THEN [] ELSE [{node}] END AS top "
        f"{within('top', 'a', build.on)} RETURN collect(DISTINCT a) AS areas }} "
        f"CALL ({node}, areas) {{ UNWIND CASE WHEN {node}:District THEN [true] ELSE [] END AS whole "
        f"MATCH (p:Post) WHERE {open_} RETURN p "
        f"UNION UNWIND areas AS a MATCH (a)<-[:RESPONSIBLE_FOR]-(p:Post) WHERE {open_} RETURN p "
        f"UNION UNWIND areas AS a MATCH (a)<-[:LOCATED_IN|BASED_IN|SERVES]-()<-[:RESPONSIBLE_FOR|POST_IN]-(p:Post) "
        f"WHERE {open_} RETURN p }} WITH p WHERE {home} RETURN collect(p) AS {found} }}"
    )
    made = connection(build, found, listed(build, build.type("Post"), found, "vacancies"), nodes, args, returned)
    return Emitted(made.expression, [gather, *made.calls], made.finish)
