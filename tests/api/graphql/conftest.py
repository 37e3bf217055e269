"""Operations asked of a small town in the real store, through the engine; what was sent to the server is counted."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import orjson
import pytest

from api.accounts.viewer import LOCAL, Viewer
from api.graphql.engine import Engine, Request
from api.graphql.limits import Limits
from graph.store.connection import Store

Ask = Callable[..., "Told"]

_NODES = "UNWIND $rows AS row CALL (row) { CREATE (n:$(row.labels)) SET n = row.properties }"
_RELATIONSHIPS = """
UNWIND $rows AS row MATCH (a {id: row.start}) MATCH (b {id: row.end})
CREATE (a)-[r:$(row.kind)]->(b) SET r = row.properties
"""


@dataclass
class Told:
    """What an operation was answered, and the statements that went to the server for it."""

    status: int
    body: dict[str, Any]
    statements: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    @property
    def data(self) -> Any:
        """The data, where nothing went wrong."""
        assert "errors" not in self.body, self.body["errors"]
        return self.body["data"]

    @property
    def code(self) -> str:
        """The code of the first error."""
        return str(self.body["errors"][0]["extensions"]["code"])


@dataclass
class Town:
    """Writes nodes and relationships as they are given, and remembers nothing."""

    store: Store
    count: int = 0

    def node(self, id: str, *labels: str, **properties: Any) -> str:
        """A node with these labels and properties; its id."""
        row = {"labels": list(labels), "properties": {"id": id, **properties}}
        self.store.write(lambda tx: tx.run(_NODES, rows=[row]).consume())
        return id

    def join(self, start: str, kind: str, end: str, **properties: Any) -> None:
        """A relationship; its id counts up."""
        self.count += 1
        row = {"start": start, "end": end, "kind": kind, "properties": {"id": f"rel-{self.count:03d}", **properties}}
        self.store.write(lambda tx: tx.run(_RELATIONSHIPS, rows=[row]).consume())


@pytest.fixture
def town(ready_store: Store) -> Town:
    """A district with two streets, three communities and grids of different sizes; one grid is gone since 2025.

    ::

        d ─ s1 ─ c1 ─ g1 (120), g2 (no figure), g3 (300), g9 (ended 2025-06-01)
          │    └ c2 ─ g4 (120)
          └ s2 ─ c3 ─ g5 (80)
    """
    town = Town(ready_store)
    town.node("area-d", "Area", "District", name="测试区", code="140213000000")
    for street, code in (("s1", "140213050000"), ("s2", "140213051000")):
        town.node(f"area-{street}", "Area", "Street", name=f"{street}街道", code=code)
        town.join(f"area-{street}", "WITHIN", "area-d")
    for community, street in (("c1", "s1"), ("c2", "s1"), ("c3", "s2")):
        town.node(f"area-{community}", "Area", "Community", name=f"{community}社区", communityWorkers=int(community[1]))
        town.join(f"area-{community}", "WITHIN", f"area-{street}")
    grids = (("g1", "c1", 120), ("g2", "c1", None), ("g3", "c1", 300), ("g4", "c2", 120), ("g5", "c3", 80))
    for grid, community, households in grids:
        known = {} if households is None else {"households": households}
        town.node(f"area-{grid}", "Area", "Grid", name=f"{grid}网格", validFrom=date(2024, 1, 1), **known)
        town.join(f"area-{grid}", "WITHIN", f"area-{community}", validFrom=date(2024, 1, 1))
    town.node("area-g9", "Area", "Grid", name="g9网格", validFrom=date(2020, 1, 1), validTo=date(2025, 6, 1))
    town.join("area-g9", "WITHIN", "area-c1")
    return town


@pytest.fixture
def ask(store: Store) -> Ask:
    """Asks an operation as a viewer: ``ask(document, variables, viewer=…)``; as of 2026-11-01 where none is said."""

    def asked(
        document: str, variables: dict[str, Any] | None = None, *, viewer: Viewer = LOCAL, limits: Limits | None = None,
        name: str | None = None, get: bool = False,
    ) -> Told:  # fmt: skip
        return asyncio.run(_ask(store, Request(document, variables or {}, name, get), viewer, limits))

    return asked


async def _ask(store: Store, request: Request, viewer: Viewer, limits: Limits | None) -> Told:
    statements: list[tuple[str, dict[str, Any]]] = []
    async with store.async_driver() as driver:
        engine = Engine(_Counting(driver, statements), database=store.database, store=store, limits=limits)  # type: ignore[arg-type]
        answer = await engine.answer(request, viewer)
    return Told(answer.status, orjson.loads(answer.body), statements)


class _Counting:
    """A driver whose sessions note what they send."""

    def __init__(self, driver: Any, statements: list[tuple[str, dict[str, Any]]]) -> None:
        self._driver = driver
        self._statements = statements

    def session(self, **options: Any) -> Any:
        session = self._driver.session(**options)
        run = session.run

        async def noted(query: Any, parameters: dict[str, Any]) -> Any:
            self._statements.append((query.text, parameters))
            return await run(query, parameters)

        session.run = noted
        return session
