"""Dual roles, answered by the domain's own :func:`graph.find_dual_roles` over a snapshot made from the same facts."""

from __future__ import annotations

from datetime import date
from typing import Any
from weakref import WeakKeyDictionary

import graph
from graph.store.snapshot import DatedFacts, Edge, Fact, network_on
from tests.api.graphql.equality.answers import Found
from tests.api.graphql.equality.facts import Facts, Node
from tests.api.graphql.equality.view import View

__all__ = ["dual_roles"]

_ANALYSES = ("Run", "RuleResult", "ScopeResult", "Finding", "Plan", "Change", "ImportBatch")
_known: WeakKeyDictionary[Facts, dict[date, dict[str, list[Any]]]] = WeakKeyDictionary()


def dual_roles(view: View, person: Node) -> list[dict[str, Any]]:
    """Every pair of posts that the person holds, with both in the viewer's scope."""
    days = _known.setdefault(view.facts, {})
    if view.day not in days:
        days[view.day] = _pairs(view.facts, view.day)
    found = []
    for pair in days[view.day].get(person.id, ()):
        posts = [view.facts.nodes[held.id] for held in pair.posts]
        if all(view.visible(post) for post in posts):
            found.append({"posts": [Found(view, post) for post in posts], "policy": pair.policy, "basis": pair.basis})
    return found


def _pairs(facts: Facts, day: date) -> dict[str, list[Any]]:
    nodes = [node for node in facts.nodes.values() if node.type.home not in _ANALYSES]
    known = {node.id for node in nodes}
    ties = [tie for found in facts.out.values() for tie in found if tie.start in known and tie.end in known]
    dated = DatedFacts(
        [
            Fact(node.id, node.type.name, {name: value for name, value in node.values.items() if name != "id"})
            for node in nodes
        ],
        [
            Edge(tie.start, tie.end, tie.kind, {name: value for name, value in tie.values.items() if name != "id"})
            for tie in ties
        ],
    )
    pairs: dict[str, list[Any]] = {}
    for pair in graph.find_dual_roles(network_on(dated, day)):
        pairs.setdefault(pair.person, []).append(pair)
    return pairs
