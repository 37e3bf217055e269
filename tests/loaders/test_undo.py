"""Taking a batch back: exactly what was there before, or a refusal that names what comes first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest

from graph.errors import StoreError, StoreRefused, UsageError
from graph.store.batches import read_batches, undo_batch
from graph.store.connection import Store
from graph.store.export import export_graph
from graph.store.export.manifest import Format
from graph.store.reader import read_state
from loaders.outcome import Outcome

Load = Callable[..., Outcome]
Write = Callable[..., Path]
Dump = Callable[..., list[str]]

AS_OF = date(2026, 11, 1)


def change(folder: Path, name: str, *pairs: tuple[str, str]) -> None:
    """Rewrites a csv roster with other words in it."""
    text = (folder / name).read_text(encoding="utf-8-sig")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    (folder / name).write_text(text, encoding="utf-8")


def exported(store: Store, folder: Path) -> dict[str, bytes]:
    """Every file of every export, by its path."""
    state = store.read(read_state)
    for format in get_args(Format):
        export_graph(state, folder / format, format, as_of=AS_OF, marking="内部")
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_undo_of_the_first_load_empties_the_store(
    load: Load, small_district: Path, dump: Dump, ready_store: Store
) -> None:
    batch = load(small_district).batch
    assert undo_batch(ready_store, str(batch)).id == batch
    assert dump(facts=True) == []
    assert [batch.state for batch in read_batches(ready_store)] == ["undone"]


@pytest.mark.parametrize("scope", [None, "140213050000"])
def test_undo_restores_exactly(
    scope: str | None, load: Load, small_district: Path, dump: Dump, ready_store: Store
) -> None:
    load(small_district)
    before = dump(facts=True)
    change(small_district, "党支部书记花名册.csv", ("2021-05-01", "2021-05-10"), ("冯国安,13900000002", "褚卫东,"))
    batch = load(small_district, scope=scope, allow_ending=1.0).batch
    assert dump(facts=True) != before
    undo_batch(ready_store, str(batch))
    assert dump(facts=True) == before


def test_undo_brings_the_export_back_byte_for_byte(
    load: Load, small_district: Path, ready_store: Store, tmp_path: Path
) -> None:
    load(small_district)
    before = exported(ready_store, tmp_path / "before")
    change(small_district, "党支部书记花名册.csv", ("郑志强", "郑自强"), ("鼓楼里党支部", "鼓楼里联合党支部"))
    batch = load(small_district).batch
    changed = exported(ready_store, tmp_path / "changed")
    undo_batch(ready_store, str(batch))
    after = exported(ready_store, tmp_path / "after")
    assert len(before) >= len(get_args(Format)) and changed != before
    assert after == before


def test_load_after_undo_makes_the_same_facts_again(
    load: Load, small_district: Path, dump: Dump, ready_store: Store
) -> None:
    first = load(small_district)
    before = dump(facts=True)
    undo_batch(ready_store, str(first.batch))
    again = load(small_district)
    assert again.counts() == first.counts() and again.batch == "batch-000002"
    assert dump(facts=True) == before


def test_undo_is_refused_naming_what_comes_first(
    load: Load, small_district: Path, dump: Dump, ready_store: Store
) -> None:
    load(small_district)
    empty_first = dump(facts=True)
    for day in ("2021-05-11", "2021-05-12"):
        text = (small_district / "党支部书记花名册.csv").read_text(encoding="utf-8-sig")
        change(small_district, "党支部书记花名册.csv", (text[text.index("2021-05") :][:10], day))
        load(small_district)
    before = dump()
    with pytest.raises(StoreRefused, match="batch-000003、batch-000002"):
        undo_batch(ready_store, "batch-000001")
    assert dump() == before
    for batch in ("batch-000003", "2"):
        undo_batch(ready_store, batch)
    assert dump(facts=True) == empty_first


def test_undo_of_a_batch_that_nothing_was_built_upon_leaves_the_later_one(
    load: Load, small_district: Path, write_roster: Write, ready_store: Store
) -> None:
    load(small_district / "区划代码.csv")
    headings = ["社区", "网格名称", "网格长"]
    own = load(write_roster("甲.csv", headings, [["康吉社区", "第1网格", "张春生"]])).batch
    load(write_roster("乙.csv", headings, [["大十字社区", "第1网格", "周志远"]]))
    undo_batch(ready_store, str(own))
    names = ready_store.rows("MATCH (p:Person) RETURN p.name AS name")
    assert [row["name"] for row in names] == ["周志远"]
    assert [batch.state for batch in read_batches(ready_store)] == ["applied", "undone", "applied"]


@pytest.mark.parametrize(("batch", "said"), [("batch-000009", "there is no batch"), ("1", "already")])
def test_undo_of_what_cannot_be_undone_says_so(
    batch: str, said: str, load: Load, small_district: Path, dump: Dump, ready_store: Store
) -> None:
    load(small_district)
    undo_batch(ready_store, "1")
    before = dump()
    with pytest.raises(UsageError, match=said):
        undo_batch(ready_store, batch)
    assert dump() == before


def test_undo_with_a_damaged_log_changes_nothing(
    load: Load, small_district: Path, dump: Dump, ready_store: Store
) -> None:
    load(small_district)
    ready_store.write(lambda tx: tx.run("MATCH (l:BatchLog) DELETE l").consume())
    before = dump()
    with pytest.raises(StoreError, match="log of batch-000001"):
        undo_batch(ready_store, "1")
    assert dump() == before


def test_store_is_neither_fictional_nor_real_once_all_is_undone(
    load: Load, write_roster: Write, write_codes: Write, ready_store: Store
) -> None:
    write_codes()
    rows: list[list[Any]] = [["社区", "网格名称", "网格长"], ["康吉社区", "第1网格", "张春生"]]
    fictional = write_roster("网格员花名册.csv", ["示例数据"], rows)
    batch = load(fictional.parent).batch
    undo_batch(ready_store, str(batch))
    write_roster("网格员花名册.csv", rows[0], rows[1:])
    load(fictional.parent)
    assert ready_store.one("MATCH (g:Grid) RETURN g.synthetic AS fictional") == {"fictional": None}
