"""Posts as far as linking must know them: which role each has, and which areas it concerns."""

from __future__ import annotations

from collections.abc import Iterable

from graph.store.records import GraphState
from loaders.facts import Facts
from loaders.places import Places

__all__ = ["Posts"]


class Posts:
    """The posts of the store and of this load."""

    def __init__(self, facts: Facts, places: Places, state: GraphState) -> None:
        self._places = places
        self._role: dict[str, str] = {node.id: node.properties["role"] for node in state.of_label("Post")}
        self._role |= {claim.id: claim.properties["role"] for claim in facts.nodes.values() if claim.label == "Post"}
        self._areas: dict[str, set[str]] = {}
        ends = [(row.type, row.start, row.end) for row in state.relationships.values()]
        ends += [(claim.label, *claim.ends) for claim in facts.relationships.values() if claim.ends]
        homes = {start: end for kind, start, end in ends if kind == "BASED_IN"}
        for kind, start, end in ends:
            if kind == "RESPONSIBLE_FOR":
                self._areas.setdefault(start, set()).add(end)
            elif kind == "POST_IN" and end in homes:
                self._areas.setdefault(start, set()).add(homes[end])
        self._compounds: dict[str, set[str]] = {}
        self._at: dict[tuple[str, str], list[str]] = {}
        for post, role in self._role.items():
            for area in self._areas.get(post, ()):
                self._at.setdefault((role, area), []).append(post)

    def of_role(self, roles: Iterable[str], area: str) -> list[str]:
        """The posts of these roles that concern that area."""
        return [post for role in roles for post in self._at.get((role, area), ())]

    def compounds(self, post: str) -> set[str]:
        """The compounds within which a post's areas lie."""
        return {place for area in self._areas.get(post, ()) for place in self.compounds_above(area)}

    def compounds_above(self, area: str) -> set[str]:
        """The compounds within which an area lies (itself, where it is one)."""
        if area not in self._compounds:
            self._compounds[area] = {place.id for place in self._places.above(area) if place.label == "Compound"}
        return self._compounds[area]
