"""Which state of the facts a store holds: told by its batches, as every change of facts is one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from neo4j import ManagedTransaction

__all__ = ["read_version"]

_VERSION = """
OPTIONAL MATCH (m:StoreMeta {id: 'store'})
OPTIONAL MATCH (b:ImportBatch {number: m.batches})
RETURN m.batches AS batches, m.synthetic AS synthetic, b.at.epochMillis AS at,
       COUNT { (:ImportBatch {state: 'undone'}) } AS undone
"""


def read_version(tx: ManagedTransaction) -> tuple[str, bool]:
    """What changes whenever the facts do, and whether they are fictional.

    The last batch's number and time, and how many are undone: a store that was emptied and filled anew differs as well.
    """
    row = tx.run(_VERSION).single(strict=True)
    return f"{row['batches']}-{row['undone']}-{row['at'] or 0:x}", bool(row["synthetic"])
