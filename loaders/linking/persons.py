"""What follows from joined records, as claims: persons, tenures, and the relationships that carry records.

A stored relationship whose person is another one now is laid anew; a stored tenure whose records have been parted is
copied for those that leave it, and one that proves to be another's is dropped.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from graph.model import make_id
from graph.store.records import GraphState, Relationship
from loaders.facts import Facts, Ref
from loaders.linking.cluster import Clusters
from loaders.linking.evidence import LinkFact
from loaders.linking.holders import Held
from loaders.linking.people import People
from loaders.linking.pinyin import initials_of, pinyin_of
from loaders.linking.records import APART, CARRYING, Mention, Record, carried, person_of
from loaders.linking.spells import Spell
from loaders.remarks import RowRefused
from loaders.sheets.row import Row

__all__ = ["Settled", "name_persons", "replace_moved", "state_persons", "state_relations", "state_tenures"]

DATES = ("validFrom", "validTo", "precision", "endKnown", "sources")
NAMES = ("name", "pinyin", "initials", "phone")


@dataclass
class Settled:
    """The links as they stand, the person behind each record, and what becomes of stored items.

    ``replaced`` are stored relationships that go, ``dropped`` stored tenures that go with all of theirs; ``tenures``
    are those whose holder is said anew; ``refused`` are rows (sheet id, number) that contradict another of their file.
    """

    links: list[LinkFact] = field(default_factory=list)
    person_of: dict[str, str] = field(default_factory=dict)
    replaced: set[str] = field(default_factory=set)
    dropped: set[str] = field(default_factory=set)
    tenures: set[str] = field(default_factory=set)
    refused: set[tuple[str, int]] = field(default_factory=set)


def name_persons(clusters: Clusters, records: Mapping[str, Record], state: GraphState) -> dict[str, str]:
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


def _formula_id(members: list[str], records: Mapping[str, Record]) -> str:
    numbers = sorted(number for record in members if (number := records[record].number))
    keys = sorted(key for record in members if (key := records[record].key))
    if numbers:
        return make_id("person", "number", numbers[0])
    return make_id("person", "key", keys[0]) if keys else make_id("person", "record", members[0])


def state_persons(
    people: People, clusters: Clusters, records: Mapping[str, Record], state: GraphState, result: Settled
) -> None:
    """Says every person whom the load names, or whose records are others than before."""
    carriers: dict[str, list[Relationship]] = {}
    for members in clusters.all():
        ordered = sorted(members)
        id = result.person_of[ordered[0]]
        mentions = [people.mentions[record] for record in ordered if record in people.mentions]
        if not mentions and id in state.nodes and _unchanged(id, members, state):
            continue
        name = next((name for record in ordered if (name := records[record].name)), None)
        phone = next((phone for record in ordered if (phone := records[record].phone)), None)
        properties: dict[str, Any] = dict.fromkeys(NAMES)
        if name is not None:
            properties = {"name": name, "pinyin": pinyin_of(name), "initials": initials_of(name), "phone": phone}
        properties["nameless"] = True if name is None else None
        if not mentions and id not in state.nodes:
            carriers = carriers or _carriers(state)
            properties |= _inherited(ordered, carriers, state)
        people.facts.node("Person", id, mentions[0].row if mentions else None, **properties)
        for mention in mentions[1:]:
            people.facts.node("Person", id, mention.row)


def _carriers(state: GraphState) -> dict[str, list[Relationship]]:
    """The stored relationships that carry each record."""
    found: dict[str, list[Relationship]] = {}
    for relationship in state.relationships.values():
        if relationship.type in CARRYING:
            for record in relationship.properties["records"]:
                found.setdefault(record, []).append(relationship)
    return found


def _inherited(members: list[str], carriers: dict[str, list[Relationship]], state: GraphState) -> dict[str, Any]:
    """The rows, and the marking as fictional, of a person whom a decision parts from another."""
    told: dict[str, Any] = {"sources": []}
    for record in members:
        for relationship in carriers.get(record, ()):
            if state.nodes[person_of(relationship)].properties.get("synthetic"):
                told["synthetic"] = True
            for entry in relationship.properties.get("sources") or ():
                sheet = state.nodes.get(entry.partition("#")[0])
                own = sheet is not None and sheet.properties.get("kind") == record.split("-", 2)[1]
                if own and ":" not in entry and entry not in told["sources"]:
                    told["sources"].append(entry)
    return told


def _unchanged(id: str, members: list[str], state: GraphState) -> bool:
    own = {record for row in (*state.incoming(id), *state.outgoing(id)) if row.type in CARRYING
           for record in row.properties["records"]}  # fmt: skip
    return own == set(members)


def state_tenures(
    facts: Facts, spells: Iterable[Spell], records: Mapping[str, Record], state: GraphState, result: Settled
) -> None:
    """Says the tenure of each spell that the load tells, or whose records are others than before."""
    for spell in spells:
        result.dropped |= {held.id for held in spell.merged}
        if spell.naming:
            _say_told(facts, spell, result)
        elif spell.copied:
            _say_copy(facts, spell, spell.copied, state)
        elif not spell.merged and spell.stored and set(spell.stored.records) == spell.records:
            continue
        _fill_from_merged(facts, spell, state)
        result.tenures.add(spell.tenure)
        person = result.person_of[min(spell.records)]
        told = carried(spell.records, records)
        if spell.naming:
            row: Row = spell.naming[0][1]["_row"]
            facts.relate("HOLDER", Ref("Tenure", spell.tenure), Ref("Person", person), row, **told)
        else:
            held = spell.stored or spell.copied
            old = next(iter(state.outgoing(held.id, "HOLDER"))).properties if held else {}
            _restate(facts, "HOLDER", spell.tenure, person, {**old, **told})


def _say_told(facts: Facts, spell: Spell, result: Settled) -> None:
    dated = spell.dated()
    last = spell.naming[-1][1]
    for _, told in spell.naming:
        row: Row = told["_row"]
        properties = {name: value for name, value in told.items() if name not in ("_row", "precision", "endKnown")}
        if not any(told is one for one in dated):
            del properties["validFrom"]
        if properties["validTo"] is None:
            del properties["validTo"]
        if told is last:
            properties |= _precision(spell, dated) | _ending(spell)
        try:
            facts.node("Tenure", spell.tenure, row, **properties)
        except RowRefused:
            result.refused.add((row.sheet.id, row.number))
    facts.relate("OF_POST", Ref("Tenure", spell.tenure), Ref("Post", spell.post), spell.naming[0][1]["_row"])


def _precision(spell: Spell, dated: list[dict[str, Any]]) -> dict[str, Any]:
    if dated:
        return {"precision": dated[-1]["precision"]}
    return {} if spell.stored else {"precision": "unknown"}


def _ending(spell: Spell) -> dict[str, Any]:
    """What is known of the end: told, fallen, or (of a new tenure) open."""
    if spell.end:
        return {"endKnown": "known"}
    if spell.reopens:
        return {"validTo": None, "endKnown": "open"}
    return {} if spell.stored else {"endKnown": "open"}


def _say_copy(facts: Facts, spell: Spell, held: Held, state: GraphState) -> None:
    facts.node("Tenure", spell.tenure, None, **state.nodes[held.id].properties)
    post = next(iter(state.outgoing(held.id, "OF_POST")))
    _restate(facts, "OF_POST", spell.tenure, post.end, post.properties)


def _fill_from_merged(facts: Facts, spell: Spell, state: GraphState) -> None:
    """What only a merged tenure knew goes over to the one that stays."""
    for held in spell.merged:
        known = state.nodes[spell.tenure].properties if spell.tenure in state.nodes else {}
        claim = facts.nodes.get(spell.tenure)
        told = claim.properties if claim else {}
        rest = {
            name: value
            for name, value in state.nodes[held.id].properties.items()
            if name not in DATES and known.get(name) is None and told.get(name) is None
        }
        if rest:
            facts.node("Tenure", spell.tenure, None, **rest)


def _restate(facts: Facts, kind: str, start: str, end: str, properties: dict[str, Any]) -> None:
    facts.restate(kind, make_id("rel", kind, start, end), start, end, properties)


def state_relations(people: People, records: Mapping[str, Record], state: GraphState, result: Settled) -> None:
    """Says what rows tell of persons directly; a stored relationship keeps the records that name it elsewhere."""
    together: dict[tuple[str, str, str, tuple[Any, ...]], list[tuple[Mention, Ref, dict[str, Any]]]] = {}
    for mention in people.mentions.values():
        person = result.person_of[mention.record.id]
        for kind, target, told in mention.related:
            apart = tuple(told.get(name) for name in APART.get(kind, ()))
            together.setdefault((kind, person, target.id, apart), []).append((mention, target, told))
    for (kind, person, end, apart), rows in together.items():
        stored = state.relationships.get(make_id("rel", kind, person, end, *apart)) if state.relationships else None
        before = stored.properties["records"] if stored else ()
        own = [id for id in before if result.person_of.get(id) == person]
        values = carried({*own, *(mention.record.id for mention, _, _ in rows)}, records)
        for _, target, told in rows:
            row: Row = told["_row"]
            properties = {name: value for name, value in told.items() if name not in ("_row", "since", "until")}
            try:
                people.facts.relate(
                    kind, Ref("Person", person), target, row, since=told.get("since"), until=told.get("until"),
                    apart=apart, **properties, **values,
                )  # fmt: skip
            except RowRefused:
                result.refused.add((row.sheet.id, row.number))


def replace_moved(facts: Facts, records: Mapping[str, Record], state: GraphState, result: Settled) -> None:
    """Lays the relationships anew whose person is another one now, and marks the stored ones as replaced."""
    for old in state.relationships.values():
        if old.type not in CARRYING or (old.type == "HOLDER" and old.start in result.dropped):
            continue
        if old.type == "HOLDER" and old.start in result.tenures:
            if old.id not in facts.relationships:
                result.replaced.add(old.id)
            continue
        persons = {result.person_of[record] for record in old.properties["records"]}
        if persons == {person_of(old)}:
            continue
        result.replaced.add(old.id)
        for person in sorted(persons):
            mine = [record for record in old.properties["records"] if result.person_of[record] == person]
            _lay_anew(facts, old, person, mine, records)


def _lay_anew(facts: Facts, old: Relationship, person: str, mine: list[str], records: Mapping[str, Record]) -> None:
    start, end = (old.start, person) if old.type == "HOLDER" else (person, old.end)
    id = make_id("rel", old.type, start, end, *(old.properties.get(name) for name in APART.get(old.type, ())))
    claim = facts.relationships.get(id)
    if claim is None:
        facts.restate(old.type, id, start, end, {**old.properties, **carried(set(mine), records)})
    else:
        claim.properties |= carried({*claim.properties["records"], *mine}, records)
