"""The ladder of evidence: which records are joined, which wait for a person, which stay apart.

(1) a row that states the other post, when exactly one holder of that name is there; a ledger and a roster that name
one holder of one post; (2) the same name and the same full phone. Both are automatic. (3) The same name and a shared
unit or compound waits in the queue 待确认. Nothing else joins. Decisions (confirmed, rejected) come before all.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from graph.model import make_id
from graph.store.records import GraphState
from loaders.linking.cluster import Clusters
from loaders.linking.records import Record

__all__ = ["Decision", "LinkFact", "Stated", "decisions_in", "join_by_evidence", "queue", "same_holder"]

ALL_PAIRS_UP_TO = 6
"""Records of one phone that are linked pair by pair; more are linked to the first of them."""


@dataclass(frozen=True, slots=True)
class LinkFact:
    """Two records with what speaks for their being one person."""

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


def same_holder(clusters: Clusters, groups: Iterable[list[str]]) -> list[LinkFact]:
    """Joins the namings of one spell; those from different rosters are told as stated links."""
    found = []
    for records in groups:
        first = records[0]
        for other in records[1:]:
            if clusters.join(first, other):
                found.append(LinkFact(first, other, "stated", "stated", "同一岗位两册同名"))
    return found


def join_by_evidence(
    clusters: Clusters, records: dict[str, Record], stated: Iterable[Stated], decisions: Iterable[Decision]
) -> list[LinkFact]:
    """Joins by number, phone, statement and confirmation, in this order; returns the links that did join."""
    found: list[LinkFact] = []
    for rung, state, evidence, value in (
        ("number", "certain", "人员编号相同", lambda record: record.number),
        ("phone", "certain", "姓名与完整电话均相同", lambda record: record.key),
    ):
        groups: dict[str, list[str]] = {}
        for record in records.values():
            if value(record):
                groups.setdefault(value(record), []).append(record.id)
        for group in groups.values():
            for a, b in _pairs(sorted(group)):
                if clusters.join(a, b):
                    found.append(LinkFact(a, b, rung, state, evidence))
    for statement in stated:
        persons = {frozenset(clusters.members(candidate)) for candidate in statement.candidates}
        if len(persons) == 1 and clusters.join(statement.record, statement.candidates[0]):
            found.append(LinkFact(statement.record, statement.candidates[0], "stated", "stated", statement.evidence))
    for decision in decisions:
        if decision.state == "confirmed":
            clusters.join(decision.a, decision.b)
    return found


def queue(
    clusters: Clusters, records: dict[str, Record], shared: dict[str, set[str]], rejected: set[frozenset[str]]
) -> list[LinkFact]:
    """Pairs of the same name that share a unit or compound, across kinds of roster, and are neither joined nor rejected."""
    groups: dict[tuple[str, str], list[str]] = {}
    for record in records.values():
        if record.name:
            for place in shared.get(record.id, ()):
                groups.setdefault((record.name, place), []).append(record.id)
    found: dict[str, LinkFact] = {}
    for group in groups.values():
        for a, b in combinations(sorted(group), 2):
            if records[a].kind == records[b].kind or clusters.joined(a, b) or frozenset((a, b)) in rejected:
                continue
            if any(frozenset((x, y)) in rejected for x in clusters.members(a) for y in clusters.members(b)):
                continue
            link = LinkFact(a, b, "queue", "pending", "姓名相同，且同在一单位或小区")
            found[link.id] = link
    return list(found.values())


def _pairs(group: list[str]) -> Iterable[tuple[str, str]]:
    return combinations(group, 2) if len(group) <= ALL_PAIRS_UP_TO else ((group[0], other) for other in group[1:])
