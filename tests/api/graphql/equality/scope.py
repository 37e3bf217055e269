"""Whether a node's home leads into a set of areas: the table of the contract, walked naively.

The first kind of relationship that leads anywhere decides, and any node that it reaches suffices; for persons every kind
counts. Only relationships alive on the day count; of the nodes that they reach it is not asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tests.api.graphql.equality.facts import Facts, Node, Tie

__all__ = ["HOMES", "Homes"]

HOMES: dict[str, tuple[str, ...]] = {
    "Organisation": ("BASED_IN>", "SERVES>"),
    "Facility": ("LOCATED_IN>", "SERVES>"),
    "Post": ("RESPONSIBLE_FOR>", "POST_IN>"),
    "Tenure": ("OF_POST>",),
    "Person": ("<HOLDER", "RESERVE_FOR>", "CHECKED_IN>", "WORKS_AT>"),
    "ServiceProject": ("SERVES>", "<PROVIDES"),
    "Activity": ("HELD_IN>", "ORGANISED_BY>"),
    "Indicator": ("MEASURES>",),
    "MatterRoute": ("FOR>",),
    "Exemption": ("ABOUT>",),
    "Finding": ("FOUND_AT>", "ABOUT>"),
    "ScopeResult": ("ABOUT>",),
    "Change": ("TARGETS>",),
    "Plan": ("<STEP_OF",),
    "Link": ("JOINS>",),
}
"""Where each label is at home; ``>`` leads to the end of the relationship, ``<`` to its start."""

_EVERY_KIND = ("Person",)


class Homes:
    """Answers for one set of areas on one day; ``alive`` says of a relationship whether it is."""

    def __init__(self, facts: Facts, areas: tuple[str, ...], alive: Callable[[Tie], bool]) -> None:
        self._facts, self._alive = facts, alive
        self._areas = {
            node.id
            for node in facts.nodes.values()
            if node.is_a("Area") and {node.id, node.values.get("code")} & {*areas}
        }
        self._known: dict[str, bool] = {}

    def inside(self, node: Node) -> bool:
        """Whether the node is at home in one of the areas or below."""
        if node.id not in self._known:
            self._known[node.id] = self._inside(node, frozenset())
        return self._known[node.id]

    def _inside(self, node: Node, seen: frozenset[str]) -> bool:
        if node.id in seen:
            return False
        if node.is_a("Area"):
            return node.id in self._areas or any(
                self._inside(above, seen | {node.id}) for above in self._reached(node, "WITHIN>")
            )
        ways = [[*self._reached(node, way)] for way in HOMES.get(node.type.home, ())]
        leading = [way for way in ways if way]
        chosen = leading if node.type.home in _EVERY_KIND else leading[:1]
        return any(self._inside(reached, seen | {node.id}) for way in chosen for reached in way)

    def _reached(self, node: Node, way: str) -> Iterator[Node]:
        kind = way.strip("<>")
        ties = self._facts.out if way.endswith(">") else self._facts.into
        for tie in ties.get((node.id, kind), ()):
            other = self._facts.nodes[tie.end if way.endswith(">") else tie.start]
            if self._alive(tie):
                yield other
