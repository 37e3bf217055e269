"""Records of persons: each is one naming of somebody in a roster, local to that roster and post.

A record joins nothing by itself. What may join it lies beside it: a person number, the keyed hash of name + full
phone, the posts that its row states, and for the queue the unit or compound that it shares with others.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from graph.store.records import GraphState, Relationship
from loaders.facts import Ref
from loaders.sheets.row import Row

__all__ = ["APART", "CARRYING", "Mention", "Record", "known_records", "person_of"]

CARRYING = ("HOLDER", "CHECKED_IN", "RESERVE_FOR", "WORKS_AT", "OWNER_IN")
"""The relationships of a person that carry the records which say them."""

APART = {"RESERVE_FOR": ("tier", "talentKind", "position"), "CHECKED_IN": ("on",)}
"""The properties that tell several relationships of one type between one person and one target apart."""


@dataclass(frozen=True, slots=True)
class Record:
    """A naming of a person: ``name`` is None for those who are kept without one; ``key`` joins, ``phone`` is masked.

    The id reads ``record-<roster kind>-<keyed hash>``.
    """

    id: str
    name: str | None
    key: str | None = None
    phone: str | None = None
    number: str | None = None

    @property
    def kind(self) -> str:
        """The kind of roster that names the person."""
        return self.id.split("-", 2)[1]


@dataclass(slots=True)
class Mention:
    """A record as this load reads it, with what its row says of it.

    ``held`` are its tenures (post, properties); ``related`` are its own relationships (type, target, properties);
    ``states`` are posts that the row says the same person holds: (roles, area).
    """

    record: Record
    row: Row
    column: str
    unit: str | None = None
    held: list[tuple[Ref, dict[str, Any]]] = field(default_factory=list)
    related: list[tuple[str, Ref, dict[str, Any]]] = field(default_factory=list)
    states: list[tuple[tuple[str, ...], str]] = field(default_factory=list)


def known_records(state: GraphState) -> dict[str, Record]:
    """Every record that the store holds, by id."""
    found: dict[str, Record] = {}
    for relationship in state.relationships.values():
        if relationship.type not in CARRYING:
            continue
        person = state.nodes[person_of(relationship)]
        values = relationship.properties
        for id, key, phone in zip(values["records"], values["keys"], values["phones"], strict=True):
            found[id] = Record(id, person.properties.get("name"), key or None, phone or None)
    return found


def person_of(relationship: Relationship) -> str:
    """The id of the person at a relationship that carries records."""
    return relationship.end if relationship.type == "HOLDER" else relationship.start
