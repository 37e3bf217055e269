"""Making a server that has just started quick at writing while it has nothing else to do.

Java compiles what runs often: the first ten thousand rows cost several times as much as later ones. While a first load
reads and links its rosters, the server writes rows of no meaning by the writer's own statements, and takes all of it back.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event
from typing import TYPE_CHECKING

from graph.store.writer import CREATE_NODES, CREATE_RELATIONSHIPS

if TYPE_CHECKING:
    from graph.store.connection import Store

__all__ = ["warming"]

_ROWS = 500
"""Rows a statement: whoever waits for the end waits for one."""
_ROUNDS = 60


@contextmanager
def warming(store: Store, *, wanted: bool) -> Iterator[None]:
    """Warms a managed server up beside what happens inside the block, if that is wanted; the end waits for the last statement.

    Nothing is committed, and no failure is told: a server that cannot do this is no quicker, that is all.
    """
    enough = Event()
    with ThreadPoolExecutor(1) as pool:
        if wanted and store.managed:
            pool.submit(_warm_up, store, enough)
        try:
            yield
        finally:
            enough.set()


def _warm_up(store: Store, enough: Event) -> None:
    from neo4j.exceptions import DriverError, Neo4jError

    try:
        with store.session() as session, session.begin_transaction() as tx:
            for turn in range(_ROUNDS):
                if enough.is_set():
                    break
                told = [{"id": f"warm-{turn}-{row}", "name": "示例数据", "sources": ["warm"]} for row in range(_ROWS)]
                answer = tx.run(CREATE_NODES, rows=[[["Area", "Grid"], row] for row in told]).single(strict=True)
                keys = answer["keys"]
                ends = zip(keys, reversed(keys), told, strict=True)
                tx.run(CREATE_RELATIONSHIPS, rows=[["WITHIN", *row] for row in ends]).consume()
            tx.rollback()
    except (Neo4jError, DriverError, OSError):
        return
