from __future__ import annotations

from datetime import date

import pytest

from graph.errors import UsageError
from graph.store.connection import Store

GRIDS = """
UNWIND range(1, 5) AS number
CREATE (:Area:Grid {id: 'g' + number, code: '14021305000100' + number, name: '第' + number + '网格', households: 100 * number,
                    validFrom: date('2024-01-01'), validTo: CASE number WHEN 5 THEN date('2026-01-01') END})
"""


@pytest.fixture
def grids(ready_store: Store) -> Store:
    """Five grids, one of them of the past, and a person with all that linking knows."""
    person = "CREATE (:Person {id: 'p', name: '张示例', phone: '199****0001', pinyin: 'zhang', initials: 'z'})"
    ready_store.write(lambda tx: (tx.run(GRIDS).consume(), tx.run(person).consume()))
    return ready_store


def test_query_answers_a_frame_with_python_dates(grids: Store) -> None:
    frame = grids.query(
        "MATCH (g:Grid {code: $code}) RETURN g.code AS code, g.validFrom AS since", code="140213050001002"
    )
    assert list(frame.columns) == ["code", "since"]
    assert frame["since"][0] == date(2024, 1, 1)


@pytest.mark.parametrize(
    "statement",
    [
        "MATCH (g:Grid) RETURN g.code AS code ORDER BY code",
        "MATCH (g:Grid) RETURN g.code AS code ORDER BY code LIMIT 4 // 注",
        "MATCH (g:Grid) RETURN g.code AS code UNION MATCH (g:Grid) RETURN g.id AS code",
    ],
)
def test_limit_bounds_the_rows_of_any_statement(grids: Store, statement: str) -> None:
    assert len(grids.query(statement, limit=2)) == 2
    assert len(grids.query(statement, limit=0)) == 0
    assert len(grids.query(statement)) >= 4


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE (n:Area) RETURN n", "MATCH (g:Grid) SET g.name = '改'", "MATCH (g:Grid) DETACH DELETE g",
        "CREATE INDEX own IF NOT EXISTS FOR (n:Grid) ON (n.floors)", "CALL db.createLabel('Own')",
        "MATCH (g:Grid) CALL (g) { SET g.name = '改' } IN TRANSACTIONS",
    ],
)  # fmt: skip
def test_writing_statement_is_refused_and_changes_nothing(grids: Store, statement: str) -> None:
    before = grids.rows("MATCH (n) RETURN n.id AS id, properties(n) AS told ORDER BY id")
    with pytest.raises(UsageError) as caught:
        grids.query(statement)
    assert caught.value.message.key == "snapshot.query_writes"
    assert grids.rows("MATCH (n) RETURN n.id AS id, properties(n) AS told ORDER BY id") == before


@pytest.mark.parametrize("statement", ["RETRN 1", "MATCH (g:Grid {code: $code}) RETURN g", ""])
def test_statement_that_cannot_run_is_told_by_the_servers_reason(grids: Store, statement: str) -> None:
    with pytest.raises(UsageError) as caught:
        grids.query(statement)
    assert caught.value.message.key == "snapshot.query_failed"


@pytest.mark.parametrize("limit", [-1, True, 2.5, "5"])
def test_limit_that_is_no_count_is_refused(grids: Store, limit: int) -> None:
    with pytest.raises(UsageError, match="limit"):
        grids.query("RETURN 1", limit=limit)


def test_frame_lists_what_is_alive_with_the_models_columns(grids: Store) -> None:
    frame = grids.frame("Grid", "2026-11-01")
    assert list(frame["id"]) == ["g1", "g2", "g3", "g4"]
    assert list(frame.columns[:3]) == ["id", "label", "name"]
    assert {"households", "code", "validFrom"} <= set(frame.columns)
    assert (str(frame["households"].dtype), frame["households"].sum()) == ("Int64", 1000)
    assert len(grids.frame("Area", "2025-11-01")) == 5


def test_frame_of_nothing_has_the_same_columns_and_types(grids: Store) -> None:
    full, empty = grids.frame("Grid", "2026-11-01"), grids.frame("Grid", "1990-01-01")
    assert empty.empty
    assert list(empty.dtypes) == list(full.dtypes)


def test_frame_of_persons_has_names_and_nothing_to_reach_or_link_them_by(grids: Store) -> None:
    frame = grids.frame("Person")
    assert list(frame["name"]) == ["张示例"]
    assert {"phone", "pinyin", "initials", "records", "keys", "phones"}.isdisjoint(frame.columns)


@pytest.mark.parametrize(("label", "key"), [("Gird", "no_label"), ("Run", "not_a_fact"), ("Link", "not_a_fact")])
def test_frame_of_no_fact_is_refused(grids: Store, label: str, key: str) -> None:
    with pytest.raises(UsageError) as caught:
        grids.frame(label)
    assert caught.value.message.key == f"snapshot.{key}"
