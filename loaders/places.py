"""Finding the area that a row names: by code, by full name, by name without its ending, by alias.

A name is looked up inside its parent only, the full name first; an ending is taken off only where one candidate
remains (王家园社区 and 王家园村 are two). Nothing is made up: an area that nobody has defined is refused, with the
nearest names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from graph.store.records import GraphState
from loaders.errors import BadCell
from loaders.facts import Ref
from loaders.linking.names import plain_name, short_name
from loaders.workbook.values import parse_serial

__all__ = ["Place", "Places", "grid_serial"]


def grid_serial(name: object) -> int | None:
    """The serial in a grid's name (第3网格, 3网格, 三网格), None where the name is no serial.

    >>> grid_serial("三网格"), grid_serial("万达商圈专属网格")
    (3, None)
    """
    try:
        return parse_serial(str(name or ""))
    except BadCell:
        return None


@dataclass(slots=True)
class Place:
    """An area as far as it must be known to be found."""

    id: str
    label: str
    name: str
    code: str | None = None
    parents: set[str] = field(default_factory=set)
    aliases: set[str] = field(default_factory=set)
    serial: int | None = None

    @property
    def ref(self) -> Ref:
        """The area as facts refer to it."""
        return Ref(self.label, self.id)

    def names(self) -> Iterator[str]:
        """Every name it goes by, plain."""
        yield plain_name(self.name)
        yield from map(plain_name, self.aliases)


class Places:
    """The areas known so far: those of the store and those that this load's rows define."""

    def __init__(self, state: GraphState | None = None) -> None:
        self._by_id: dict[str, Place] = {}
        self._by_code: dict[str, Place] = {}
        self._children: dict[str, list[str]] = {}
        self._by_label: dict[str, list[str]] = {}
        self._compared: dict[str, set[str]] = {}
        self._parents: dict[str, list[str]] = {}
        for node in state.of_label("Area") if state else ():
            values = node.properties
            place = Place(node.id, node.label, values.get("name", ""), values.get("code"))
            place.aliases.update(values.get("aliases") or ())
            place.serial = values.get("serial")
            self.add(place)
        if state:
            for node in state.of_label("Area"):
                for relationship in state.outgoing(node.id, "WITHIN"):
                    if relationship.properties.get("validTo") is None:
                        self.put_within(node.id, relationship.end)

    def add(self, place: Place) -> Place:
        """Takes in an area; one that is known already by its id gains names, code and serial."""
        known = self._by_id.get(place.id)
        if known is None:
            known = self._by_id[place.id] = place
            self._by_label.setdefault(place.label, []).append(place.id)
        else:
            known.aliases |= place.aliases | ({place.name} - {known.name})
            known.code, known.serial = known.code or place.code, known.serial or place.serial
        if known.code:
            self._by_code.setdefault(known.code, known)
        self._compared.pop(place.id, None)
        for parent in place.parents:
            self.put_within(place.id, parent)
        return known

    def put_within(self, child: str, parent: str) -> None:
        """Notes that one area lies within another."""
        if parent not in self._parents.setdefault(child, []):
            self._parents[child].append(parent)
            self._children.setdefault(parent, []).append(child)

    def get(self, id: str) -> Place | None:
        """The area of that id."""
        return self._by_id.get(id)

    def by_code(self, code: str) -> Place | None:
        """The area of that code."""
        return self._by_code.get(code)

    def of_label(self, *labels: str) -> list[Place]:
        """Every area of these labels."""
        return [self._by_id[id] for label in labels for id in self._by_label.get(label, ())]

    def within(self, parent: str, *labels: str) -> list[Place]:
        """The areas of these labels directly within one area."""
        children = (self._by_id[id] for id in self._children.get(parent, ()))
        return [child for child in children if child.label in labels]

    def above(self, id: str) -> Iterator[Place]:
        """The area itself and every area that it lies within, from near to far (each once, cycles or not)."""
        seen: set[str] = set()
        waiting = [id]
        while waiting:
            current = waiting.pop(0)
            if current in seen or current not in self._by_id:
                continue
            seen.add(current)
            yield self._by_id[current]
            waiting.extend(self._parents.get(current, ()))

    def is_within(self, id: str, area: str) -> bool:
        """Whether an area is another or lies within it."""
        return any(place.id == area for place in self.above(id))

    def find(self, name: str, among: Iterable[Place]) -> list[Place]:
        """The candidates of that name: those of the full name, else those of the name without its ending."""
        plain = plain_name(name)
        candidates = list(among)
        exact = [place for place in candidates if plain in place.names()]
        if exact:
            return exact
        return [place for place in candidates if self._short_of(plain, place.label) & self._short_names(place)]

    def _short_of(self, plain: str, label: str) -> set[str]:
        return {short_name(plain, label)}

    def _short_names(self, place: Place) -> set[str]:
        if place.id not in self._compared:
            self._compared[place.id] = {short_name(name, place.label) for name in place.names()}
        return self._compared[place.id]
