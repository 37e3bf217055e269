"""A street of three compounds in the store, of which some have a station, and runs of one rule over it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from graph.coverage.catalogue import rule_named
from graph.coverage.history import SavedRun, save_run
from graph.coverage.results import Run
from graph.coverage.run import run_rules
from graph.store.connection import Store
from graph.store.snapshot import network_on, read_facts

DAY = date(2026, 11, 1)
AREAS = """
CREATE (d:Area:District {id: 'd', name: '示例区', code: '140213000000'})
CREATE (s:Area:Street {id: 's', name: '示例街道', code: '140213050000'})-[:WITHIN {id: 'r1'}]->(d)
CREATE (c:Area:Community {id: 'c', name: '示例社区', code: '140213050001'})-[:WITHIN {id: 'r2'}]->(s)
CREATE (o:Area:Community {id: 'o', name: '另一社区', code: '140213050002'})-[:WITHIN {id: 'r3'}]->(s)
"""


@dataclass
class Town:
    """The store with a few verbs."""

    store: Store

    def compound(self, id: str, *, station: bool, community: str = "c") -> None:
        """A compound, with a station of its own or without."""
        self.change(
            "MATCH (c {id: $community}) CREATE (n:Area:Compound {id: $id, name: $id}) CREATE (n)-[:WITHIN {id: 'w' + $id}]->(c)",
            id=id, community=community,
        )  # fmt: skip
        if station:
            self.add_station(id)

    def add_station(self, compound: str) -> None:
        """Gives a compound a station."""
        self.change(
            "MATCH (n {id: $id}) CREATE (:Facility:Station {id: 'st' + $id, name: '站'})-[:LOCATED_IN {id: 'l' + $id}]->(n)",
            id=compound,
        )  # fmt: skip

    def take_station(self, compound: str) -> None:
        """Takes it away."""
        self.change("MATCH (s:Station {id: 'st' + $id}) DETACH DELETE s", id=compound)

    def change(self, statement: str, **values: Any) -> None:
        """Changes the store as a load would: the number of batches goes up."""
        self.store.write(lambda tx: tx.run(statement, values).consume())
        self.store.write(lambda tx: tx.run("MATCH (m:StoreMeta) SET m.batches = m.batches + 1").consume())

    def run(self, on: date = DAY, *, area: str | None = None) -> Run:
        """The rule on stations, over the store as it is."""
        return run_rules(network_on(self.store.read(read_facts), on), [rule_named("S02")], area=area)

    def save(self, on: date = DAY, *, area: str | None = None) -> SavedRun:
        """Runs and saves."""
        return save_run(self.store, self.run(on, area=area), by="tester")

    def states(self) -> dict[str, str]:
        """The state of every remembered finding by its target."""
        rows = self.store.rows("MATCH (f:Finding) RETURN f.targetId AS target, f.state AS state")
        return {row["target"]: row["state"] for row in rows}

    def finding(self, target: str) -> str:
        """The id of the finding about a target."""
        row = self.store.one("MATCH (f:Finding {targetId: $target}) RETURN f.id AS id", target=target)
        assert row is not None
        return str(row["id"])


@pytest.fixture
def town(ready_store: Store) -> Town:
    """One compound with a station (a), two without (b, and x of another community)."""
    made = Town(ready_store)
    made.change(AREAS)
    made.compound("a", station=True)
    made.compound("b", station=False)
    made.compound("x", station=False, community="o")
    return made


@pytest.fixture
def count_of(ready_store: Store) -> Callable[[str], int]:
    """How many nodes carry a label."""
    return lambda label: int(ready_store.rows(f"MATCH (n:{label}) RETURN count(n) AS n")[0]["n"])
