"""Which kinds of roster were loaded for which street: what makes "none" differ from "nobody told us".

A sheet that names more than half of the district's streets is taken for the whole district's; any other one for the
streets that it names. A sheet that names no street at all (departments, codes) is the whole district's.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graph.store.snapshot.index import Index

__all__ = ["LoadedKinds"]


class LoadedKinds:
    """Asked by rules: :meth:`told`, :meth:`tells`. A graph without any Source node is taken as told of everything, but for
    the kinds and properties in ``G.graph["not_loaded"]`` (tiny graphs, fixtures)."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._sheets = {id: index.nodes[id] for id in index.of_label("Source")}
        self._missing = frozenset(index.G.graph.get("not_loaded", ()))
        self._kinds: dict[str, list[str]] = {}
        self._columns: dict[str, set[str]] = {}
        for id, sheet in self._sheets.items():
            self._kinds.setdefault(str(sheet.get("kind")), []).append(id)
            self._columns[id] = set(json.loads(sheet.get("columns") or "{}"))
        self._streets: dict[str, set[str]] | None = None
        self._told: dict[tuple[str, str | None], bool] = {}
        self._properties: dict[tuple[str, str], frozenset[str]] = {}

    def told(self, what: str, area: str | None) -> bool:
        """Whether a kind of roster (``grids``, or with a column ``grids:instructor``) was loaded for an area."""
        street = self._index.areas.at_level(area, "street") if area and self._sheets else None
        key = (what, street)
        if key not in self._told:
            self._told[key] = self._tells_street(what, street)
        return self._told[key]

    def _tells_street(self, what: str, street: str | None) -> bool:
        kind, _, column = what.partition(":")
        if not self._missing.isdisjoint((what, kind)):
            return False
        if not self._sheets:
            return True
        sheets = [id for id in self._kinds.get(kind, ()) if not column or column in self._columns[id]]
        if not sheets:
            return False
        streets = self._named_streets()
        most = len(list(self._index.of_label("Street"))) / 2
        return any(
            street is None or street in streets[id] or not streets[id] or len(streets[id]) > most for id in sheets
        )

    def tells(self, id: str, name: str) -> bool:
        """Whether a sheet that tells of a node has a column for that property, whatever the node's own cell says."""
        if not self._sheets:
            return name not in self._missing
        node = self._index.nodes[id]
        label = self._index.labels_of(node["label"])[0]
        entries = node.get("sources") or ()
        return any(name in self._properties_of(entry.partition("#")[0], label) for entry in entries)

    def kinds_of(self, id: str) -> str:
        """The kinds of roster whose rows tell of a node, in order of name; empty where no sheet is known."""
        entries = self._index.nodes[id].get("sources") or ()
        sheets = (self._sheets.get(entry.partition("#")[0]) for entry in entries)
        return "、".join(sorted({str(sheet.get("kind")) for sheet in sheets if sheet}))

    def _properties_of(self, sheet: str, label: str) -> frozenset[str]:
        """The properties of a label for which a sheet has a column; ``Tenure[Party].partyStatus`` is one of Tenure."""
        found = self._properties.get((sheet, label))
        if found is None:
            others = frozenset(self._index.model.labels) - {label}
            found = self._properties[sheet, label] = frozenset(
                column.rpartition(".")[2]
                for column in self._columns.get(sheet, ())
                if re.split(r"[.\[]", column)[0] not in others
            )
        return found

    def _named_streets(self) -> dict[str, set[str]]:
        if self._streets is None:
            found: dict[str, set[str]] = {id: set() for id in self._sheets}
            most = len(list(self._index.of_label("Street"))) / 2
            areas, narrow = self._index.areas, set(self._sheets)
            for id, sources in self._said():
                for entry in sources:
                    sheet = entry.partition("#")[0]
                    if sheet in narrow and (street := areas.at_level(id, "street")) is not None:
                        found[sheet].add(street)
                        if len(found[sheet]) > most:
                            narrow.discard(sheet)
            self._streets = found
        return self._streets

    def _said(self) -> Iterator[tuple[str, list[str]]]:
        """Every node with the rows that tell of it, and with those that tell of its relationships."""
        index = self._index
        for id, attributes in index.nodes.items():
            if sources := attributes.get("sources"):
                yield id, sources
        for kind in index.model.relationships:
            for start, neighbours in index.table(kind, inward=False).items():
                for end, attributes in neighbours:
                    if sources := attributes.get("sources"):
                        yield start, sources
                        yield end, sources
