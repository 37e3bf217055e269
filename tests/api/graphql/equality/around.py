"""What lies around a node, and the shortest way between two: breadth first over every relationship alive on the day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from graph.model import load_model
from tests.api.graphql.equality.answers import Found
from tests.api.graphql.equality.facts import Node, Tie
from tests.api.graphql.equality.rights import SENSITIVE
from tests.api.graphql.equality.view import View

__all__ = ["distance", "is_way", "neighbourhood"]


BESIDE = {"ABOUT", "FOUND_AT", "FOUND_IN", "PART_OF", "READ_IN", "RESULT_OF", "STEP_OF", "TARGETS"}
"""What leads to analyses, plans, exemptions, sheets and batches; walked along only where it is asked for."""


@dataclass
class _Around:
    near: dict[str, list[Tie]]
    outside: set[str]


def _ties(view: View, node: Node, kinds: list[str] | None) -> list[tuple[Tie, Node]]:
    """Every live relationship of a node with the live node at its other end."""
    found = []
    for kind in kinds if kinds is not None else sorted(load_model().relationships.keys() - BESIDE):
        if kind == SENSITIVE and not view.viewer.may("reserves"):
            continue
        out, into = (ties.get((node.id, kind), []) for ties in (view.facts.out, view.facts.into))
        pairs = [(tie, tie.end) for tie in out] + [(tie, tie.start) for tie in into if tie not in out]
        found += [(tie, view.facts.nodes[other]) for tie, other in pairs if view.alive_tie(tie)]
    return [(tie, other) for tie, other in found if view.alive(other) and view.may_see(other.type.home)]


def _steps(view: View, node: Node, kinds: list[str] | None) -> _Around:
    around = _Around({}, set())
    for tie, other in _ties(view, node, kinds):
        if view.in_scope(other):
            around.near.setdefault(other.id, []).append(tie)
        else:
            around.outside.add(other.id)
    return around


def _depths(view: View, start: Node, kinds: list[str] | None, most: int) -> dict[str, int]:
    depths, edge = {start.id: 0}, [start.id]
    for depth in range(1, most + 1):
        reached = {other for id in edge for other in _steps(view, view.facts.nodes[id], kinds).near}
        edge = sorted(reached - depths.keys())
        depths |= dict.fromkeys(edge, depth)
        if not edge:
            break
    return depths


def neighbourhood(view: View, start: Node, depth: int, kinds: list[str] | None, limit: int) -> dict[str, Any]:
    """The nodes within so many steps, nearest first, then by id; the relationships among them; what is left out."""
    depths = _depths(view, start, kinds, depth)
    chosen = sorted(depths, key=lambda id: (depths[id], id))[:limit]
    around = {id: _steps(view, view.facts.nodes[id], kinds) for id in chosen}
    ties = {
        tie.id: tie for id in chosen for other, found in around[id].near.items() if other in chosen for tie in found
    }
    left_out = {id: around[id].near.keys() - {*chosen} for id in chosen}
    nodes = [
        {
            "node": Found(view, view.facts.nodes[id]),
            "depth": depths[id],
            "hidden": len(left_out[id]),
            "outside": len(around[id].outside),
        }
        for id in chosen
    ]
    return {
        "nodes": nodes,
        "edges": [_edge(tie) for _, tie in sorted(ties.items())],
        "hidden": len(set().union(*left_out.values())),
        "outside": len(set().union(*(one.outside for one in around.values()))),
    }


def _edge(tie: Tie) -> dict[str, Any]:
    return {"id": tie.id, "kind": tie.kind, "start": tie.start, "end": tie.end}


def distance(view: View, start: Node, end: Node, kinds: list[str] | None, most: int) -> int | None:
    """The number of steps of a shortest way; None where there is none so short."""
    return _depths(view, start, kinds, most).get(end.id)


def is_way(view: View, nodes: list[str], edges: list[dict[str, Any]], kinds: list[str] | None) -> bool:
    """Whether each of these relationships is there for the viewer and joins the two nodes between which it stands."""
    if len(nodes) != len(edges) + 1 or any(id not in view.facts.nodes for id in nodes):
        return False
    for a, b, edge in zip(nodes, nodes[1:], edges, strict=False):
        near = _steps(view, view.facts.nodes[a], kinds).near
        if edge not in [_edge(tie) for tie in near.get(b, ())]:
            return False
    return True
