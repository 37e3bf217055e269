"""From namings to persons: joins every record of the load and of the store by evidence, and states what follows.

The result is claims (persons, tenures and their relationships), the links, and what becomes of stored items because
the person behind them has changed. With no namings at all it judges the store anew after a decision.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from graph.store.records import GraphState
from loaders.linking.cluster import Clusters
from loaders.linking.evidence import Decision, LinkFact, Stated, join_certain, join_stated, link_namings, queue
from loaders.linking.holders import Held, Holder, Naming, held_in_store, holders_of_post
from loaders.linking.names import plain_name
from loaders.linking.people import People
from loaders.linking.persons import (
    Settled,
    name_persons,
    replace_moved,
    state_persons,
    state_relations,
    state_tenures,
)
from loaders.linking.posts import Posts
from loaders.linking.records import CARRYING, Mention, Record, known_records
from loaders.linking.spells import Spell, spells_of
from loaders.places import Places

__all__ = ["Settled", "settle"]


def settle(people: People, places: Places, state: GraphState, decisions: Iterable[Decision]) -> Settled:
    """Joins all records and says the outcome as claims on ``people.facts``."""
    records = known_records(state) | {id: _full(mention, people) for id, mention in people.mentions.items()}
    decided = [decision for decision in decisions if decision.a in records and decision.b in records]
    rejected = [(decision.a, decision.b) for decision in decided if decision.state == "rejected"]
    clusters = Clusters(sorted(records), rejected=rejected)
    result = Settled(join_certain(clusters, records, decided))
    before = clusters.leaders()
    by_post = _holders(people, records, clusters, state)
    result.links += link_namings(clusters, before, (one.records for holders in by_post.values() for one in holders))
    posts = Posts(people.facts, places, state)
    stated = [*_stated(people, posts, by_post, records)]
    result.links += join_stated(clusters, stated)
    _flag_unfound(people, stated, clusters)
    waiting = {frozenset((node.properties["a"], node.properties["b"])) for node in state.of_label("Link")}
    result.links += queue(clusters, records, _shared_places(people, state, posts, by_post, records), waiting)
    result.links = _once(result.links)
    result.person_of = name_persons(clusters, records, state)
    state_persons(people, clusters, records, state, result)
    state_tenures(people.facts, _spells(by_post), records, state, result)
    del by_post, posts, stated  # what follows needs the room
    state_relations(people, records, state, result)
    replace_moved(people.facts, records, state, result)
    return result


def _once(links: Iterable[LinkFact]) -> list[LinkFact]:
    """One link a pair of records, by the first evidence that joins it."""
    found: dict[str, LinkFact] = {}
    for link in links:
        found.setdefault(link.id, link)
    return [*found.values()]


def _full(mention: Mention, people: People) -> Record:
    """The record with all that may join it: its employer hashed, the posts that its row states."""
    if not mention.unit and not mention.states:
        return mention.record
    unit = people.key.hash("unit", plain_name(mention.unit)) if mention.unit else None
    states = tuple(sorted({f"{','.join(roles)}@{area}" for roles, area in mention.states}))
    return replace(mention.record, unit=unit, states=states)


def _holders(
    people: People, records: Mapping[str, Record], clusters: Clusters, state: GraphState
) -> dict[str, list[Holder]]:
    """The holders of every post that has any, of the load or of the store."""
    stored: dict[str, list[Held]] = held_in_store(state)
    told: dict[str, list[Naming]] = {}
    for mention in people.mentions.values():
        for ref, tenure in mention.held:
            told.setdefault(ref.id, []).append((mention, tenure))
    found = {}
    for post in sorted({*told, *stored}):
        claim = people.facts.nodes.get(post)
        properties = claim.properties if claim else state.nodes[post].properties
        single = properties.get("seats", 1 if people.model.roles[properties["role"]].lead else 0) == 1
        found[post] = holders_of_post(told.get(post, ()), stored.get(post, ()), records, clusters, single=single)
    return found


def _spells(by_post: Mapping[str, list[Holder]]) -> Iterator[Spell]:
    for post, holders in by_post.items():
        taken = {held.id for holder in holders for held in holder.stored}
        for holder in holders:
            yield from spells_of(post, holder, taken)


def _stated(
    people: People, posts: Posts, by_post: Mapping[str, list[Holder]], records: Mapping[str, Record]
) -> Iterator[Stated]:
    """What rows state of other posts, of this load and of the store, with the records of that name that hold them.

    Whoever held the post once is among them: an ended tenure makes nobody another person.
    """
    for record in sorted(records.values(), key=lambda record: record.id):
        for statement in record.states:
            roles, _, area = statement.partition("@")
            names = roles.split(",")
            holders = (one for post in posts.of_role(names, area) for one in by_post.get(post, ()))
            candidates = {id for one in holders for id in one.records if records[id].name == record.name} - {record.id}
            role = "或".join(people.model.roles[name].zh for name in names)
            yield Stated(record.id, tuple(sorted(candidates)), f"该行写明兼任{role}，该处恰有一名同名任职者")


def _flag_unfound(people: People, stated: Iterable[Stated], clusters: Clusters) -> None:
    for statement in stated:
        mention = people.mentions.get(statement.record)
        persons = {clusters.leader(candidate) for candidate in statement.candidates}
        if mention and len(persons) != 1:
            key = "checks.stated_not_found" if not persons else "checks.stated_ambiguous"
            people.remarks.flag(mention.row, mention.column, key, count=len(persons))


def _shared_places(
    people: People,
    state: GraphState,
    posts: Posts,
    by_post: Mapping[str, list[Holder]],
    records: Mapping[str, Record],
) -> dict[str, set[str]]:
    """The compounds and employers of each record with a name, which the queue compares."""
    named = [record for record in records.values() if record.name]
    shared = {record.id: {f"unit:{record.unit}"} if record.unit else set() for record in named}
    for post, holders in by_post.items():
        compounds = posts.compounds(post)
        for id in {id for one in holders for id in one.records & shared.keys()} if compounds else ():
            shared[id] |= compounds
    related = [
        (relationship.type, relationship.properties["records"], relationship.end)
        for relationship in state.relationships.values()
        if relationship.type in CARRYING and relationship.type not in ("HOLDER", "CHECKED_IN")
    ]
    related += [(kind, [id], end.id) for id, mention in people.mentions.items() for kind, end, _ in mention.related]
    for kind, ids, end in related:
        places = {end} if kind in ("WORKS_AT", "OWNER_IN") else posts.compounds(end) | posts.compounds_above(end)
        for id in shared.keys() & ids if places else ():
            shared[id] |= places
    return shared
