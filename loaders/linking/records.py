"""Records of persons: each is one naming of somebody in a roster, local to that roster and post.

A record joins nothing by itself. What may join it lies beside it, in the load and in the store alike: a person number,
the keyed hash of name + full phone, the posts that its row states, and for the queue its employer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from typing import Any

from graph.store.records import GraphState, Relationship
from loaders.facts import Ref
from loaders.sheets.row import Row

__all__ = ["APART", "CARRYING", "Mention", "Record", "carried", "known_records", "person_of"]

CARRYING = ("WORKS_AT", "OWNER_IN", "CHECKED_IN", "RESERVE_FOR", "HOLDER")
"""The relationships of a person that carry the records which say them, the one that tells most last."""

NAMING = ("RESERVE_FOR", "HOLDER")
"""Those of them whose records may have a name: only holders of posts and listed reserves do (10-privacy)."""

APART = {"RESERVE_FOR": ("tier", "talentKind", "position"), "CHECKED_IN": ("on",)}
"""The properties that tell several relationships of one type between one person and one target apart."""


@dataclass(frozen=True, slots=True)
class Record:
    """A naming of a person: ``name`` is None for those who are kept without one; ``key`` joins, ``phone`` is masked.

    ``number`` and ``unit`` (the employer, for the queue) are keyed hashes; ``states`` are the posts that the row says
    the same person holds, each as ``role,role@area``. The id reads ``record-<roster kind>-<keyed hash>``.
    """

    id: str
    name: str | None
    key: str | None = None
    phone: str | None = None
    number: str | None = None
    unit: str | None = None
    states: tuple[str, ...] = ()

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
    held: tuple[tuple[Ref, dict[str, Any]], ...] = ()
    related: tuple[tuple[str, Ref, dict[str, Any]], ...] = ()
    states: tuple[tuple[tuple[str, ...], str], ...] = ()


def carried(ids: Set[str], records: Mapping[str, Record]) -> dict[str, Any]:
    """What a relationship keeps of its records, as lists side by side; None for a list that would be empty of values."""
    chosen = [records[id] for id in (sorted(ids) if len(ids) > 1 else ids)]
    numbers, units = [record.number or "" for record in chosen], [record.unit or "" for record in chosen]
    states = [" ".join(record.states) for record in chosen]
    return {
        "records": [record.id for record in chosen],
        "keys": [record.key or "" for record in chosen],
        "phones": [record.phone or "" for record in chosen],
        "numbers": numbers if any(numbers) else None,
        "units": units if any(units) else None,
        "states": states if any(states) else None,
    }


def known_records(state: GraphState) -> dict[str, Record]:
    """Every record that the store holds, by id; without a name where nothing but a nameless person was said."""
    found: dict[str, Record] = {}
    by_type: dict[str, list[Relationship]] = {kind: [] for kind in CARRYING}
    for relationship in state.relationships.values():
        if relationship.type in by_type:
            by_type[relationship.type].append(relationship)
    for kind in CARRYING:
        for relationship in by_type[kind]:
            name = state.nodes[person_of(relationship)].properties.get("name") if kind in NAMING else None
            for record in _records(relationship, name):
                found[record.id] = record if record.name or record.id not in found else found[record.id]
    return found


def person_of(relationship: Relationship) -> str:
    """The id of the person at a relationship that carries records."""
    return relationship.end if relationship.type == "HOLDER" else relationship.start


def _records(relationship: Relationship, name: str | None) -> Iterable[Record]:
    values = relationship.properties
    nothing = [""] * len(values["records"])
    lists = (values.get(word) or nothing for word in ("keys", "phones", "numbers", "units", "states"))
    for id, key, phone, number, unit, states in zip(values["records"], *lists, strict=True):
        yield Record(id, name, key or None, phone or None, number or None, unit or None, tuple(states.split()))
