"""What batches and decisions did to which nodes, kept so that it can be asked for: identities by what happened.

A batch's own log is complete and compressed, for taking it back; what is here only names nodes. ``ChangeLog`` nodes lie
beside the model: each holds up to a thousand ids of one kind of node to which the same happened, as one text with an id a
line (a list takes a server five times as long to write). They go with their batch when it is taken back. Nodes of facts,
links between records, and decided findings are told of; sheets and analyses are not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from itertools import chain, count, islice
from typing import TYPE_CHECKING, Any

from graph.store.delta import Delta
from graph.store.reader import FACT_LABELS
from graph.store.records import GraphState, Node, Relationship

if TYPE_CHECKING:
    from neo4j import ManagedTransaction

__all__ = ["CHANGE_LOG", "LOGGED", "WHAT", "delete_changes", "happened", "log_batch", "log_decision"]

CHANGE_LOG = "ChangeLog"
LOGGED = frozenset(FACT_LABELS) - {"Source"}
"""The labels of which a batch's changes are told."""
WHAT = ("created", "changed", "ended")
"""What happens to nodes, in the order in which a batch tells of it."""

_IDS = 1_000
"""Ids in a node: a page reads one or two of them."""
_SENT = 25
_QUIET = frozenset({"sources", "records", "keys", "phones", "numbers", "units", "states"})
"""Properties that say where a fact was read, or serve to join records: a change of these alone is none of the fact."""
_CREATE = f"UNWIND $rows AS row CREATE (c:{CHANGE_LOG}) SET c = row"
_DELETE = f"MATCH (c:{CHANGE_LOG} {{batch: $batch}}) DELETE c"

Entries = dict[tuple[str, str], dict[str, date]]
"""What happened and to which kind of node → the ids, each with the day on which it happened."""


def log_batch(
    tx: ManagedTransaction, delta: Delta, state: GraphState, *, batch: str, at: datetime, as_of: date
) -> None:
    """Writes what a batch did; ``state`` is what the store held before, as far as the difference touches it."""
    rows = _rows(happened(delta, state, as_of), {"batch": batch, "at": at, "on": as_of})
    while part := list(islice(rows, _SENT)):
        tx.run(_CREATE, rows=part).consume()


def log_decision(tx: ManagedTransaction, id: str, revision: int, *, at: datetime, on: date) -> None:
    """Writes that a finding was decided upon; the revision is the one that the decision made."""
    row = {"id": f"decision-{id}-{revision}", "at": at, "on": on, "what": "changed", "kind": "Finding",
           "label": "Finding", "ids": id}  # fmt: skip
    tx.run(_CREATE, rows=[row]).consume()


def delete_changes(tx: ManagedTransaction, batch: str) -> None:
    """Takes back what was written of a batch."""
    tx.run(_DELETE, batch=batch).consume()


def happened(delta: Delta, state: GraphState, as_of: date) -> Entries:
    """What a difference does to nodes, each told once.

    A node has ended where it is given an end, on that day, or is deleted. It has changed where a property or one of the
    relationships that start at it has.

    >>> from graph.store.delta import Changed
    >>> state = GraphState()
    >>> state.add_node(Node("tenure-1", ("Tenure",), {}))
    >>> delta = Delta(changed_nodes=[Changed("tenure-1", {"validTo": (None, date(2026, 11, 1))})])
    >>> happened(delta, state, date(2026, 11, 5))
    {('ended', 'Tenure'): {'tenure-1': datetime.date(2026, 11, 1)}}
    """
    found: Entries = defaultdict(dict)
    told: set[str] = set()
    for what, nodes in (("created", delta.created_nodes), ("ended", delta.deleted_nodes)):
        for node in nodes:
            _add(found, what, node, as_of)
            told.add(node.id)
    for change in delta.changed_nodes:
        if not _QUIET.issuperset(change.values):
            before, after = change.values.get("validTo", (None, None))
            ended = before is None and after is not None
            _add(found, "ended" if ended else "changed", state.nodes[change.id], after if ended else as_of)
            told.add(change.id)
    for row in _changed_relationships(delta, state):
        if row.start not in told:
            _add(found, "changed", state.nodes[row.start], as_of)
            told.add(row.start)
    return dict(found)


def _add(found: Entries, what: str, node: Node, day: date) -> None:
    if node.labels[0] in LOGGED:
        found[what, node.label][node.id] = day


def _changed_relationships(delta: Delta, state: GraphState) -> Iterator[Relationship]:
    """Those that tell of a change of the node where they start; not who is held in reserve, which few may know."""
    from graph.model import load_model

    sensitive = {row.type for row in load_model().relationships.values() if row.sensitivity == "sensitive"}
    changed = (state.relationships[row.id] for row in delta.changed_relationships if not _QUIET.issuperset(row.values))
    for row in chain(delta.created_relationships, delta.deleted_relationships, changed):
        if row.type not in sensitive:
            yield row


def _rows(entries: Entries, about: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The nodes to be written, numbered in the order in which they are told."""
    from graph.model import load_model

    numbers = count()
    for what, kind in sorted(entries, key=lambda key: (WHAT.index(key[0]), key[1])):
        days = entries[what, kind]
        ids = sorted(days)
        for start in range(0, len(ids), _IDS):
            part = ids[start : start + _IDS]
            row = {**about, "id": f"{about['batch']}-{next(numbers):06d}", "what": what, "kind": kind,
                   "label": load_model().label(kind).label, "ids": "\n".join(part)}  # fmt: skip
            if what == "ended":
                row["days"] = "\n".join(days[id].isoformat() for id in part)
            yield row
