"""The graph of an export, without Neo4j or Java."""

from __future__ import annotations

import hashlib
from collections.abc import Container
from pathlib import Path
from typing import Any

import networkx as nx

from graph.collector import collector_paused
from graph.model import load_model
from graph.store.export.manifest import MANIFEST, read_manifest
from graph.store.export.read import read_export
from graph.store.records import GraphState
from graph.store.snapshot.facts import DatedFacts, Edge, Fact, edge_properties, left_out
from graph.store.snapshot.network import network_on

__all__ = ["facts_of_state", "read_snapshot"]


def read_snapshot(folder: str | Path) -> nx.MultiDiGraph:
    """The graph of a parquet or csv export, as of the date of its manifest; needs neither a store nor Java.

    Node key = id; the attributes are those of :func:`graph.store.snapshot.network.network_on`. An export holds what was
    alive on its date, so no post in it says since when it is vacant, and no link says how it was decided.

    Raises ``UsageError`` for a format that cannot be read back, ``StoreError`` for files that are missing, altered or no
    export, ``StoreTooNew`` for those of a newer program.

    >>> import tempfile
    >>> from datetime import date
    >>> from graph.store.export import export_graph
    >>> from graph.store.records import GraphState, Node
    >>> state = GraphState({"area-1": Node("area-1", ("Area", "Grid"), {"name": "第1网格"})})
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = export_graph(state, Path(folder), "csv", as_of=date(2026, 11, 1), marking="内部")
    ...     G = read_snapshot(folder)
    >>> G.nodes["area-1"], G.graph["as_of"]
    ({'label': 'Grid', 'name': '第1网格'}, datetime.date(2026, 11, 1))
    """
    folder = Path(folder)
    with collector_paused():
        manifest = read_manifest(folder)
        digest = hashlib.sha256((folder / MANIFEST).read_bytes()).hexdigest()
        facts = facts_of_state(read_export(folder), synthetic=manifest.synthetic, version=f"export-{digest[:16]}")
        return network_on(facts, manifest.as_of)


def facts_of_state(state: GraphState, *, synthetic: bool, version: str) -> DatedFacts:
    """The facts that a snapshot is cut from, out of plain records."""
    model = load_model()
    carried = {type: frozenset(edge_properties(model.relationship_properties(type))) for type in model.relationships}
    nodes = [Fact(node.id, node.label, left_out(_recorded(node.properties))) for node in state.nodes.values()]
    edges = [
        Edge(row.start, row.end, row.type, _recorded(row.properties, carried[row.type]))
        for row in state.relationships.values()
    ]
    return DatedFacts(nodes, edges, synthetic, version)


def _recorded(properties: dict[str, Any], names: Container[str] | None = None) -> dict[str, Any]:
    """The properties that have a value, of those names where some are given."""
    return {name: value for name, value in properties.items() if value is not None and (names is None or name in names)}
