"""Finding or founding the place of service that a row names: by where it is and what it is called.

A ledger of facilities defines them; other rosters only name them (结对对象, 孵化阵地, 调解室), with or without the names
of the areas around.
"""

from __future__ import annotations

from typing import Any

from graph.model import make_id
from graph.store.records import GraphState
from loaders.facts import Facts, Ref
from loaders.linking.names import plain_name
from loaders.linking.pinyin import initials_of, pinyin_of
from loaders.places import Places
from loaders.sheets.row import Row

__all__ = ["Facilities"]


class Facilities:
    """The places of service known so far: those of the store and those that this load's rows name."""

    def __init__(self, facts: Facts, places: Places, state: GraphState | None = None) -> None:
        self._facts = facts
        self._places = places
        self._by_key: dict[tuple[str, str], Ref] = {}
        self._by_name: dict[str, list[Ref]] = {}
        self._homes: dict[str, str] = {}
        for node in state.of_label("Facility") if state else ():
            home = next((row.end for row in state.outgoing(node.id, "LOCATED_IN")), "") if state else ""
            self._remember(Ref(node.label, node.id), home, node.properties.get("name", ""))

    def define(self, label: str, row: Row, *, name: str, home: Ref, **properties: Any) -> Ref:
        """The facility of that name in that area, made where nobody has named it before; it keeps its first label."""
        plain = plain_name(name)
        known = self._by_key.get((home.id, plain)) or Ref(label, make_id("facility", label, home.id, plain))
        ref = self._facts.node(
            known.label, known.id, row, name=name, pinyin=pinyin_of(plain, surname=False),
            initials=initials_of(plain, surname=False), **properties,
        )  # fmt: skip
        self._facts.relate("LOCATED_IN", ref, home, row)
        self._remember(ref, home.id, name)
        return ref

    def find(self, name: str, *, near: Ref | None = None) -> list[Ref]:
        """The facilities of that name, those nearest to an area; the names of the areas around may be left out or added."""
        plain = plain_name(name)
        around = [plain_name(place.name) for place in self._places.above(near.id)] if near else []
        wanted = [plain, *(area + plain for area in around), *(plain.removeprefix(area) for area in around)]
        found = next((refs for one in wanted if (refs := self._by_name.get(one))), [])
        return self._nearest(found, near) if near and len(found) > 1 else found

    def _nearest(self, found: list[Ref], near: Ref) -> list[Ref]:
        for place in self._places.above(near.id):
            inside = [ref for ref in found if self._places.is_within(self._homes[ref.id], place.id)]
            if inside:
                return inside
        return found

    def _remember(self, ref: Ref, home: str, name: str) -> None:
        plain = plain_name(name)
        self._by_key[home, plain] = ref
        self._homes[ref.id] = home
        same = self._by_name.setdefault(plain, [])
        if ref not in same:
            same.append(ref)
