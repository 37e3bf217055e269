from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from neo4j import ManagedTransaction

import graph
from graph.coverage.run import run_rules
from graph.coverage.series import SERIES, coverage_series, newly_found
from graph.errors import UsageError
from graph.store.connection import Store
from graph.store.snapshot import DatedFacts, Edge, Fact, forget_snapshots, network_on, read_facts

DAYS = ["2026-01-01", "2026-06-01", "2027-07-01"]


@pytest.fixture
def facts() -> DatedFacts:
    """A compound from the start, one built in March, a station that stands until May; two leaders, one with a term."""
    nodes = [
        Fact("d", "District", {}),
        Fact("old", "Compound", {"name": "旧"}),
        Fact("new", "Compound", {"name": "新", "validFrom": date(2026, 3, 1)}),
        Fact("st", "Station", {"validTo": date(2026, 5, 1)}),
    ]
    return DatedFacts(nodes, [Edge("st", "old", "LOCATED_IN", {})])


def test_series_has_a_row_for_each_day_and_rule(facts: DatedFacts) -> None:
    frame = coverage_series(facts, DAYS, ["S02", "S01"])
    assert tuple(frame.columns) == SERIES
    assert list(zip(frame["as_of"], frame["rule"], strict=True))[:3] == [
        (date(2026, 1, 1), "S02"), (date(2026, 1, 1), "S01"), (date(2026, 6, 1), "S02"),
    ]  # fmt: skip
    stations = frame[frame["rule"] == "S02"]
    assert (list(stations["due"]), list(stations["gap"])) == ([1, 2, 2], [0, 2, 2])


def test_series_equals_runs_on_each_day() -> None:
    facts = graph.demo_facts()
    frame = coverage_series(facts, ["2026-11-01"], ["S02", "P01"], area="140213050000")
    run = run_rules(network_on(facts, date(2026, 11, 1)), ["S02", "P01"], area="140213050000")
    assert list(frame["present"]) == [result.counts.present for result in run.results]


def test_wrong_day_is_refused(facts: DatedFacts) -> None:
    with pytest.raises(UsageError, match="1850"):
        coverage_series(facts, ["1850-01-01"], ["S02"])


def test_series_of_no_day_has_the_columns(facts: DatedFacts) -> None:
    assert tuple(coverage_series(facts, []).columns) == SERIES


def test_findings_of_two_runs_are_told_apart(facts: DatedFacts) -> None:
    before, after = (run_rules(network_on(facts, date(2026, month, 1)), ["S02"]) for month in (4, 6))
    found = newly_found(before, after)
    assert {one.target for one in found.new} == {"old"}
    assert {one.target for one in found.same} == {"new"}
    back = newly_found(after, before)
    assert {one.target for one in back.gone} == {"old"}
    assert not len(back.new)


def test_finding_that_cannot_be_known_any_more_is_unsure(facts: DatedFacts) -> None:
    G, later = (network_on(facts, date(2026, 6, 1)) for _ in range(2))
    later.graph["not_loaded"] = ["facilities"]
    found = newly_found(run_rules(G, ["S02"]), run_rules(later, ["S02"]))
    assert ({one.target for one in found.unsure}, len(found.gone)) == ({"old", "new"}, 0)


def test_terms_that_end_uncover_grids() -> None:
    """Which grids lose their leader by 1 July if terms end as recorded."""
    nodes = [Fact("d", "District", {})]
    edges: list[Edge] = []
    for number, term in enumerate([date(2027, 6, 30), date(2028, 1, 1), None]):
        grid, post, tenure, person = (f"{kind}{number}" for kind in ("grid", "post", "tenure", "person"))
        told: dict[str, Any] = {"termEnd": term} if term else {}
        nodes += [Fact(grid, "Grid", {}), Fact(post, "Post", {"role": "gridLeader"}), Fact(tenure, "Tenure", told)]
        nodes.append(Fact(person, "Person", {}))
        edges += [
            Edge(post, grid, "RESPONSIBLE_FOR", {}),
            Edge(tenure, post, "OF_POST", {}),
            Edge(tenure, person, "HOLDER", {}),
        ]
    facts = DatedFacts(nodes, edges)
    now, then = (
        run_rules(network_on(facts, day, assume_terms_end=True), ["G01"])
        for day in (date(2026, 11, 1), date(2027, 7, 1))
    )
    lost = newly_found(now, then).new
    assert [one.target for one in lost] == ["grid0"]


def test_store_is_read_once(ready_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    forget_snapshots()
    ready_store.write(lambda tx: tx.run("CREATE (:Area:District {id: 'd', code: '140213000000'})").consume())
    reads: list[DatedFacts] = []

    def read(tx: ManagedTransaction) -> DatedFacts:
        reads.append(read_facts(tx))
        return reads[-1]

    monkeypatch.setattr("graph.store.snapshot.recent.read_facts", read)
    assert list(coverage_series(ready_store, DAYS, ["S02"])["total"]) == [0, 0, 0]
    assert len(reads) == 1
