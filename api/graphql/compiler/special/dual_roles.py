"""Dual roles of a person: the statement gathers what the pair table asks about, the table is read when the answer is finished.

A row of the table may ask where two posts lie, or what the words of a tenure say; :mod:`graph.coverage` answers that for
rules and reports, and the same functions answer it here, over a graph of one person's posts and what they lead to.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from graphql import FieldNode

from api.graphql.compiler.arguments import Arg
from api.graphql.compiler.build import Build, Emitted
from api.graphql.compiler.nodes import node_value
from api.graphql.compiler.plan import Finish, run_finish
from api.graphql.compiler.scope import visible
from api.graphql.compiler.selection import fields_of
from api.graphql.compiler.special.held_posts import judged_pairs
from graph.model import load_model
from graph.model.validity import alive_cypher

__all__ = ["dual_roles"]

_TO_HOME = "RESPONSIBLE_FOR|POST_IN|BASED_IN|SERVES|MEMBER_OF|LOCATED_IN|WITHIN"
"""The relationships that lead from a post to its home and to the areas above; as :class:`graph.store.snapshot.AreaTree`."""
_DEPTH = 16


def dual_roles(build: Build, node: str, nodes: list[FieldNode], args: dict[str, Arg], returned: str) -> Emitted:
    """Every pair of posts that a person holds on the day and the viewer sees, with policy and basis."""
    asked = fields_of(build, returned, nodes)
    post, type_ = build.name("q"), build.type("Post")
    shown = {key: node_value(build, post, type_, rows) for key, rows in asked.items() if rows[0].name.value == "posts"}
    finish = _Finish(
        {key: rows[0].name.value for key, rows in asked.items()}, [value.finish for value in shown.values()]
    )
    told = ", ".join([f"{post}.id", f"{post}.role", *(value.expression for value in shown.values())])
    calls = " ".join(call for value in shown.values() for call in value.calls)
    seen = visible(build, post, ("Post",))
    where = " AND ".join([alive_cypher("t", on=build.on), alive_cypher(post, on=build.on), *([seen] if seen else [])])
    found = build.name("x")
    call = (
        f"CALL ({build.imports(node)}) {{ MATCH ({node})<-[:HOLDER]-(t:Tenure)-[:OF_POST]->({post}:Post) WHERE {where} "
        f"WITH collect([t.id, {post}.id, t.modeText, t.concurrentText]) AS tenures, collect(DISTINCT {post}) AS posts "
        f"WHERE size(posts) > 1 "
        f"CALL ({build.imports('posts')}) {{ UNWIND posts AS {post} {calls} RETURN collect([{told}]) AS shown }} "
        f"CALL (posts) {{ {_around(build)} }} "
        f"RETURN {{tenures: tenures, posts: shown, nodes: nodes, edges: edges}} AS {found} }}"
    )
    gathered = build.name("x")
    whole = f"CALL ({build.imports(node)}) {{ OPTIONAL {call} RETURN coalesce({found}, []) AS {gathered} }}"
    return Emitted(gathered, [whole], {"": finish})


def _around(build: Build) -> str:
    """What the posts lead to on the day, where a row of the table about their roles asks where they lie."""
    keys = build.parameter(Arg(_placed_roles()))
    needed = (
        f"any(one IN posts WHERE any(other IN posts WHERE one <> other AND "
        f"(one.role = other.role OR one.role + ' ' + other.role IN {keys})))"
    )
    alive = f"WHERE {alive_cypher('r', on=build.on)}"
    reached = f"WHERE {alive_cypher('m', on=build.on)}"
    return (
        f"UNWIND CASE WHEN {needed} THEN posts ELSE [] END AS p "
        f"MATCH (p)(()-[r:{_TO_HOME} {alive}]->(m {reached})){{1,{_DEPTH}}}() UNWIND r AS edge "
        f"WITH collect(DISTINCT edge) AS found "
        f"CALL (found) {{ UNWIND found AS edge WITH DISTINCT endNode(edge) AS m RETURN collect([m.id, labels(m)]) AS ends }} "
        f"RETURN [edge IN found | [startNode(edge).id, endNode(edge).id, type(edge)]] AS edges, "
        f"ends + CASE WHEN found = [] THEN [] ELSE COLLECT {{ MATCH (d:District) WHERE {alive_cypher('d', on=build.on)} "
        f"RETURN [d.id, labels(d)] }} END AS nodes"
    )


@cache
def _placed_roles() -> list[str]:
    """The pairs of roles, either way round, of which a row of the table asks where the posts lie."""
    ways = ((row.a, row.b) for row in load_model().role_pairs if row.where is not None)
    return sorted({f"{one} {other}" for a, b in ways for x in a for y in b for one, other in ((x, y), (y, x))})


@dataclass(frozen=True, slots=True)
class _Finish:
    """Makes the list of dual roles of what the statement gathered; ``posts``: what is done with a post, for each list."""

    fields: dict[str, str]
    posts: list[Finish] = field(default_factory=list)

    def __call__(self, gathered: Any) -> list[dict[str, Any]]:
        return list(self._rows(gathered)) if gathered else []

    def _rows(self, gathered: dict[str, Any]) -> Iterator[dict[str, Any]]:
        shown: dict[str, list[Any]] = {}
        for id, _, *maps in gathered["posts"]:
            for value, finish in zip(maps, self.posts, strict=True):
                run_finish(value, finish)
            shown[id] = maps
        for a, b, policy, basis in judged_pairs(gathered):
            lists = iter(zip(shown[a], shown[b], strict=True))
            words = {"policy": policy, "basis": basis, "__typename": "DualRole"}
            yield {key: [*next(lists)] if name == "posts" else words[name] for key, name in self.fields.items()}
