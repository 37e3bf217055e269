"""What a load empties: cells that a roster filled before and leaves empty now, inside a declared scope, and only there.

A roster that is declared to be all there is of a place takes its own word back by emptying a cell: the value that the same
kind of roster said of the same thing is unknown from then on. What another kind of roster said stays. The caller guards the
share, since a column that fell out of a file is likelier than one that everybody emptied.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from graph.model import load_model
from graph.store.delta import Changed
from graph.store.records import GraphState, Node, Relationship
from loaders.diff import SOURCES, Difference
from loaders.ending import Homes
from loaders.facts import Claim
from loaders.gather import Gathered
from loaders.sheets.row import Row

__all__ = ["empty_cleared"]

_KEPT = ("name", "kind", "code", "validFrom", "validTo", "endKnown", "precision")
"""What makes a thing what it is, or follows from dates (:mod:`loaders.ending` sees to those)."""


def empty_cleared(
    found: Difference, gathered: Gathered, state: GraphState, *, scope: str, filled: Mapping[str, Mapping[str, str]]
) -> tuple[int, int]:
    """Takes back, inside the scope (an area's id), what emptied cells said before; how many values, of how many.

    ``filled`` gives for each sheet that was read, by id, the column (its letter) that fills each property
    (``Organisation.filedOn``).
    """
    return _Emptying(found, gathered, state, scope, filled).run()


class _Emptying:
    def __init__(
        self,
        found: Difference,
        gathered: Gathered,
        state: GraphState,
        scope: str,
        filled: Mapping[str, Mapping[str, str]],
    ) -> None:
        self._found, self._facts, self._state = found, gathered.desk.facts, state
        self._scope, self._filled, self._homes = scope, filled, Homes(state)
        self._kind_of = {node.id: str(node.properties.get("kind")) for node in state.of_label("Source")}
        self._model = load_model()
        self._told = 0
        self._emptied = 0

    def run(self) -> tuple[int, int]:
        """Nodes first, then relationships."""
        delta = self._found.delta
        self._over(self._facts.nodes, self._state.nodes, delta.changed_nodes)
        self._over(self._facts.relationships, self._state.relationships, delta.changed_relationships)
        return self._emptied, self._told

    def _over(
        self, claims: Mapping[str, Claim], stored: Mapping[str, Node | Relationship], changes: list[Changed]
    ) -> None:
        changed = {change.id: change for change in changes}
        for claim in claims.values():
            item = stored.get(claim.id)
            if item is None or not claim.rows or not self._inside(item):
                continue
            emptied = dict(self._emptied_of(claim, item.properties))
            if not emptied:
                continue
            self._emptied += len(emptied)
            values: dict[str, tuple[Any, Any]] = {name: (before, None) for name, before in emptied.items()}
            sources = list(item.properties.get(SOURCES) or ())
            kept = [entry for entry in sources if entry.rpartition(":")[2] not in emptied]
            if kept != sources:
                values[SOURCES] = (sources, kept)
            if claim.id in changed:
                values |= {name: told for name, told in changed[claim.id].values.items() if name == SOURCES}
                changed[claim.id].values.update(values)
            else:
                changes.append(Changed(claim.id, values))
                self._count(claim, isinstance(item, Node))

    def _emptied_of(self, claim: Claim, stored: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
        """Each property that a sheet of this load has a column for, that the same kind of roster filled before, and that no
        row says now."""
        seen: set[str] = set()
        for row in claim.rows:
            for property, letter in self._filled.get(row.sheet.id, {}).items():
                owner, _, name = property.partition(".")
                before = stored.get(name) if owner in self._labels_of(claim) else None
                if before is None or name in seen or name in _KEPT:
                    continue
                if self._kind_that_said(stored, name) != row.sheet.kind:
                    continue
                seen.add(name)
                self._told += 1
                if claim.properties.get(name) is None and _is_empty(row, letter):
                    yield name, before

    def _labels_of(self, claim: Claim) -> tuple[str, ...]:
        """Whose properties a claim may carry: its labels, or its type of relationship."""
        return (claim.label,) if claim.ends else self._model.labels_of(claim.label)

    def _kind_that_said(self, stored: Mapping[str, Any], name: str) -> str | None:
        sources = stored.get(SOURCES) or ()
        own = [entry for entry in sources if entry.endswith(f":{name}")]
        entry = (own or [entry for entry in sources if ":" not in entry] or [""])[-1]
        return self._kind_of.get(entry.partition("#")[0])

    def _inside(self, item: Node | Relationship) -> bool:
        ends = (item.id,) if isinstance(item, Node) else (item.start, item.end)
        return any(self._homes.within(end, self._scope) for end in ends)

    def _count(self, claim: Claim, node: bool) -> None:
        origin = claim.rows[0].sheet
        self._found.count(origin, "changed")
        if node:
            self._found.by_sheet[origin.id].same -= 1


def _is_empty(row: Row, letter: str) -> bool:
    """Whether nothing at all stands in a row's cell (a word that could not be read is no empty cell)."""
    return not any(row.raw.get(column) for column, place in row.columns.items() if place == letter)
