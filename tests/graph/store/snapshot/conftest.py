"""A corner of a district in the store, written as a load writes: with a batch and its time."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from graph.store.connection import Store
from graph.store.snapshot import forget_snapshots

CORNER = """
MERGE (m:StoreMeta {id: 'store'}) SET m.batches = coalesce(m.batches, 0) + 1, m.synthetic = true
CREATE (:ImportBatch {id: 'b' + m.batches, number: m.batches, at: datetime(), state: 'applied'})
CREATE (d:Area:District {id: 'd', code: '140213000000', name: '示例区'}),
       (s:Area:Street {id: 's', code: '140213050000', name: '示例街道'})-[:WITHIN {id: 'w1'}]->(d),
       (t:Area:Street {id: 't', code: '140213051000', name: '邻近街道'})-[:WITHIN {id: 'w2'}]->(d),
       (g:Area:Grid {id: 'g', code: '140213050001001', name: '第1网格', households: 300, sources: ['sheet#2'],
                     validFrom: date('2024-01-01'), boundary: '[]'})-[:WITHIN {id: 'w3', confirmedOn: date('2026-01-02')}]->(s),
       (h:Area:Grid {id: 'h', name: '撤销网格', validTo: date('2026-06-01')})-[:WITHIN {id: 'w4'}]->(s),
       (p:Post {id: 'p', role: 'gridLeader', title: '网格长'})-[:RESPONSIBLE_FOR {id: 'r1'}]->(g),
       (n:Tenure {id: 'n', validFrom: date('2025-01-01'), termEnd: date('2027-01-01')})-[:OF_POST {id: 'o'}]->(p),
       (n)-[:HOLDER {id: 'k', keys: ['hash'], sources: ['sheet#2']}]->
       (e:Person {id: 'e', name: '张示例', phone: '199****0001', pinyin: 'zhang'})
"""


@pytest.fixture
def corner(ready_store: Store) -> Store:
    """The store with that corner, and nothing remembered of it."""
    forget_snapshots()
    ready_store.write(lambda tx: tx.run(CORNER).consume())
    return ready_store


@pytest.fixture
def next_batch(corner: Store) -> Callable[[str], None]:
    """Writes something more, as a load of its own."""
    batch = """
    MATCH (m:StoreMeta {id: 'store'}) SET m.batches = m.batches + 1
    CREATE (:ImportBatch {id: 'b' + m.batches, number: m.batches, at: datetime(), state: 'applied'})
    """

    def write(statement: str) -> None:
        corner.write(lambda tx: (tx.run(batch).consume(), tx.run(statement).consume()))

    return write
