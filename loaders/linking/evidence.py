"""The ladder of evidence: which records are joined, which wait for a person, which stay apart.

Decisions (confirmed, rejected) come before all. (1) A row that states the other post, when exactly one holder of that
name is there; a ledger and a roster that name one holder of one post (:mod:`loaders.linking.holders`); (2) the same
name and the same full phone. Both are automatic. (3) The same name and a shared unit or compound waits in the queue
待确认. Nothing else joins.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from graph.model import make_id
from graph.store.records import GraphState
from loaders.linking.cluster import Clusters
from loaders.linking.records import Record

__all__ = [
    "Decision",
    "LinkFact",
    "Stated",
    "decisions_in",
    "join_certain",
    "join_stated",
    "link_namings",
    "queue",
]

ALL_PAIRS_UP_TO = 6
"""Records of one phone that are linked pair by pair; more are linked to the first of them."""


@dataclass(frozen=True, slots=True)
class LinkFact:
    """Two records with what speaks for their being one person; ``a`` is the one whose row states it, if one does."""

    a: str
    b: str
    rung: str
    state: str
    evidence: str

    @property
    def id(self) -> str:
        """The link's id, the same whichever record comes first."""
        return make_id("link", *sorted((self.a, self.b)))


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody decided of two records: ``confirmed`` or ``rejected``."""

    a: str
    b: str
    state: str


@dataclass(frozen=True, slots=True)
class Stated:
    """A record whose row states another post, with the records of that name that hold it."""

    record: str
    candidates: tuple[str, ...]
    evidence: str


def decisions_in(state: GraphState) -> list[Decision]:
    """What people have decided of links, as the store remembers it."""
    return [
        Decision(node.properties["a"], node.properties["b"], node.properties["state"])
        for node in state.of_label("Link")
        if node.properties["state"] in ("confirmed", "rejected")
    ]


def join_certain(clusters: Clusters, records: Mapping[str, Record], decisions: Iterable[Decision]) -> list[LinkFact]:
    """Joins what is confirmed, then by number, then by phone; returns the links that did join."""
    for decision in decisions:
        if decision.state == "confirmed":
            clusters.join(decision.a, decision.b)
    found: list[LinkFact] = []
    numbers = {record.id: record.number for record in records.values() if record.number}
    phones = {record.id: record.key for record in records.values() if record.key}
    for rung, evidence, values in (("number", "人员编号相同", numbers), ("phone", "姓名与完整电话均相同", phones)):
        groups: dict[str, list[str]] = {}
        for id, value in values.items():
            groups.setdefault(value, []).append(id)
        for group in groups.values():
            found += [
                LinkFact(a, b, rung, "certain", evidence) for a, b in _pairs(sorted(group)) if clusters.join(a, b)
            ]
    return found


def link_namings(clusters: Clusters, before: Mapping[str, str], holders: Iterable[Iterable[str]]) -> list[LinkFact]:
    """The links of records that only the post shows to be one holder; ``before`` says who was joined without it."""
    found = []
    for records in holders:
        firsts: dict[str, str] = {}
        for record in sorted(records):
            firsts.setdefault(before[record], record)
        first, *others = firsts.values()
        found += [
            LinkFact(first, other, "post", "stated", "同一岗位两册同名")
            for other in others
            if clusters.joined(first, other)
        ]
    return found


def join_stated(clusters: Clusters, stated: Iterable[Stated]) -> list[LinkFact]:
    """Joins records whose rows state another post with its one holder of that name; returns the links that did join."""
    before = clusters.leaders()
    found = []
    for statement in stated:
        persons = {clusters.leader(candidate) for candidate in statement.candidates}
        if len(persons) != 1:
            continue
        candidate = statement.candidates[0]
        known = before[statement.record] == before[candidate]
        if clusters.join(statement.record, candidate) and not known:
            found.append(LinkFact(statement.record, candidate, "stated", "stated", statement.evidence))
    return found


def queue(
    clusters: Clusters, records: Mapping[str, Record], shared: Mapping[str, set[str]], waiting: set[frozenset[str]]
) -> list[LinkFact]:
    """Persons of the same name that share a unit or compound, across kinds of roster, and are not rejected: one link a pair.

    The pair of records that waits already (``waiting``) goes on standing for its two persons.
    """
    groups: dict[tuple[str, str], list[Record]] = {}
    for record in records.values():
        if record.name:
            for place in shared.get(record.id, ()):
                groups.setdefault((record.name, place), []).append(record)
    pairs: dict[frozenset[str], set[tuple[str, str]]] = {}
    for group in groups.values():
        for one, other in combinations(group, 2):
            persons = frozenset((clusters.leader(one.id), clusters.leader(other.id)))
            if one.kind != other.kind and len(persons) > 1 and clusters.may_join(one.id, other.id):
                a, b = sorted((one.id, other.id))
                pairs.setdefault(persons, set()).add((a, b))
    chosen = [min(found, key=lambda pair: (frozenset(pair) not in waiting, pair)) for found in pairs.values()]
    return [LinkFact(a, b, "queue", "pending", "姓名相同，且同在一单位或小区") for a, b in sorted(chosen)]


def _pairs(group: list[str]) -> Iterable[tuple[str, str]]:
    return combinations(group, 2) if len(group) <= ALL_PAIRS_UP_TO else ((group[0], other) for other in group[1:])
