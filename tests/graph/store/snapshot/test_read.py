from __future__ import annotations

from collections.abc import Callable
from datetime import date

from graph.store.connection import Store
from graph.store.snapshot import Edge, Fact, read_facts
from graph.store.snapshot.read import read_version


def test_facts_are_what_the_store_says_without_what_stays_there(corner: Store) -> None:
    facts = corner.read(read_facts)
    nodes = {node.id: node for node in facts.nodes}
    assert facts.synthetic
    assert nodes["g"] == Fact(
        "g", "Grid", {"code": "140213050001001", "name": "第1网格", "households": 300, "sources": ["sheet#2"],
                      "validFrom": date(2024, 1, 1)}
    )  # fmt: skip
    assert nodes["e"] == Fact("e", "Person", {"name": "张示例"})
    assert set(nodes) == set("dstghpne")
    edges = {(edge.start, edge.type): edge for edge in facts.edges}
    assert edges["g", "WITHIN"] == Edge("g", "s", "WITHIN", {"confirmedOn": date(2026, 1, 2)})
    assert edges["s", "WITHIN"] == Edge("s", "d", "WITHIN", {})
    assert edges["n", "HOLDER"] == Edge("n", "e", "HOLDER", {"sources": ["sheet#2"]})
    assert len(facts.edges) == 7


def test_version_changes_with_every_batch_and_when_one_is_undone(
    corner: Store, next_batch: Callable[[str], None]
) -> None:
    seen = [corner.read(read_version)[0]]
    next_batch("CREATE (:Area:Grid {id: 'new'})")
    seen.append(corner.read(read_version)[0])
    corner.write(lambda tx: tx.run("MATCH (b:ImportBatch {number: 2}) SET b.state = 'undone'").consume())
    seen.append(corner.read(read_version)[0])
    assert len(set(seen)) == 3


def test_store_filled_anew_has_another_version(corner: Store) -> None:
    before = corner.read(read_version)[0]
    corner.write(lambda tx: tx.run("MATCH (b:ImportBatch) SET b.at = b.at + duration('PT1S')").consume())
    assert corner.read(read_version)[0] != before


def test_empty_store_has_facts_of_nothing(ready_store: Store) -> None:
    facts = ready_store.read(read_facts)
    assert (facts.nodes, facts.edges, facts.synthetic) == ([], [], False)
