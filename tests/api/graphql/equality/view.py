"""What one viewer sees of the facts on one day: who is alive, who is visible, and the neighbours of a node."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from api.accounts.viewer import Viewer
from api.graphql.catalogue import Relation
from graph.model import load_model
from tests.api.graphql.equality.facts import Facts, Node, Tie
from tests.api.graphql.equality.rights import may_see
from tests.api.graphql.equality.scope import Homes

__all__ = ["Neighbour", "View"]

ALWAYS_INSIDE = ("Run", "RuleResult")
NEVER_INSIDE = ("Source", "ImportBatch")


@dataclass(frozen=True, slots=True, eq=False)
class Neighbour:
    """A node and the relationship over which it was reached; None where a list was not made over relationships."""

    node: Node
    tie: Tie | None = None
    tie_id: str = ""


class View:
    """The facts as one viewer sees them on one day."""

    def __init__(self, facts: Facts, viewer: Viewer, day: date) -> None:
        self.facts, self.viewer, self.day = facts, viewer, day
        self._areas: dict[str, Homes] = {}

    def alive(self, node: Node) -> bool:
        """Whether a node is alive; one of a label without dates always is."""
        return not node.type.dated or self._lasts(node.values)

    def alive_tie(self, tie: Tie) -> bool:
        """Whether a relationship is alive; one without dates always is."""
        return load_model().relationships[tie.kind].static or self._lasts(tie.values)

    def _lasts(self, values: Any) -> bool:
        start, end = values.get("validFrom"), values.get("validTo")
        return (start is None or start <= self.day) and (end is None or self.day < end)

    def may_see(self, label: str) -> bool:
        """Whether the viewer's role opens a label (or that of a type)."""
        return may_see(self.viewer, label)

    def visible(self, node: Node) -> bool:
        """Whether the node exists for the viewer, alive or not."""
        return self.may_see(node.type.home) and self.in_scope(node)

    def in_scope(self, node: Node) -> bool:
        """Whether the node lies in the viewer's scope; without a scope everything does."""
        if not self.viewer.areas or node.type.home in ALWAYS_INSIDE:
            return True
        return node.type.home not in NEVER_INSIDE and self._scope.inside(node)

    def inside(self, node: Node, area: str) -> bool:
        """Whether a node is at home in an area (by id) or below it."""
        if area not in self._areas:
            self._areas[area] = Homes(self.facts, (area,), self.alive_tie)
        return self._areas[area].inside(node)

    @cached_property
    def _scope(self) -> Homes:
        return Homes(self.facts, self.viewer.areas, self.alive_tie)

    def of_type(self, name: str) -> list[Node]:
        """Every node of a type that is alive and visible."""
        nodes = self.facts.nodes.values()
        return [node for node in nodes if node.is_a(name) and self.alive(node) and self.visible(node)]

    def neighbours(self, node: Node, relation: Relation) -> list[Neighbour]:
        """The visible ones, one for each relationship."""
        return [found for found in self._around(node, relation) if self.in_scope(found.node)]

    def outside(self, node: Node, relation: Relation) -> list[Neighbour]:
        """Those outside the scope, one for each relationship."""
        return [found for found in self._around(node, relation) if not self.in_scope(found.node)]

    def _around(self, node: Node, relation: Relation) -> list[Neighbour]:
        out, into = (ties.get((node.id, relation.kind), []) for ties in (self.facts.out, self.facts.into))
        pairs = [(tie, tie.end) for tie in out if relation.direction in ("out", "both")]
        pairs += [
            (tie, tie.start)
            for tie in into
            if relation.direction == "in" or (relation.direction == "both" and tie not in out)
        ]
        found = [Neighbour(self.facts.nodes[other], tie, tie.id) for tie, other in pairs if self.alive_tie(tie)]
        return [
            one
            for one in found
            if one.node.is_a(relation.target) and self.alive(one.node) and self.may_see(one.node.type.home)
        ]
