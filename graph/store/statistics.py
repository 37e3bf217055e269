"""What the server believes its indexes hold, on which it plans statements."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graph.store.connection import Store

__all__ = ["renew_statistics"]

_RENEW = "CALL db.resampleOutdatedIndexes()"


def renew_statistics(store: Store) -> None:
    """Has the server count anew the indexes of which much has changed; call it after a commit that may have been large.

    It counts beside other work, in less than a second for a district. By itself it would begin some ten seconds later and plan
    until then as if nothing had been written, so that a map took half a minute instead of a second. A server that cannot is
    left to do so; what was committed is committed.
    """
    from neo4j.exceptions import DriverError, Neo4jError

    with suppress(Neo4jError, DriverError, OSError), store.session() as session:
        session.run(_RENEW).consume()
