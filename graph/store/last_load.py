"""What a store remembers of its last load: enough to know the same load again without reading a file.

One text at ``StoreMeta``: no part of the facts, of any export or of a batch's difference. It holds for one state of the
facts only, so nobody has to take it away: with the next batch or undo it says nothing any more. Who deletes or creates
nodes by hand is noticed by their number.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from graph.store.delta import Delta
from graph.store.reader import FACT_LABELS, count_nodes
from graph.store.records import GraphState
from graph.store.version import read_version

if TYPE_CHECKING:
    from neo4j import ManagedTransaction

__all__ = ["read_last_load", "write_last_load"]

_READ = "MATCH (m:StoreMeta {id: 'store'}) RETURN m.lastLoad AS told"
_WRITE = "MATCH (m:StoreMeta {id: 'store'}) SET m.lastLoad = $told"


def read_last_load(tx: ManagedTransaction) -> dict[str, Any] | None:
    """What :func:`write_last_load` wrote; None where the facts are not those of then, or where it cannot be told.

    What was written is read before the state that it must fit, so a load that ends between the two is noticed.
    """
    row = tx.run(_READ).single()
    if row is None or row["told"] is None:
        return None
    told: dict[str, Any] = json.loads(row["told"])
    state = {"version": read_version(tx)[0], "nodes": count_nodes(tx)}
    return told["load"] if told.get("state") == state else None


def write_last_load(tx: ManagedTransaction, load: dict[str, Any], state: GraphState, delta: Delta) -> None:
    """Remembers a load in its own transaction, after its batch if it made one.

    ``load`` is plain JSON; ``state`` is what the store held before the load, ``delta`` what the load changed. Nothing is
    written where the same stands there already.
    """
    counts = Counter(node.labels[0] for node in state.nodes.values())
    counts.update(node.labels[0] for node in delta.created_nodes)
    counts.subtract(node.labels[0] for node in delta.deleted_nodes)
    nodes = {label: counts[label] for label in FACT_LABELS}
    told = json.dumps({"state": {"version": read_version(tx)[0], "nodes": nodes}, "load": load}, ensure_ascii=False)
    if tx.run(_READ).single(strict=True)["told"] != told:
        tx.run(_WRITE, told=told).consume()
