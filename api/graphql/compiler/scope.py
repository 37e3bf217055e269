"""Who is at home where, as a predicate: whether a node lies in the areas of a scoped viewer on the day asked.

A node is at home where the first kind of relationship in its list leads that leads anywhere; a person is at home wherever
any of them leads. What leads nowhere is seen by nobody whose scope is limited.
"""

from __future__ import annotations

from collections.abc import Iterable

from api.graphql.compiler.build import Build
from api.graphql.compiler.homes import at_home
from graph.model.validity import alive_cypher

__all__ = ["at_home", "scope_call", "visible", "within"]

_DEPTH = 12
"""Levels of areas below one another; more than any code has."""


def scope_call(build: Build, on: str, name: str) -> str:
    """The subquery that finds the ids of the viewer's areas and of all areas within them on a day."""
    return (
        f"CALL () {{ MATCH (s:Area) WHERE s.id IN $scope OR s.code IN $scope "
        f"{within('s', 'a', on)} "
        f"RETURN collect(DISTINCT a.id) AS {name} }}"
    )


def within(top: str, area: str, on: str) -> str:
    """The clause that leads from an area to itself and to all areas below it on a day, or from any of these up to it."""
    return f"MATCH ({top})(()<-[w:WITHIN WHERE {alive_cypher('w', on=on)}]-()){{0,{_DEPTH}}}({area})"


def visible(build: Build, node: str, homes: Iterable[str], *, sought: bool = False) -> str | None:
    """The predicate on a variable whose node carries one of these labels; None where the viewer has no limits.

    ``sought``: nothing leads to the node, so that areas may be found by the ids of the scope. Where something does, they may
    not: with statistics of a store that has just been filled, Neo4j has been seen to go from all areas of the scope to each
    single node.
    """
    if build.scope is None:
        return None
    if sought and set(homes) == {"Area"}:
        return f"{node}.id IN {build.scope}"
    return at_home(build, node, homes, lambda area: f"coalesce({area}.id, '') IN {build.scope}")
