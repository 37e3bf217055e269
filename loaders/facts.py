"""What a load says, before any comparison with the store: nodes and relationships with the rows they came from.

The same item may be said by several rows. Within one file two different values for one property are a
contradiction, and the row is refused; between files the later roster wins and the difference is flagged.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from graph.model import Model, Property, make_id
from graph.store.records import GraphState
from loaders.sheets.row import Row

__all__ = ["Claim", "Conflict", "Facts", "Ref"]


class Ref(NamedTuple):
    """A node by its most particular label and its id."""

    label: str
    id: str


@dataclass(slots=True)
class Claim:
    """What is said of one item.

    ``label`` is a node's label or a relationship's type; ``ends`` are a relationship's ends; ``rows`` are the rows that
    said something new of it, in the order in which they were read.
    """

    label: str
    id: str
    properties: dict[str, Any] = field(default_factory=dict)
    rows: tuple[Row, ...] = ()
    ends: tuple[str, str] | None = None
    _later: dict[str, Row] | None = None

    def origin(self, name: str) -> Row | None:
        """The row that said a property last, None where none did."""
        if self._later and name in self._later:
            return self._later[name]
        return self.rows[0] if self.rows and name in self.properties else None

    def say_origin(self, name: str, row: Row) -> None:
        """Notes that a property comes from a later row than the first."""
        if self._later is None:
            self._later = {}
        self._later[name] = row


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two rows that disagree on one property of one item."""

    claim: Claim
    name: str
    value: Any
    row: Row
    before: Any
    row_before: Row

    @property
    def within_file(self) -> bool:
        """Whether both rows stand in one file (then the later one is refused) or not (then it is flagged)."""
        return self.row.sheet.file == self.row_before.sheet.file


class Facts:
    """The claims of one load; ``on_conflict`` is told of every disagreement and may raise to refuse the row.

    ``state`` is what the store holds; claims on what it knows share its texts.
    """

    def __init__(self, model: Model, on_conflict: Callable[[Conflict], None], state: GraphState | None = None) -> None:
        self.model = model
        self._state = state or GraphState()
        self.nodes: dict[str, Claim] = {}
        self.relationships: dict[str, Claim] = {}
        self._on_conflict = on_conflict
        self._newest: tuple[Row, ...] = ()
        self._rules: dict[str, tuple[bool, bool, dict[str, Property]]] = {}

    def node(self, label: str, id: str, row: Row | None, **properties: Any) -> Ref:
        """Says that this node exists and what is known of it; raises ``KeyError`` for a property the model lacks.

        ``row`` is None for what follows from a decision rather than from a roster.
        """
        _check_declared(label, properties, self.model.properties(label))
        claim = self.nodes.get(id)
        if claim is None:
            id = known.id if (known := self._state.nodes.get(id)) else id  # the same text, held once
            claim = self.nodes[id] = Claim(label, id)
        self._say(claim, row, properties)
        return Ref(claim.label, id)

    def relate(
        self,
        kind: str,
        start: Ref,
        end: Ref,
        row: Row,
        *,
        since: date | None = None,
        until: date | None = None,
        apart: Iterable[Any] = (),
        **properties: Any,
    ) -> str:
        """Says that two nodes are related; ``apart`` tells several relationships of one type between them apart.

        Returns the relationship's id. Raises ``ValueError`` where the model lets no such relationship join them.
        """
        if not self.model.may_join(kind, start.label, end.label):
            raise ValueError(f"{kind} cannot lead from {start.label} to {end.label}")
        symmetric, static, declared = self._rules.get(kind) or self._rule(kind)
        _check_declared(kind, properties, declared)
        if symmetric and end.id < start.id:
            start, end = end, start
        id = make_id("rel", kind, start.id, end.id, *apart)
        claim = self.relationships.get(id)
        if claim is None:
            stored = self._state.relationships.get(id)
            ends = (stored.start, stored.end) if stored else (start.id, end.id)
            id = stored.id if stored else id
            claim = self.relationships[id] = Claim(kind, id, ends=ends)
        if since is not None:
            properties["validFrom"] = since
        if not static:
            properties["validTo"] = until
        self._say(claim, row, properties)
        return id

    def _rule(self, kind: str) -> tuple[bool, bool, dict[str, Property]]:
        """Whether a type of relationship is symmetric, whether it is static, and what it may carry."""
        declared = self.model.relationship(kind)
        rule = declared.symmetric, declared.static, self.model.relationship_properties(kind)
        self._rules[kind] = rule
        return rule

    def restate(self, kind: str, id: str, start: str, end: str, properties: dict[str, Any]) -> None:
        """Lays a stored relationship anew between other ends, with everything that it carried."""
        self.relationships[id] = Claim(kind, id, dict(properties), ends=(start, end))

    def _say(self, claim: Claim, row: Row | None, properties: dict[str, Any]) -> None:
        if row is None:
            claim.properties.update(properties)
            return
        if not claim.rows:
            claim.properties = claim.properties | properties if claim.properties else properties
            if not self._newest or self._newest[0] is not row:
                self._newest = (row,)
            claim.rows = self._newest  # one tuple for everything that a row says
            return
        news = False
        for name, value in properties.items():
            before = claim.properties.get(name)
            if before == value and name in claim.properties:
                continue
            if before is not None and value is None:
                continue
            first = claim.origin(name)
            if before is not None and first is not None:
                self._on_conflict(Conflict(claim, name, value, row, before, first))
            claim.say_origin(name, row)
            claim.properties[name] = value
            news = True
        if news and claim.rows[-1] is not row:
            claim.rows = (*claim.rows, row)


def _check_declared(item: str, properties: dict[str, Any], declared: dict[str, Property]) -> None:
    if not properties.keys() <= declared.keys():
        raise KeyError(f"{item} has no property {min(properties.keys() - declared.keys())}")
