"""The reference district in the test run's store: all that rule S02 counts of it, and everything of one community.

From the packed facts that :func:`graph.demo_network` opens, written as one batch; then one run of the rules is saved. So
the published figures come out, and the guide's operations find people, posts, services and findings to tell of.
"""

from __future__ import annotations

from datetime import UTC, date, datetime

from neo4j import ManagedTransaction

import graph
from graph.coverage.history import save_run
from graph.model import load_model
from graph.store.batches import BatchHeader, lock_store, write_batch
from graph.store.connection import Store
from graph.store.delta import Delta
from graph.store.records import GraphState, Node, Relationship
from graph.store.schema import ensure_schema
from graph.store.snapshot import DatedFacts, demo_facts, forget_snapshots, network_on, part_of
from graph.store.statistics import renew_statistics
from graph.store.writer import write_delta
from loaders.linking.pinyin import initials_of, pinyin_of
from tests.conftest import wipe

__all__ = ["COMMUNITY", "DAY", "DISTRICT", "RULES", "STREET", "fill_anew"]

DAY = date(2026, 11, 1)
DISTRICT, STREET, COMMUNITY = "140213000000", "140213050000", "140213050001"
RULES = ("P14", "S01", "S02")
"""Rules that need no more of the district than is written: what is missing elsewhere is no gap of theirs."""

_WHOLE = frozenset(
    {"District", "Street", "Community", "Village", "Grid", "Compound", "Station", "Centre", "Exemption", "Source"}
)
"""What is written of the whole district."""


_FILLED = """MATCH (:District {code: $code}) MATCH (:Run {asOf: $day, by: $by})
WHERE COUNT { (:Grid) } = 1529 AND COUNT { (:Finding {rule: 'S02'}) } = 100 RETURN 1 AS filled LIMIT 1"""
_BY = "tester"


def fill_anew(store: Store) -> None:
    """Fills the store and saves a run, where it does not hold just that: other tests have districts of their own."""
    if store.one(_FILLED, code=DISTRICT, day=DAY, by=_BY) is not None:
        return
    wipe(store)
    _fill(store)


def _fill(store: Store) -> None:
    ensure_schema(store)
    delta = _delta(demo_facts())
    store.write(lambda tx: _write(tx, delta))
    renew_statistics(store)
    forget_snapshots()
    save_run(store, graph.run_rules(store.network(DAY), rules=RULES), by=_BY)


def _write(tx: ManagedTransaction, delta: Delta) -> None:
    header = BatchHeader(_BY, datetime.now(UTC), DAY, None, "内部", True, {}, [])
    number, _ = lock_store(tx, header.by)
    write_delta(tx, delta, GraphState())
    write_batch(tx, delta, header, number=number + 1)


def _delta(facts: DatedFacts) -> Delta:
    inside = set(part_of(network_on(facts, DAY), COMMUNITY))
    chosen = {node.id for node in facts.nodes if node.label in _WHOLE or node.id in inside}
    model = load_model()
    nodes = [
        Node(node.id, model.labels_of(node.label), {**node.properties, **_letters(node.label, node.properties)})
        for node in facts.nodes
        if node.id in chosen
    ]
    edges = [edge for edge in facts.edges if edge.start in chosen and edge.end in chosen]
    ties = [
        Relationship(f"tie-{number:06d}", edge.type, edge.start, edge.end, edge.properties)
        for number, edge in enumerate(edges)
    ]
    return Delta(created_nodes=nodes, created_relationships=ties)


def _letters(label: str, properties: dict[str, object]) -> dict[str, str]:
    """Pinyin and initials, which the packed facts leave out, for the labels that are searched by them."""
    name = properties.get("name")
    if not isinstance(name, str) or "pinyin" not in load_model().properties(label):
        return {}
    person = label == "Person"
    return {"pinyin": pinyin_of(name, surname=person), "initials": initials_of(name, surname=person)}
