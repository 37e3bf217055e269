"""What must hold in the transaction of a write: the item exists, the viewer sees it, and it is as the viewer saw it.

What lies outside the viewer's scope is refused like what does not exist. The item is locked before it is looked at, so that
of two decisions on one state the second meets the outcome of the first.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from api.accounts.audit import AuditedStore
from api.graphql.errors import fault
from api.graphql.writes.asked import Asked
from api.graphql.writes.homes import sees
from graph.as_of import today

if TYPE_CHECKING:
    from neo4j import ManagedTransaction

__all__ = ["GuardedStore", "hold"]

_Result = TypeVar("_Result")
_LOCK = """
MATCH (n:{label} {{id: $id}}) SET n.lockedBy = $by REMOVE n.lockedBy
RETURN n.state AS state, coalesce(n.revision, 0) AS revision
"""


class GuardedStore(AuditedStore):
    """A store on which a write first looks whether it may happen, and leaves its entry in the audit; all in one
    transaction. ``check`` raises a fault where it may not."""

    def __init__(self, asked: Asked, field: str, id: str, check: Callable[[ManagedTransaction], object]) -> None:
        super().__init__(asked.store, lambda _: asked.entry(field, id))
        self._check = check

    def write(self, work: Callable[[ManagedTransaction], _Result]) -> _Result:
        """As :meth:`AuditedStore.write`, after the check."""

        def guarded(tx: ManagedTransaction) -> _Result:
            self._check(tx)
            return work(tx)

        return super().write(guarded)


def hold(tx: ManagedTransaction, asked: Asked, label: str, id: str) -> dict[str, Any]:
    """Locks an item and gives its state and revision; raises NOT_FOUND where there is none that the viewer sees."""
    row = tx.run(_LOCK.format(label=label), id=id, by=asked.viewer.name).single()
    if row is None or not sees(tx, asked.viewer, label, id, today()):
        raise fault("NOT_FOUND", id=id)
    return row.data()
