"""Saving runs into a real store, and the life of findings from run to run."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from graph.coverage.history import accept_finding, latest_run, save_run, stored_findings, trend
from graph.coverage.packs import read_pack
from graph.coverage.run import run_rules
from graph.errors import StoreRefused
from graph.store.delta import Delta
from graph.store.reader import read_state
from graph.store.snapshot import network_on, read_facts
from graph.store.writer import write_delta

DAY = date(2026, 11, 1)
LATER = date(2026, 12, 1)


def test_first_run_opens_what_it_finds(town: Any) -> None:
    saved = town.save()
    assert (saved.new, saved.fixed, saved.kept) == (2, 0, 0)
    assert town.states() == {"b": "open", "x": "open"}
    stored = stored_findings(town.store)[town.finding("b")]
    assert (stored.first_seen, stored.last_seen) == (DAY, DAY)


def test_numbers_are_kept_by_area_and_add_up(town: Any) -> None:
    town.save()
    rows = town.store.rows(
        "MATCH (s:ScopeResult)-[:ABOUT]->(a:Area) RETURN a.id AS area, s.due AS due, s.present AS present, s.gap AS gap"
    )
    told = {row["area"]: (row["due"], row["present"], row["gap"]) for row in rows}
    assert told == {"d": (3, 1, 2), "s": (3, 1, 2), "c": (2, 1, 1), "o": (1, 0, 1)}


def test_finding_is_fixed_when_the_data_prove_it_and_reopens(town: Any) -> None:
    town.save()
    town.add_station("b")
    assert town.save(LATER).fixed == 1
    assert town.states() == {"b": "fixed", "x": "open"}
    town.take_station("b")
    again = town.save(date(2026, 12, 2))
    assert (again.reopened, again.new) == (1, 0)
    assert town.states()["b"] == "open"
    assert stored_findings(town.store)[town.finding("b")].first_seen == DAY


def test_accepted_finding_stays_until_its_day(town: Any) -> None:
    town.save()
    accept_finding(town.store, town.finding("b"), until=LATER, reason="选址", by="tester", on=DAY)
    town.save(date(2026, 11, 30))
    assert town.states()["b"] == "accepted"
    assert town.save(LATER).expired == 1
    stored = stored_findings(town.store)[town.finding("b")]
    assert (stored.state, stored.accepted_until) == ("open", None)


def test_target_that_is_gone_closes_its_finding(town: Any) -> None:
    town.save()
    town.change("MATCH (n {id: 'x'}) DETACH DELETE n")
    assert town.save(LATER).fixed == 1
    assert town.states()["x"] == "fixed"


def test_run_of_one_area_leaves_the_others_alone(town: Any) -> None:
    town.save()
    town.add_station("b")
    town.add_station("x")
    town.save(LATER, area="140213050001")
    assert town.states() == {"b": "fixed", "x": "open"}


def test_unknown_proves_nothing(town: Any) -> None:
    town.save()
    town.change("CREATE (:Source {id: 'sheet-1', kind: 'compounds', columns: '{}', headings: '{}'})")
    run = town.run(LATER)
    assert run["S02"].counts.unknown == 2
    save_run(town.store, run, by="tester")
    assert town.states() == {"b": "open", "x": "open"}


def test_run_as_of_an_earlier_day_moves_nothing(town: Any) -> None:
    town.save(LATER)
    town.add_station("b")
    saved = town.save(DAY)
    assert not saved.moved
    assert town.states() == {"b": "open", "x": "open"}
    assert latest_run(town.store) != (saved.id, DAY)


def test_store_that_changed_meanwhile_is_refused(town: Any, count_of: Callable[[str], int]) -> None:
    run = town.run()
    town.add_station("b")
    with pytest.raises(StoreRefused, match="数据变了"):
        save_run(town.store, run, by="tester")
    assert count_of("Run") == count_of("Finding") == 0


def test_same_run_twice_doubles_no_finding(town: Any, count_of: Callable[[str], int]) -> None:
    town.save()
    assert town.save().kept == 2
    assert (count_of("Run"), count_of("Finding")) == (2, 2)


def test_finding_carries_coordinates_and_no_values(town: Any) -> None:
    town.save()
    row = town.store.one("MATCH (f:Finding {targetId: 'b'}) RETURN f.facts AS facts")
    assert row is not None
    assert '"value": null' in row["facts"]


def test_trend_gives_the_numbers_of_every_run(town: Any) -> None:
    town.save()
    town.add_station("b")
    town.save(LATER)
    assert trend(town.store, "S02")[["as_of", "present", "gap"]].to_numpy().tolist() == [[DAY, 1, 2], [LATER, 2, 1]]
    assert trend(town.store, "S02", "140213050002")["gap"].tolist() == [1, 1]


def _homes(town: Any) -> dict[str, list[str]]:
    rows = town.store.rows(
        "MATCH (f:Finding) RETURN f.targetId AS target, COLLECT { MATCH (f)-[r:FOUND_AT]->(a) RETURN a.id + ' ' + r.id } AS at"
    )
    return {row["target"]: [one.replace(town.finding(row["target"]), "f") for one in row["at"]] for row in rows}


def test_finding_leads_to_the_home_area_of_its_target(town: Any) -> None:
    town.save()
    town.save()
    assert _homes(town) == {"b": ["b f-at"], "x": ["x f-at"]}


def test_finding_that_led_elsewhere_follows_its_target(town: Any) -> None:
    town.save()
    town.change(
        "MATCH (f:Finding {targetId: 'b'})-[r:FOUND_AT]->() DELETE r "
        "WITH f MATCH (o:Area {id: 'o'}) CREATE (f)-[:FOUND_AT {id: f.id + '-at'}]->(o)"
    )
    assert _homes(town)["b"] == ["o f-at"]
    town.save()
    assert _homes(town) == {"b": ["b f-at"], "x": ["x f-at"]}


def test_fixed_finding_still_says_where_it_was(town: Any) -> None:
    town.save()
    town.add_station("b")
    town.save(LATER)
    assert _homes(town)["b"] == ["b f-at"]


def test_batch_with_findings_about_it_can_be_taken_back(town: Any) -> None:
    town.save()
    state = town.store.read(read_state)
    gone = Delta(
        deleted_nodes=[state.nodes["x"]],
        deleted_relationships=[row for row in state.relationships.values() if "x" in (row.start, row.end)],
    )
    town.store.write(lambda tx: write_delta(tx, gone, state))
    assert town.states() == {"b": "open", "x": "open"}
    assert town.save(LATER).kept == 1


def test_rule_that_a_pack_switches_off_proves_nothing(town: Any, tmp_path: Path) -> None:
    town.save()
    file = tmp_path / "pack.yaml"
    file.write_text('pack: 1\nby: 另一社区\narea: "140213050002"\nfrom: 2026-01-01\noff: [S02]\n', encoding="utf-8")
    G = network_on(town.store.read(read_facts), LATER)
    saved = save_run(town.store, run_rules(G, ["S02"], packs=[read_pack(file)]), by="tester")
    assert (saved.kept, saved.fixed) == (1, 0)
    assert town.states() == {"b": "open", "x": "open"}
