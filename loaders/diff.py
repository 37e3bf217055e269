"""What a load would change: the facts of its files against what the store holds, worked out before anything is written.

A load is an upsert: what the files say is created or changed, what they leave out stays (:mod:`loaders.ending` for
the scope inside which it does not).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from graph.model import Model, load_model
from graph.store.delta import Changed, Delta
from graph.store.records import GraphState, Node, Relationship
from loaders.facts import Claim
from loaders.gather import Gathered
from loaders.linking.changes import add_link_changes
from loaders.sheets.row import SheetOrigin

__all__ = ["SOURCES", "Difference", "SheetCounts", "work_out"]

SOURCES = "sources"


@dataclass
class SheetCounts:
    """How many items a sheet's rows would make new, change, leave the same or end."""

    new: int = 0
    changed: int = 0
    same: int = 0
    ended: int = 0
    items: int = 0
    """All that its rows are the first to name, whatever becomes of it: so many are the same when it is loaded again."""


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
    alone: dict[str, list[str]] = {}
    for claim in facts.nodes.values():
        _node(claim, state, model, found, alone)
    replaced = gathered.settled.replaced
    for claim in facts.relationships.values():
        _relationship(claim, state, found, replaced, alone)
    for id in sorted(replaced - set(facts.relationships)):
        found.delta.deleted_relationships.append(state.relationships[id])
    found.delta.deleted_nodes += [state.nodes[id] for id in gathered.superseded]
    add_link_changes(gathered.settled, state, found.delta)
    _add_sources(found, state, sources)
    return found


def _node(claim: Claim, state: GraphState, model: Model, found: Difference, alone: dict[str, list[str]]) -> None:
    origin = claim.rows[0].sheet if claim.rows else None
    found.count(origin, "items")
    stored = state.nodes.get(claim.id)
    if stored is None:
        properties = _created(claim, alone)
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


def _relationship(
    claim: Claim, state: GraphState, found: Difference, replaced: set[str], alone: dict[str, list[str]]
) -> None:
    stored = None if claim.id in replaced else state.relationships.get(claim.id)
    if claim.id in replaced and claim.id in state.relationships:
        found.delta.deleted_relationships.append(state.relationships[claim.id])
    if stored is None and claim.ends:
        properties = _created(claim, alone)
        found.delta.created_relationships.append(Relationship(claim.id, claim.label, *claim.ends, properties))
        return
    changes = _changes(claim, stored.properties) if stored else {}
    if changes:
        found.delta.changed_relationships.append(Changed(claim.id, changes))
        found.count(claim.rows[0].sheet if claim.rows else None, "changed")


def _created(claim: Claim, alone: dict[str, list[str]]) -> dict[str, Any]:
    """The properties of a new item, which are the claim's own from now on without a copy; one that is laid anew or
    copied brings its sources along. ``alone`` holds the one list that all items of one row alone share as sources."""
    properties = claim.properties
    if properties.get(SOURCES) is None and len(claim.rows) == 1:
        properties[SOURCES] = alone.setdefault(ref := claim.rows[0].ref, [ref])
    elif properties.get(SOURCES) is None:
        properties[SOURCES] = _sources(claim, list(properties), [])
    for name in [name for name, value in properties.items() if value is None]:
        del properties[name]
    return properties


def _changes(claim: Claim, stored: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    changes = {
        name: (before, value)
        for name, value in claim.properties.items()
        if (before := stored.get(name)) != value and _differs(before, value)
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


def _add_sources(found: Difference, state: GraphState, sources: dict[str, Node]) -> None:
    created: list[Node | Relationship] = [*found.delta.created_nodes, *found.delta.created_relationships]
    entries = {entry for item in created for entry in item.properties.get(SOURCES) or ()}
    for change in (*found.delta.changed_nodes, *found.delta.changed_relationships):
        entries.update(change.values.get(SOURCES, (None, ()))[1] or ())
    used = {entry.partition("#")[0] for entry in entries}
    for id, node in sources.items():
        if id in used and id not in state.nodes:
            found.delta.created_nodes.append(node)
