"""Who is one holder of a post: the namings of one post that mean the same person by the post alone.

A ledger and a roster that fill the same post at the same time with the same name mean one holder (evidence rung 1).
Not so two rows of one roster, nor a name that anything contests: another full phone (at a single seat: with another
start), a rejection, or a second person of that name whom the naming could mean as well. Then all stay apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from graph.store.records import GraphState
from loaders.linking.cluster import Clusters
from loaders.linking.records import Mention, Record

__all__ = ["Held", "Holder", "Naming", "held_in_store", "holders_of_post", "meet"]

Naming = tuple[Mention, dict[str, Any]]
"""One naming of a holder by a row of this load, with what the row says of the tenure."""

Span = tuple[date, date | None]

NOW: Span = (date.max, None)
"""What a naming without dates speaks of: whoever holds the post now."""


@dataclass(frozen=True, slots=True)
class Held:
    """A tenure as the store holds it."""

    id: str
    post: str
    person: str
    records: tuple[str, ...]
    start: date | None
    end: date | None
    precision: str | None = None
    end_known: str | None = None

    @property
    def span(self) -> Span:
        """From when to when."""
        return NOW if self.start is None and self.end is None else (self.start or date.min, self.end)


@dataclass(slots=True, eq=False)
class Holder:
    """One holder of one post: the records, what this load says of them, and their stored tenures.

    ``parted`` are stored tenures that name records of this holder but stay with another one, since somebody has
    rejected that both are one person.
    """

    records: set[str]
    naming: list[Naming] = field(default_factory=list)
    stored: list[Held] = field(default_factory=list)
    parted: list[Held] = field(default_factory=list)

    @property
    def first(self) -> str:
        """The record that the others are linked to."""
        return min(self.records)

    @property
    def spans(self) -> list[Span]:
        """When this load says that the post was held, or else the store."""
        if not self.naming:
            return [held.span for held in self.stored]
        return [
            NOW
            if told["validFrom"] is None and told["validTo"] is None
            else (told["validFrom"] or date.min, told["validTo"])
            for _, told in self.naming
        ]

    @property
    def starts(self) -> set[date]:
        """Every start that is known."""
        told = {told["validFrom"] for _, told in self.naming} | {held.start for held in self.stored}
        return {start for start in told if start is not None}

    @property
    def sheets(self) -> set[str]:
        """The sheets of this load that name the holder."""
        return {told["_row"].sheet.id for _, told in self.naming}

    def kinds(self, records: Mapping[str, Record]) -> set[str]:
        """The kinds of roster from which stored tenures name the holder."""
        return {records[id].kind for held in self.stored for id in held.records if id in self.records}

    def keys(self, records: Mapping[str, Record]) -> set[str]:
        """The keyed hashes of name + full phone."""
        return {key for id in self.records if (key := records[id].key)}


def meet(one: Span, other: Span) -> bool:
    """Whether two half-open spans have a day in common.

    >>> meet((date(2020, 1, 1), None), NOW), meet((date(2018, 1, 1), date(2020, 1, 1)), (date(2020, 1, 1), None))
    (True, False)
    """
    return (other[1] is None or one[0] < other[1]) and (one[1] is None or other[0] < one[1])


def held_in_store(state: GraphState) -> dict[str, list[Held]]:
    """The stored tenures by post."""
    found: dict[str, list[Held]] = {}
    for tenure in state.of_label("Tenure"):
        post = next(iter(state.outgoing(tenure.id, "OF_POST")), None)
        holder = next(iter(state.outgoing(tenure.id, "HOLDER")), None)
        if post is None or holder is None:
            continue
        told = tenure.properties
        dates = (told.get("validFrom"), told.get("validTo"), told.get("precision"), told.get("endKnown"))
        records = tuple(holder.properties["records"])
        found.setdefault(post.end, []).append(Held(tenure.id, post.end, holder.end, records, *dates))
    return found


def holders_of_post(
    naming: Iterable[Naming], stored: Iterable[Held], records: Mapping[str, Record], clusters: Clusters, *, single: bool
) -> list[Holder]:
    """The holders of one post, in a fixed order; joins in ``clusters`` what the post shows to be one person."""
    told, held = list(naming), list(stored)
    if len(told) == 1 and all(tenure.records == (told[0][0].record.id,) for tenure in held):
        return [Holder({told[0][0].record.id}, told, held)]  # nobody else is named, now or before
    for tenure in held:
        for record in tenure.records[1:]:
            clusters.join(tenure.records[0], record)
    by_name: dict[str, list[Holder]] = {}
    for holder in _joined(told, held, clusters):
        name = next((records[id].name for id in sorted(holder.records) if records[id].name), None)
        by_name.setdefault(name or f"nameless {holder.first}", []).append(holder)
    for same in by_name.values():
        for first, *others in _groups(same, records, clusters, single=single):
            for other in others:
                clusters.join(first.first, other.first)
                _absorb(first, other)
                same.remove(other)
        if single and _names_the_last(same, records, clusters):
            clusters.join(same[0].first, same[1].first)
            _absorb(same[0], same.pop())
    holders = [holder for same in by_name.values() for holder in same]
    order = {id(properties): place for place, (_, properties) in enumerate(told)}
    for holder in holders:
        holder.naming.sort(key=lambda naming: order[id(naming[1])])
    return holders


def _joined(told: list[Naming], held: list[Held], clusters: Clusters) -> list[Holder]:
    """Holders as far as their records are joined already."""
    found: dict[str, Holder] = {}
    for id in sorted({mention.record.id for mention, _ in told} | {id for tenure in held for id in tenure.records}):
        found.setdefault(clusters.leader(id), Holder(set())).records.add(id)
    for mention, properties in told:
        found[clusters.leader(mention.record.id)].naming.append((mention, properties))
    for tenure in held:
        owner = found[clusters.leader(min(tenure.records))]
        owner.stored.append(tenure)
        for other in {clusters.leader(id): None for id in sorted(tenure.records)}:
            if found[other] is not owner:
                found[other].parted.append(tenure)
    return list(found.values())


def _groups(
    same: list[Holder], records: Mapping[str, Record], clusters: Clusters, *, single: bool
) -> Iterator[list[Holder]]:
    """Holders of one name that may all be one; those of whom only some may be stay apart."""
    waiting = list(same)
    while waiting:
        group = [waiting.pop(0)]
        for one in group:  # grows while it is gone through
            near = [other for other in waiting if _may_be_one(one, other, records, clusters, single=single)]
            waiting = [other for other in waiting if other not in near]
            group += near
        whole = all(
            _may_be_one(one, other, records, clusters, single=single)
            for place, one in enumerate(group)
            for other in group[place + 1 :]
        )
        if whole and len(group) > 1:
            yield sorted(group, key=lambda holder: holder.first)


def _names_the_last(same: list[Holder], records: Mapping[str, Record], clusters: Clusters) -> bool:
    """Whether of two holders one is named without dates only, and so may be the other, whose time has an end."""
    undated = [holder for holder in same if set(holder.spans) == {NOW}]
    return len(same) == 2 and len(undated) == 1 and _uncontested(same[0], same[1], records, clusters, single=True)


def _may_be_one(one: Holder, other: Holder, records: Mapping[str, Record], clusters: Clusters, *, single: bool) -> bool:
    together = any(meet(span, second) for span in one.spans for second in other.spans)
    return together and _uncontested(one, other, records, clusters, single=single)


def _uncontested(
    one: Holder, other: Holder, records: Mapping[str, Record], clusters: Clusters, *, single: bool
) -> bool:
    if one.sheets & other.sheets or one.kinds(records) & other.kinds(records):
        return False
    if not clusters.may_join(one.first, other.first):
        return False
    keys, others = one.keys(records), other.keys(records)
    if not keys or not others or keys & others:
        return True
    starts, later = one.starts, other.starts
    return single and (not starts or not later or bool(starts & later))


def _absorb(holder: Holder, other: Holder) -> None:
    holder.records |= other.records
    holder.naming += other.naming
    holder.stored += other.stored
    holder.parted += other.parted
