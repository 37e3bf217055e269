"""Bodies that were only named before, when the roster that defines them comes: what hangs on them goes over.

A check-in names the unit of a member, a list of units their branch. As long as no roster defines that body it is kept by
its name, without a place (:meth:`loaders.bodies.Bodies.named`). The load that defines a body of that name lays what hangs
on the named one anew, so that the graph is the same in whichever order rosters come. Where several bodies of that name
are defined nothing is guessed: the named one stays.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from graph.model import make_id
from graph.store.records import GraphState, Relationship
from loaders.facts import Claim, Facts, Ref
from loaders.linking.records import APART, CARRYING

__all__ = ["replace_listings", "replace_superseded"]

_APART = {**APART, "PAIRED_WITH": ("joint", "jointText"), "STEP": ("order", "participants")}
"""The properties that tell several relationships of one type between two nodes apart."""

_LISTS = ("records", "keys", "phones", "numbers", "units", "states")


def replace_superseded(
    superseded: dict[str, list[Ref]], facts: Facts, state: GraphState, replaced: set[str]
) -> list[str]:
    """Lays the relationships of bodies that were only named anew, and returns the ids of those that go.

    Adds to ``replaced`` the stored relationships that go with them.
    """
    gone = []
    for id, defined in sorted(superseded.items()):
        change = _Change(id, defined[0], facts, state) if len(defined) == 1 else None
        if change and change.is_possible():
            change.apply(replaced)
            gone.append(id)
    return gone


def replace_listings(facts: Facts, state: GraphState, replaced: set[str]) -> None:
    """Lets a reserve listed for an area, while its post was not known yet, be listed for the post alone.

    Adds to ``replaced`` the stored listings that go.
    """
    areas: dict[str, set[str]] = {}
    said = list(facts.relationships.values())
    for claim in said:
        if claim.label == "RESPONSIBLE_FOR":
            areas.setdefault(_ends(claim)[0], set()).add(_ends(claim)[1])
    listed = [claim for claim in said if claim.label == "RESERVE_FOR" and _ends(claim)[1] in areas]
    post_of = {
        (area, record, *_apart("RESERVE_FOR", claim.properties)): claim
        for claim in listed
        for area in areas[_ends(claim)[1]]
        for record in claim.properties["records"]
    }
    for old in state.relationships.values() if post_of else ():
        if old.type == "RESERVE_FOR":
            apart = _apart(old.type, old.properties)
            if all((old.end, record, *apart) in post_of for record in old.properties["records"]):
                replaced.add(old.id)
                facts.relationships.pop(old.id, None)


@dataclass
class _Change:
    """One named body giving way to a defined one."""

    named: str
    body: Ref
    facts: Facts
    state: GraphState

    def is_possible(self) -> bool:
        """Whether the model lets everything that hangs on the one hang on the other, and the store has none of it yet."""
        return all(
            row.start != row.end
            and self.facts.model.may_join(row.type, self._label(row.start), self._label(row.end))
            and self._moved(row.type, row.start, row.end, row.properties)[0] not in self.state.relationships
            for row in self._stored()
        )

    def apply(self, replaced: set[str]) -> None:
        """Lays the stored relationships anew, and those that this load has said of the named body."""
        for row in self._stored():
            if row.id not in replaced:
                replaced.add(row.id)
                self._lay(row.type, *self._moved(row.type, row.start, row.end, row.properties), dict(row.properties))
        for claim in [claim for claim in self.facts.relationships.values() if claim.ends and self.named in claim.ends]:
            del self.facts.relationships[claim.id]
            self._lay(claim.label, *self._moved(claim.label, *_ends(claim), claim.properties), claim.properties)
        self.facts.nodes.pop(self.named, None)

    def _stored(self) -> Iterator[Relationship]:
        yield from self.state.incoming(self.named)
        yield from self.state.outgoing(self.named)

    def _label(self, id: str) -> str:
        if id == self.named:
            return self.body.label
        claim = self.facts.nodes.get(id)
        return claim.label if claim else self.state.nodes[id].label

    def _moved(self, kind: str, start: str, end: str, properties: dict[str, Any]) -> tuple[str, str, str]:
        """The id and the ends that the relationship has at the defined body."""
        start, end = (self.body.id if id == self.named else id for id in (start, end))
        if self.facts.model.relationship(kind).symmetric:
            start, end = sorted((start, end))
        return make_id("rel", kind, start, end, *_apart(kind, properties)), start, end

    def _lay(self, kind: str, id: str, start: str, end: str, properties: dict[str, Any]) -> None:
        said = self.facts.relationships.get(id)
        if said is None:
            self.facts.restate(kind, id, start, end, properties)
        elif kind in CARRYING:
            _carry(said, properties)


def _apart(kind: str, properties: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(properties.get(name) for name in _APART.get(kind, ()))


def _ends(claim: Claim) -> tuple[str, str]:
    assert claim.ends is not None
    return claim.ends


def _carry(claim: Claim, properties: dict[str, Any]) -> None:
    """Takes the records of a relationship over into one that is said already, as lists side by side in order."""
    columns: dict[str, dict[str, str]] = {}
    for told in (properties, claim.properties):
        for place, record in enumerate(told["records"]):
            for name in _LISTS:
                columns.setdefault(record, {})[name] = (told.get(name) or [""] * len(told["records"]))[place]
    for name in _LISTS:
        values = [columns[record][name] for record in sorted(columns)]
        claim.properties[name] = values if any(values) or name in ("keys", "phones") else None
