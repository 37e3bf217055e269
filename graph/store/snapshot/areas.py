"""The tree of areas, and the home of every node in it: the smallest area that contains all that the node concerns.

An area that the file put into two parents hangs under the smallest area that holds both; one without a parent hangs
under the district. So every node has one home and numbers add up from children to parents.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from graph.errors import UsageError

if TYPE_CHECKING:
    from graph.store.snapshot.index import Index

__all__ = ["LEVELS", "AreaTree"]

LEVELS = {
    "District": "district", "Street": "street", "Community": "community", "Village": "community", "Grid": "grid",
    "Compound": "compound", "Building": "building",
}  # fmt: skip
"""The level of each kind of area; a village stands at the level of communities."""

_HOMES: dict[str, tuple[tuple[str, bool], ...]] = {
    "Post": (("RESPONSIBLE_FOR", False), ("POST_IN", False)),
    "Tenure": (("OF_POST", False),),
    "Organisation": (("BASED_IN", False), ("SERVES", False), ("MEMBER_OF", False)),
    "Facility": (("LOCATED_IN", False), ("SERVES", False)),
    "ServiceProject": (("SERVES", False), ("PROVIDES", True)),
    "Activity": (("HELD_IN", False), ("ORGANISED_BY", False)),
    "Indicator": (("MEASURES", False),),
    "MatterRoute": (("FOR", False),),
    "Exemption": (("ABOUT", False),),
    "Link": (("JOINS", False),),
    "Person": (("HOLDER", True), ("RESERVE_FOR", False), ("CHECKED_IN", False), ("WORKS_AT", False)),
}
"""Where a node of each label is at home: the relationships to follow, the first that leads anywhere (inward where True)."""


class AreaTree:
    """Parents, ancestors, levels and homes of one graph.

    Raises ``UsageError`` where the areas form a cycle, or where there are two districts or no single top.
    """

    def __init__(self, index: Index) -> None:
        self._index = index
        self._above: dict[str, tuple[str, ...]] = {}
        self._home: dict[str, str | None] = dict(index.G.graph.get("homes", {}))  # the part of an area: see part.py
        self.root = self._find_root()
        self.children: dict[str, list[str]] = {}
        for area in index.of_label("Area"):
            parent = self.parent(area)
            if parent is not None:
                self.children.setdefault(parent, []).append(area)

    def _find_root(self) -> str | None:
        index = self._index
        parentless = [area for area in index.of_label("Area") if not index.out(area, "WITHIN")]
        tops = [area for area in parentless if index.nodes[area]["label"] == "District"] or parentless
        if len(tops) > 1:
            names = "、".join(sorted(str(index.nodes[area].get("name")) for area in tops)[:5])
            raise UsageError("coverage.two_roots", names=names)
        if not tops and next(iter(index.of_label("Area")), None) is not None:
            raise UsageError("coverage.area_cycle", names=self._name_cycle(next(iter(index.of_label("Area")))))
        return tops[0] if tops else None

    def parent(self, area: str) -> str | None:
        """The area right above, None for the top."""
        above = self.above(area)
        return above[1] if len(above) > 1 else None

    def above(self, area: str) -> tuple[str, ...]:
        """The area itself and all above it, up to the top."""
        found = self._above.get(area)
        if found is None:
            found = self._climb(area, ())
        return found

    def _climb(self, area: str, below: tuple[str, ...]) -> tuple[str, ...]:
        if area in self._above:
            return self._above[area]
        if area in below:
            raise UsageError("coverage.area_cycle", names=self._name_cycle(area))
        parents = [parent for parent, _ in self._index.out(area, "WITHIN")]
        above: tuple[str, ...]
        if not parents:
            above = (area,) if area == self.root or self.root is None else (area, self.root)
        else:
            chains = [self._climb(parent, (*below, area)) for parent in parents]
            above = (area, *_common(chains))
        self._above[area] = above
        return above

    def _name_cycle(self, area: str) -> str:
        names, seen, at = [], set(), area
        while at not in seen:
            seen.add(at)
            names.append(str(self._index.nodes[at].get("name")))
            at = next((parent for parent, _ in self._index.out(at, "WITHIN")), at)
        return " → ".join([*names[:6], str(self._index.nodes[at].get("name"))])

    def home(self, id: str) -> str | None:
        """The home area of any node; the top where nothing says more, None in a graph without areas."""
        if id in self._home:
            return self._home[id]
        self._home[id] = self.root  # what leads round in a circle is at home at the top
        self._home[id] = found = self._find_home(id)
        return found

    def _find_home(self, id: str) -> str | None:
        index = self._index
        label = index.labels_of(index.nodes[id]["label"])[0]
        if label == "Area":
            return id
        for kind, inward in _HOMES.get(label, ()):
            near = index.into(id, kind) if inward else index.out(id, kind)
            homes = {home for other, _ in near if (home := self.home(other)) is not None}
            if homes:
                return self.smallest(homes)
        return self.root

    def smallest(self, areas: Iterable[str]) -> str | None:
        """The smallest area that contains all of these."""
        chains = [self.above(area) for area in areas]
        return (_common(chains) or (self.root,))[0] if chains else self.root

    def level(self, area: str) -> str:
        """The level of an area: district, street, community (a village too), grid, compound or building."""
        return LEVELS.get(str(self._index.nodes[area]["label"]), "area")

    def at_level(self, id: str, level: str) -> str | None:
        """The area of that level in which a node lies, None where it lies in none (the district's own centre)."""
        home = self.home(id)
        return next((area for area in self.above(home) if self.level(area) == level), None) if home else None

    def names(self, id: str) -> Iterator[str]:
        """The names from the street down to the home of a node (the district's where there is no more)."""
        home = self.home(id)
        above = self.above(home) if home else ()
        for area in reversed(above[:-1] or above):
            yield str(self._index.nodes[area].get("name") or area)

    def inside(self, area: str) -> set[str]:
        """The area and all areas below it."""
        found, open_ = {area}, [area]
        while open_:
            for child in self.children.get(open_.pop(), ()):
                found.add(child)
                open_.append(child)
        return found


def _common(chains: list[tuple[str, ...]]) -> tuple[str, ...]:
    """The part that all ways up share, from its lowest area on."""
    if len(chains) == 1:
        return chains[0]
    shared = set(chains[0]).intersection(*chains[1:])
    return tuple(area for area in chains[0] if area in shared)
