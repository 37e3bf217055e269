"""Whether a store holds what the model allows: the rules that a Community server does not enforce itself.

The one writer keeps them; this finds what another program wrote, and what a model of later days no longer allows.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graph.messages import Message, text
from graph.model import Model, Property, load_model
from graph.store.backup.contents import raw_nodes, raw_relationships
from graph.store.changes import CHANGE_LOG
from graph.store.reader import plain
from graph.store.typed import fits

if TYPE_CHECKING:
    from neo4j import ManagedTransaction

    from graph.store.connection import Store

__all__ = ["Problem", "check_store"]

TECHNICAL = frozenset({"StoreMeta", "BatchLog", CHANGE_LOG})
"""Labels of the store's own, which the model does not declare."""

TIES: dict[str, tuple[str, ...]] = {"Post": ("POST_IN",), "Tenure": ("OF_POST", "HOLDER")}
"""Relationships without which a node means nothing, by the label that they start at."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that the model does not allow: ``what`` is a label or type, then the item, the property, the text."""

    what: str
    id: str
    property: str | None
    message: Message


def check_store(store: Store, *, also: Iterable[str] = ()) -> list[Problem]:
    """Everything in the store that the model does not allow, nodes first; empty where all is well.

    ``also`` are labels that other parts of the program keep in the same store (accounts, audit) and check themselves.
    """
    known = TECHNICAL | set(also)
    return store.read(lambda tx: list(_Check(load_model(), known).run(tx)))


class _Check:
    """One pass over nodes, then relationships; remembers each node's label and id, and what starts at it."""

    def __init__(self, model: Model, foreign: frozenset[str]) -> None:
        self.model = model
        self.foreign = foreign
        self._names = frozenset(model.names())
        self._nodes: dict[str, tuple[str | None, str]] = {}
        self._ids: Counter[str] = Counter()
        self._ties: defaultdict[str, Counter[str]] = defaultdict(Counter)

    def run(self, tx: ManagedTransaction) -> Iterator[Problem]:
        for key, labels, properties in raw_nodes(tx, large=False):
            if self.foreign.isdisjoint(labels):
                yield from self._node(key, labels, properties)
        yield from self._twice("node", "check_twice_node")
        self._ids.clear()
        for kind, start, end, properties in raw_relationships(tx):
            if start in self._nodes and end in self._nodes:
                yield from self._relationship(kind, start, end, properties)
        yield from self._twice("relationship", "check_twice_relationship")
        yield from self._loose()

    def _node(self, key: str, labels: list[str], properties: dict[str, Any]) -> Iterator[Problem]:
        id = str(properties.get("id", key))
        self._ids[id] += 1
        label = self._label(labels)
        self._nodes[key] = (label, id)
        if label is None:
            name = ":".join(sorted(labels))
            yield _problem("check_labels", name, id, labels=name)
            return
        yield from _properties(label, id, properties, self.model.properties(label))

    def _label(self, labels: list[str]) -> str | None:
        """The most particular label, or None where these are not one label of the model with at most one sub-label."""
        for name in labels:
            if name in self._names and set(self.model.labels_of(name)) == set(labels):
                return name
        return None

    def _relationship(self, kind: str, start: str, end: str, properties: dict[str, Any]) -> Iterator[Problem]:
        (start_label, start_id), (end_label, end_id) = self._nodes[start], self._nodes[end]
        id = str(properties.get("id", f"{start_id}-{kind}-{end_id}"))
        self._ids[id] += 1
        self._ties[start][kind] += 1
        if kind not in self.model.relationships:
            yield _problem("check_type", kind, id)
            return
        if start_label and end_label and not self.model.may_join(kind, start_label, end_label):
            yield _problem("check_ends", kind, id, start=start_label, end=end_label)
        yield from _properties(kind, id, properties, self.model.relationship_properties(kind))

    def _twice(self, what: str, key: str) -> Iterator[Problem]:
        for id, count in self._ids.items():
            if count > 1:
                yield Problem(what, id, "id", text(f"backup.{key}", id=id, count=count))

    def _loose(self) -> Iterator[Problem]:
        for key, (label, id) in self._nodes.items():
            for kind in TIES.get(label or "", ()):
                count = self._ties[key][kind] if key in self._ties else 0
                if count == 0:
                    yield _problem("check_loose", str(label), id, type=kind)


def _properties(label: str, id: str, properties: dict[str, Any], declared: dict[str, Property]) -> Iterator[Problem]:
    for name, row in declared.items():
        if row.required and properties.get(name) in (None, ""):
            yield _problem("check_missing", label, id, name)
    for name, value in properties.items():
        known = declared.get(name)
        if known is None:
            yield _problem("check_unknown", label, id, name)
        elif not fits(plain(value), known):
            yield _problem("check_type_of_value", label, id, name, type=known.type)
        elif known.values and not set(value if known.many else [value]) <= set(known.values):
            yield _problem("check_value", label, id, name, values="、".join(known.values))


def _problem(key: str, what: str, id: str, property: str | None = None, **values: Any) -> Problem:
    places = {"label": what, "id": id, "property": property, **values}
    return Problem(what, id, property, text(f"backup.{key}", **places))
