"""What the model asks of the store: constraints, indexes, and the mark of the version that wrote it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from graph.errors import StoreTooNew
from graph.model import MODEL_VERSION, load_model
from graph.store.connection import Store
from graph.store.schema import SEARCH_INDEX, ensure_schema, schema_statements


def existing(store: Store) -> set[str]:
    """The names of all constraints and indexes but the look-ups that every database has."""
    shows = ("SHOW CONSTRAINTS YIELD name", "SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP'")
    return {row["name"] for show in shows for row in store.rows(show)}


def test_several_commands_at_once_make_one_schema_and_one_mark(bare_store: Store) -> None:
    with ThreadPoolExecutor(3) as pool:
        assert list(pool.map(ensure_schema, [bare_store] * 3)) == [None] * 3
    names = existing(bare_store)
    assert len(names) == len([*schema_statements(load_model())])
    assert {"id_Area", "id_StoreMeta", SEARCH_INDEX} <= names
    marks = bare_store.rows("MATCH (m:StoreMeta) RETURN m.model AS model, m.batches AS batches")
    assert marks == [{"model": MODEL_VERSION, "batches": 0}]


def test_schema_that_is_there_is_left_alone(ready_store: Store) -> None:
    before = existing(ready_store)
    ensure_schema(ready_store)
    assert existing(ready_store) == before


def test_search_finds_chinese_by_any_part_of_a_name(ready_store: Store) -> None:
    ready_store.write(lambda tx: tx.run("CREATE (:Area:Compound {id: 'c', name: '锦绣花园小区'})").consume())
    ready_store.write(lambda tx: tx.run("CALL db.awaitIndexes(60)").consume())
    found = ready_store.rows(
        f"CALL db.index.fulltext.queryNodes('{SEARCH_INDEX}', '绣花') YIELD node RETURN node.id AS id"
    )
    assert found == [{"id": "c"}]


def test_store_of_a_newer_model_is_refused_and_left_alone(ready_store: Store) -> None:
    newer = MODEL_VERSION + 1
    ready_store.write(lambda tx: tx.run("MATCH (m:StoreMeta) SET m.model = $v", v=newer).consume())
    with pytest.raises(StoreTooNew, match=str(newer)):
        ensure_schema(ready_store)
    assert ready_store.rows("MATCH (m:StoreMeta) RETURN m.model AS model") == [{"model": newer}]


def test_store_of_an_older_model_is_marked_anew_and_keeps_its_count(ready_store: Store) -> None:
    ready_store.write(lambda tx: tx.run("MATCH (m:StoreMeta) SET m.model = 0, m.batches = 7").consume())
    ensure_schema(ready_store)
    marks = ready_store.rows("MATCH (m:StoreMeta) RETURN m.model AS model, m.batches AS batches")
    assert marks == [{"model": MODEL_VERSION, "batches": 7}]
