"""What a load would change: the facts of its files against what the store holds, worked out before anything is written.

A load is an upsert: what the files say is created or changed, what they leave out stays. Only inside a declared scope
does a row that disappeared end something, and never more than the allowed share.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from graph.model import Model, load_model, make_id
from graph.store.delta import Changed, Delta
from graph.store.records import GraphState, Node, Relationship
from loaders.facts import Claim
from loaders.gather import Gathered
from loaders.linking.records import CARRYING
from loaders.linking.settle import Settled
from loaders.sheets.row import SheetOrigin

__all__ = ["Difference", "SheetCounts", "work_out"]

SOURCES = "sources"


@dataclass
class SheetCounts:
    """How many items a sheet's rows would make new, change, leave the same or end."""

    new: int = 0
    changed: int = 0
    same: int = 0
    ended: int = 0


@dataclass
class Difference:
    """The difference itself, with its counts by sheet id and over all."""

    delta: Delta = field(default_factory=Delta)
    by_sheet: dict[str, SheetCounts] = field(default_factory=dict)
    endable: int = 0
    ended: int = 0
    missing: list[str] = field(default_factory=list)

    def count(self, origin: SheetOrigin | None, what: str) -> None:
        """Counts one item for the sheet that said it."""
        if origin is not None:
            counts = self.by_sheet.setdefault(origin.id, SheetCounts())
            setattr(counts, what, getattr(counts, what) + 1)


def work_out(gathered: Gathered, state: GraphState, sources: dict[str, Node]) -> Difference:
    """The difference that these facts make; ``sources`` are the Source nodes of the sheets that were read, by id."""
    found = Difference()
    model = load_model()
    facts = gathered.desk.facts
    for claim in facts.nodes.values():
        _node(claim, state, model, found)
    replaced = gathered.settled.replaced
    for claim in facts.relationships.values():
        _relationship(claim, state, found, replaced)
    for id in sorted(replaced - set(facts.relationships)):
        found.delta.deleted_relationships.append(state.relationships[id])
    _links(gathered.settled, state, found)
    _drop_persons_without_records(gathered.settled, state, found)
    _add_sources(found, state, sources)
    return found


def _node(claim: Claim, state: GraphState, model: Model, found: Difference) -> None:
    origin = claim.rows[0].sheet if claim.rows else None
    stored = state.nodes.get(claim.id)
    if stored is None:
        properties = {name: value for name, value in claim.properties.items() if value is not None}
        properties |= {SOURCES: _sources(claim, list(claim.properties), [])}
        if origin is not None and origin.synthetic:
            properties["synthetic"] = True
        found.delta.created_nodes.append(Node(claim.id, model.labels_of(claim.label), properties))
        found.count(origin, "new")
        return
    changes = _changes(claim, stored.properties)
    if not changes:
        found.count(origin, "same")
        return
    found.delta.changed_nodes.append(Changed(claim.id, changes))
    found.count(origin, "changed")


def _relationship(claim: Claim, state: GraphState, found: Difference, replaced: set[str]) -> None:
    stored = None if claim.id in replaced else state.relationships.get(claim.id)
    if claim.id in replaced and claim.id in state.relationships:
        found.delta.deleted_relationships.append(state.relationships[claim.id])
    if stored is None and claim.ends:
        properties = {name: value for name, value in claim.properties.items() if value is not None}
        if SOURCES not in properties:
            properties[SOURCES] = _sources(claim, list(claim.properties), [])
        found.delta.created_relationships.append(Relationship(claim.id, claim.label, *claim.ends, properties))
        return
    changes = _changes(claim, stored.properties) if stored else {}
    if changes:
        found.delta.changed_relationships.append(Changed(claim.id, changes))
        found.count(claim.rows[0].sheet if claim.rows else None, "changed")


def _changes(claim: Claim, stored: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    changes = {
        name: (stored.get(name), value) for name, value in claim.properties.items() if _differs(stored.get(name), value)
    }
    if changes and claim.rows:
        before = list(stored.get(SOURCES) or ())
        after = _sources(claim, list(changes), before)
        if after != before:
            changes[SOURCES] = (before, after)
    return changes


def _differs(before: Any, after: Any) -> bool:
    if isinstance(before, (list, tuple)) or isinstance(after, (list, tuple)):
        return list(before or ()) != list(after or ())
    return bool(before != after)


def _sources(claim: Claim, names: list[str], before: list[str]) -> list[str]:
    """Where the item and its properties come from, newest last: ``sheetId#row``, with ``:property`` for those that are
    last written from another row than the newest."""
    told = list(dict.fromkeys(row.ref for row in claim.rows))
    if not before:
        newest = told[-1] if told else ""
        return [entry for entry in _own(claim, names) if not entry.startswith(f"{newest}:")] + told
    own = _own(claim, names)
    names_told = {entry.rpartition(":")[2] for entry in own}
    kept = [entry for entry in before if ":" not in entry or entry.rpartition(":")[2] not in names_told]
    return kept + [entry for entry in own if entry not in kept]


def _own(claim: Claim, names: list[str]) -> list[str]:
    rows = ((name, claim.origin(name)) for name in sorted(names))
    return [f"{row.ref}:{name}" for name, row in rows if row is not None]


def _links(settled: Settled, state: GraphState, found: Difference) -> None:
    """Links as they now stand: derived ones come and go with their evidence, decided ones stay."""
    stored = {node.properties["a"] + "\x1f" + node.properties["b"]: node for node in state.of_label("Link")}
    wanted: set[str] = set()
    for link in settled.links:
        a, b = sorted((link.a, link.b))
        wanted.add(f"{a}\x1f{b}")
        known = stored.get(f"{a}\x1f{b}")
        if known is not None:
            if known.properties["state"] in ("confirmed", "rejected"):
                _aim(known.id, (a, b), settled, state, found)
                continue
            new = {"rung": link.rung, "state": link.state, "evidence": link.evidence}
            changes = {name: (known.properties.get(name), value) for name, value in new.items()
                       if known.properties.get(name) != value}  # fmt: skip
            if changes:
                found.delta.changed_nodes.append(Changed(known.id, changes))
            _aim(known.id, (a, b), settled, state, found)
            continue
        properties = {
            "a": a,
            "b": b,
            "rung": link.rung,
            "state": link.state,
            "evidence": link.evidence,
            "name": link.evidence,
        }
        found.delta.created_nodes.append(Node(link.id, ("Link",), properties))
        _aim(link.id, (a, b), settled, state, found)
    for pair, node in stored.items():
        if pair in wanted:
            continue
        if node.properties["state"] in ("confirmed", "rejected"):
            _aim(node.id, (node.properties["a"], node.properties["b"]), settled, state, found)
            continue
        found.delta.deleted_nodes.append(node)
        found.delta.deleted_relationships += list(state.outgoing(node.id, "JOINS"))


def _aim(link: str, records: tuple[str, str], settled: Settled, state: GraphState, found: Difference) -> None:
    """Lets a link join the persons whom its records mean now."""
    persons = sorted({settled.person_of[record] for record in records if record in settled.person_of})
    before = {row.end: row for row in state.outgoing(link, "JOINS")}
    for person in persons:
        if person not in before:
            id = make_id("rel", "JOINS", link, person)
            found.delta.created_relationships.append(Relationship(id, "JOINS", link, person, {}))
    if persons:
        found.delta.deleted_relationships += [row for end, row in before.items() if end not in persons]


def _drop_persons_without_records(settled: Settled, state: GraphState, found: Difference) -> None:
    named = set(settled.person_of.values())
    gone = [node for node in state.of_label("Person") if node.id not in named]
    deleted = {row.id for row in found.delta.deleted_relationships}
    for node in gone:
        found.delta.deleted_nodes.append(node)
        for row in (*state.incoming(node.id), *state.outgoing(node.id)):
            if row.id not in deleted:
                deleted.add(row.id)
                found.delta.deleted_relationships.append(row)


def _add_sources(found: Difference, state: GraphState, sources: dict[str, Node]) -> None:
    used = {
        entry.split("#")[0]
        for item in (*found.delta.created_nodes, *found.delta.created_relationships)
        for entry in item.properties.get(SOURCES) or ()
    }
    for change in (*found.delta.changed_nodes, *found.delta.changed_relationships):
        used |= {entry.split("#")[0] for entry in change.values.get(SOURCES, (None, ()))[1] or ()}
    for id, node in sources.items():
        if id in used and id not in state.nodes:
            found.delta.created_nodes.append(node)


def end_missing(
    found: Difference, gathered: Gathered, state: GraphState, *, scope: str, sheets: Mapping[str, str], on: date
) -> None:
    """Ends, inside the scope, what these kinds of roster said before and say no longer: tenures and dated relationships.

    ``sheets`` gives for each kind that was loaded the sheet for which endings are counted.
    ``found.endable`` counts what could end, ``found.ended`` what does, so that the caller can guard the share.
    """
    model, loaded, facts = load_model(), set(sheets), gathered.desk.facts
    kind_of = {node.id: node.properties.get("kind") for node in state.of_label("Source")}
    home = _Homes(state)
    deleted = {row.id for row in found.delta.deleted_relationships}
    for tenure in state.of_label("Tenure"):
        if tenure.properties.get("validTo") is None and _said_by(tenure.properties, kind_of) <= loaded:
            post = next((row.end for row in state.outgoing(tenure.id, "OF_POST")), None)
            if post and home.within(post, scope):
                found.endable += 1
                if tenure.id not in facts.nodes:
                    changes = {"validTo": (None, on), "endKnown": (tenure.properties.get("endKnown"), "unknown")}
                    found.delta.changed_nodes.append(Changed(tenure.id, changes))
                    _count_ended(found, tenure.properties, kind_of, sheets)
    for row in state.relationships.values():
        if model.relationship(row.type).static or row.properties.get("validTo") is not None or row.id in deleted:
            continue
        if not _said_by(row.properties, kind_of) <= loaded or not row.properties.get(SOURCES):
            continue
        if home.within(row.end if row.type in CARRYING else row.start, scope) or home.within(row.end, scope):
            found.endable += 1
            if row.id not in facts.relationships:
                found.delta.changed_relationships.append(Changed(row.id, {"validTo": (None, on)}))
                _count_ended(found, row.properties, kind_of, sheets)


def _count_ended(
    found: Difference, properties: dict[str, Any], kind_of: Mapping[str, Any], sheets: Mapping[str, str]
) -> None:
    """Counts an ending for the loaded sheet of the kind that said the item last."""
    found.ended += 1
    sheet = sheets[kind_of[properties[SOURCES][-1].split("#")[0]]]
    found.by_sheet.setdefault(sheet, SheetCounts()).ended += 1


def _said_by(properties: dict[str, Any], kind_of: dict[str, Any]) -> set[Any]:
    return {kind_of.get(entry.split("#")[0]) for entry in properties.get(SOURCES) or ()}


class _Homes:
    """Whether a node lies within an area, by where it is, where its body is based, or what it answers for."""

    _UP = ("WITHIN", "BASED_IN", "RESPONSIBLE_FOR", "POST_IN", "LOCATED_IN", "MEASURES", "HELD_IN", "FOR")

    def __init__(self, state: GraphState) -> None:
        self._state = state
        self._known: dict[tuple[str, str], bool] = {}

    def within(self, id: str, area: str) -> bool:
        """Whether the node is that area or lies within it."""
        key = (id, area)
        if key not in self._known:
            self._known[key] = False
            self._known[key] = id == area or any(
                self.within(row.end, area) for row in self._state.outgoing(id, *self._UP)
            )
        return self._known[key]
