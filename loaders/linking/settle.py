"""From namings to persons: joins every record of the load and of the store, and states what follows.

The result is claims (persons, tenures and their relationships), the links, and which stored relationships of a person
are replaced because the person behind them has changed. With no namings at all it re-judges the store after a decision.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from graph.model import make_id
from graph.store.records import GraphState, Relationship
from loaders.facts import Facts, Ref
from loaders.linking.cluster import Clusters
from loaders.linking.evidence import Decision, LinkFact, Stated, join_by_evidence, queue, same_holder
from loaders.linking.names import plain_name
from loaders.linking.people import People
from loaders.linking.pinyin import initials_of, pinyin_of
from loaders.linking.records import APART, CARRYING, Mention, Record, known_records, person_of
from loaders.linking.spells import Held, Spell, held_in_store, spells_of_post
from loaders.places import Places
from loaders.sheets.row import Row

__all__ = ["Settled", "settle"]


@dataclass
class Settled:
    """The links as they stand, the person behind each record, and the stored relationships that are replaced."""

    links: list[LinkFact] = field(default_factory=list)
    person_of: dict[str, str] = field(default_factory=dict)
    replaced: set[str] = field(default_factory=set)
    tenures: set[str] = field(default_factory=set)


def settle(people: People, places: Places, state: GraphState, decisions: Iterable[Decision]) -> Settled:
    """Joins all records and says the outcome as claims on ``people.facts``."""
    decided = list(decisions)
    records = known_records(state) | {id: mention.record for id, mention in people.mentions.items()}
    known = [decision for decision in decided if decision.a in records and decision.b in records]
    rejected = [(decision.a, decision.b) for decision in known if decision.state == "rejected"]
    clusters = Clusters(sorted(records), rejected=rejected)
    for relationship in state.relationships.values():
        if relationship.type in CARRYING and relationship.type != "HOLDER":
            _join_unlinked(clusters, relationship.properties["records"], records)
    stored = held_in_store(state)
    spells = _spells(people, stored)
    groups = [spell.records for spell in spells] + [sorted(held.records) for rows in stored.values() for held in rows]
    result = Settled(same_holder(clusters, _apart(groups)))
    posts = _Posts(people.facts, places, state)
    stated = [*_stated_in_rows(people, posts, spells, stored, records), *_stated_in_store(state, records)]
    result.links += join_by_evidence(clusters, records, stated, known)
    _flag_unfound(people, stated, clusters)
    shared = _shared_places(people, state, posts, stored)
    result.links += queue(clusters, records, shared, {frozenset(pair) for pair in rejected})
    result.person_of = _name_persons(clusters, records, state)
    _state_persons(people, clusters, records, result, state)
    _state_tenures(people.facts, spells, records, result)
    _state_relations(people, result, records)
    _replace_moved(people.facts, state, records, result)
    return result


def _join_unlinked(clusters: Clusters, ids: list[str], records: dict[str, Record]) -> None:
    """Records of one relationship were joined by a key or a number; nothing is joined here, they only must be known."""
    for id in ids:
        records.setdefault(id, Record(id, None))


def _apart(groups: list[list[str]]) -> list[list[str]]:
    return [list(group) for group in dict.fromkeys(tuple(group) for group in groups) if len(group) > 1]


def _spells(people: People, stored: dict[str, list[Held]]) -> list[Spell]:
    by_post: dict[str, list[tuple[Mention, dict[str, Any]]]] = {}
    for mention in people.mentions.values():
        for post, told in mention.held:
            by_post.setdefault(post.id, []).append((mention, told))
    found: list[Spell] = []
    for post, naming in by_post.items():
        properties = people.facts.nodes[post].properties
        role = people.model.roles[properties["role"]]
        single = properties.get("seats", 1 if role.lead or role.role.startswith("grid") else 0) == 1
        found.extend(spells_of_post(post, naming, stored.get(post, []), single=single))
    return found


class _Posts:
    """Which role a post has and which areas it concerns, from this load's claims and from the store."""

    def __init__(self, facts: Facts, places: Places, state: GraphState) -> None:
        self._places = places
        self.role: dict[str, str] = {node.id: node.properties["role"] for node in state.of_label("Post")}
        self.areas: dict[str, set[str]] = {}
        self.body: dict[str, str] = {}
        homes = {row.start: row.end for row in state.relationships.values() if row.type == "BASED_IN"}
        ends = [(row.type, row.start, row.end) for row in state.relationships.values()]
        ends += [(claim.label, *claim.ends) for claim in facts.relationships.values() if claim.ends]
        homes |= {start: end for kind, start, end in ends if kind == "BASED_IN"}
        for claim in facts.nodes.values():
            if claim.label == "Post":
                self.role[claim.id] = claim.properties["role"]
        for kind, start, end in ends:
            if kind == "RESPONSIBLE_FOR":
                self.areas.setdefault(start, set()).add(end)
            elif kind == "POST_IN":
                self.body[start] = end
                if end in homes:
                    self.areas.setdefault(start, set()).add(homes[end])

    def of_role(self, roles: tuple[str, ...], area: str) -> list[str]:
        """The posts of these roles that concern that area."""
        return [post for post, role in self.role.items() if role in roles and area in self.areas.get(post, ())]

    def compounds(self, post: str) -> set[str]:
        """The compounds within which a post's areas lie."""
        return {
            place.id
            for area in self.areas.get(post, ())
            for place in self._places.above(area)
            if place.label == "Compound"
        }


def _holders_by_post(spells: list[Spell], stored: dict[str, list[Held]]) -> dict[str, set[str]]:
    holders: dict[str, set[str]] = {}
    for spell in spells:
        if spell.end is None:
            holders.setdefault(spell.post, set()).update(spell.records)
    for post, rows in stored.items():
        for held in rows:
            if held.end is None:
                holders.setdefault(post, set()).update(held.records)
    return holders


def _stated_in_rows(
    people: People, posts: _Posts, spells: list[Spell], stored: dict[str, list[Held]], records: dict[str, Record]
) -> Iterable[Stated]:
    holders = _holders_by_post(spells, stored)
    for mention in people.mentions.values():
        for roles, area in mention.states:
            candidates = tuple(
                sorted(
                    record
                    for post in posts.of_role(roles, area)
                    for record in holders.get(post, ())
                    if records[record].name == mention.record.name and record != mention.record.id
                )
            )
            yield Stated(
                mention.record.id, candidates, f"该行写明兼任{people.model.roles[roles[0]].zh}，该处恰有一名同名任职者"
            )


def _stated_in_store(state: GraphState, records: dict[str, Record]) -> Iterable[Stated]:
    for node in state.of_label("Link"):
        values = node.properties
        if values["rung"] == "stated" and values["state"] == "stated" and {values["a"], values["b"]} <= set(records):
            yield Stated(values["a"], (values["b"],), values["evidence"])


def _flag_unfound(people: People, stated: Iterable[Stated], clusters: Clusters) -> None:
    for statement in stated:
        mention = people.mentions.get(statement.record)
        persons = {frozenset(clusters.members(candidate)) for candidate in statement.candidates}
        if mention and len(persons) != 1:
            key = "checks.stated_not_found" if not persons else "checks.stated_ambiguous"
            people.remarks.flag(mention.row, mention.column, key, count=len(persons))


def _shared_places(
    people: People, state: GraphState, posts: _Posts, stored: dict[str, list[Held]]
) -> dict[str, set[str]]:
    shared: dict[str, set[str]] = {}
    for post, rows in stored.items():
        for held in rows:
            for record in held.records:
                shared.setdefault(record, set()).update(posts.compounds(post))
    for relationship in state.relationships.values():
        if relationship.type == "WORKS_AT":
            for record in relationship.properties["records"]:
                shared.setdefault(record, set()).add(relationship.end)
    for id, mention in people.mentions.items():
        own = shared.setdefault(id, set())
        for post, _ in mention.held:
            own |= posts.compounds(post.id)
        own |= {target.id for kind, target, _ in mention.related if kind == "WORKS_AT" or target.label == "Compound"}
        if mention.unit:
            own.add(f"unit:{plain_name(mention.unit)}")
    return shared


def _name_persons(clusters: Clusters, records: dict[str, Record], state: GraphState) -> dict[str, str]:
    """The person's id for each record: the stored one where it can stay, else one that follows from the evidence."""
    before: dict[str, str] = {}
    for relationship in state.relationships.values():
        if relationship.type in CARRYING:
            for record in relationship.properties["records"]:
                before[record] = person_of(relationship)
    persons = sorted((sorted(members) for members in clusters.all()), key=lambda members: members[0])
    formula = {members[0]: _formula_id(members, records) for members in persons}
    taken: set[str] = set()
    named: dict[str, str] = {}
    waiting = []
    for members in persons:
        known = {before[record] for record in members if record in before}
        if formula[members[0]] in known and formula[members[0]] not in taken:
            _give(named, members, formula[members[0]], taken)
        else:
            waiting.append((members, known))
    for members, known in waiting:
        free = sorted(known - taken)
        own = formula[members[0]]
        choice = free[0] if free else own if own not in taken else make_id("person", "record", members[0])
        _give(named, members, choice, taken)
    return named


def _give(named: dict[str, str], members: list[str], id: str, taken: set[str]) -> None:
    taken.add(id)
    named.update(dict.fromkeys(members, id))


def _formula_id(members: list[str], records: dict[str, Record]) -> str:
    numbers = sorted(records[record].number or "" for record in members if records[record].number)
    keys = sorted(records[record].key or "" for record in members if records[record].key)
    if numbers:
        return make_id("person", "number", numbers[0])
    return make_id("person", "key", keys[0]) if keys else make_id("person", "record", members[0])


def _state_persons(
    people: People, clusters: Clusters, records: dict[str, Record], result: Settled, state: GraphState
) -> None:
    for members in clusters.all():
        first = min(members)
        id = result.person_of[first]
        mentions = [people.mentions[record] for record in sorted(members) if record in people.mentions]
        if not mentions and id in state.nodes and _unchanged(id, members, state):
            continue
        name = next((records[record].name for record in sorted(members) if records[record].name), None)
        phone = next((records[record].phone for record in sorted(members) if records[record].phone), None)
        properties: dict[str, Any] = {"nameless": True} if name is None else {
            "name": name, "pinyin": pinyin_of(name), "initials": initials_of(name), "nameless": None,
        }  # fmt: skip
        if name is not None:
            properties["phone"] = phone
        row = mentions[0].row if mentions else None
        people.facts.node("Person", id, row, **properties)
        for mention in mentions[1:]:
            people.facts.node("Person", id, mention.row)


def _unchanged(id: str, members: set[str], state: GraphState) -> bool:
    own = {record for row in (*state.incoming(id), *state.outgoing(id)) if row.type in CARRYING
           for record in row.properties["records"]}  # fmt: skip
    return own == members


def _carried(ids: Iterable[str], records: dict[str, Record]) -> dict[str, list[str]]:
    chosen = sorted(set(ids))
    return {
        "records": chosen,
        "keys": [records[id].key or "" for id in chosen],
        "phones": [records[id].phone or "" for id in chosen],
    }


def _state_tenures(facts: Facts, spells: list[Spell], records: dict[str, Record], result: Settled) -> None:
    for spell in spells:
        id = spell.tenure
        result.tenures.add(id)
        for _, told in spell.naming:
            row: Row = told["_row"]
            properties = {name: value for name, value in told.items() if name != "_row"}
            if properties.get("validFrom") is None:
                properties = {
                    name: value for name, value in properties.items() if name not in ("validFrom", "precision")
                }
            facts.node("Tenure", id, row, **properties)
        row = spell.naming[0][1]["_row"]
        tenure = Ref("Tenure", id)
        facts.relate("OF_POST", tenure, Ref("Post", spell.post), row)
        person = Ref("Person", result.person_of[spell.records[0]])
        facts.relate("HOLDER", tenure, person, row, **_carried(spell.records, records))


def _state_relations(people: People, result: Settled, records: dict[str, Record]) -> None:
    together: dict[tuple[str, str, str, tuple[Any, ...]], list[tuple[Mention, Ref, dict[str, Any]]]] = {}
    for mention in people.mentions.values():
        person = result.person_of[mention.record.id]
        for kind, target, told in mention.related:
            apart = tuple(told.get(name) for name in APART.get(kind, ()))
            together.setdefault((kind, person, target.id, apart), []).append((mention, target, told))
    for (kind, person, _, apart), rows in together.items():
        carried = _carried((mention.record.id for mention, _, _ in rows), records)
        for _, target, told in rows:
            properties = {name: value for name, value in told.items() if name not in ("_row", "since", "until")}
            people.facts.relate(
                kind, Ref("Person", person), target, told["_row"], since=told.get("since"), until=told.get("until"),
                apart=apart, **properties, **carried,
            )  # fmt: skip


def _replace_moved(facts: Facts, state: GraphState, records: dict[str, Record], result: Settled) -> None:
    """Lays the relationships anew whose person is another one now, and marks the stored ones as replaced."""
    for old in state.relationships.values():
        if old.type not in CARRYING:
            continue
        persons = {result.person_of[record] for record in old.properties["records"]}
        if persons == {person_of(old)}:
            continue
        result.replaced.add(old.id)
        if old.type == "HOLDER" and old.start in result.tenures:
            continue
        for person in sorted(persons):
            mine = [record for record in old.properties["records"] if result.person_of[record] == person]
            _lay_anew(facts, state, old, person, {**old.properties, **_carried(mine, records)})


def _lay_anew(facts: Facts, state: GraphState, old: Relationship, person: str, properties: dict[str, Any]) -> None:
    start, end = (old.start, person) if old.type == "HOLDER" else (person, old.end)
    id = make_id("rel", old.type, start, end, *(properties.get(name) for name in APART.get(old.type, ())))
    if id not in facts.relationships:
        facts.restate(old.type, id, start, end, properties)
