"""Loading a small folder into the real store: what is written, what is not, and what a second load says."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from graph.errors import StoreRefused, UsageError
from graph.store.batches import lock_store, read_batches
from graph.store.connection import Store
from loaders.linking.secret import Key
from loaders.load import LoadOptions, check_files, load_files
from loaders.outcome import LoadRefused, Outcome

Load = Callable[..., Outcome]
Write = Callable[..., Path]
Dump = Callable[..., list[str]]

GRID_HEADINGS = ["街道", "社区", "网格名称", "网格长", "网格长联系电话", "户数"]
GRID = ["永泰街道", "康吉社区", "第1网格", "张春生", "13800000001", 310]
SECOND = ["永泰街道", "康吉社区", "第2网格", "赵立新", "13800000002", 295]
ELSEWHERE = ["古城街道", "大十字社区", "第1网格", "周志远", "13800000004", 300]


@pytest.fixture
def grids(write_roster: Write, write_codes: Write) -> Callable[..., Path]:
    """Writes the grid roster anew, beside the codes, with these rows."""
    write_codes()

    def write(*rows: list[Any], name: str = "网格员花名册.xlsx", title: str | None = None) -> Path:
        if title:
            return write_roster(name, [title], [GRID_HEADINGS, *rows]).parent
        return write_roster(name, GRID_HEADINGS, rows).parent

    return write


def tenures(store: Store) -> dict[str, tuple[date | None, date | None]]:
    """The span of every tenure, by its holder's name."""
    found = store.rows(
        "MATCH (t:Tenure)-[:HOLDER]->(p:Person) RETURN p.name AS name, t.validFrom AS start, t.validTo AS end"
    )
    plain = [(row["name"], *(day and day.to_native() for day in (row["start"], row["end"]))) for row in found]
    assert len({name for name, *_ in plain}) == len(plain)
    return {name: (start, end) for name, start, end in plain}


def test_first_load_writes_one_batch_with_its_counts(load: Load, small_district: Path, ready_store: Store) -> None:
    outcome = load(small_district)
    counts = outcome.counts()
    assert (counts["changed"], counts["same"], counts["ended"], counts["refused"]) == (0, 0, 0, 0)
    assert counts["new"] > 50
    (batch,) = read_batches(ready_store)
    assert (batch.id, batch.by, batch.state, batch.scope) == (outcome.batch, "tester", "applied", None)
    assert batch.counts == counts
    facts = "MATCH (n) WHERE NOT n:StoreMeta AND NOT n:BatchLog RETURN count(n) AS nodes"
    assert (ready_store.one(facts) or {})["nodes"] > counts["new"]


def test_same_folder_twice_changes_nothing(load: Load, small_district: Path, dump: Dump, ready_store: Store) -> None:
    first = load(small_district).counts()
    before = dump()
    outcome = load(small_district)
    counts = outcome.counts()
    assert (counts["new"], counts["changed"], counts["ended"], counts["same"]) == (0, 0, 0, first["new"])
    assert outcome.batch is None
    assert len(read_batches(ready_store)) == 1
    assert dump() == before


def test_files_one_by_one_make_the_same_graph_as_the_folder(
    load: Load, small_district: Path, dump: Dump, ready_store: Store
) -> None:
    for name in ("区划代码.csv", "网格员花名册.xlsx", "小区台账.xlsx", "党支部书记花名册.csv", "业委会成员名单.xlsx"):
        load(small_district / name)
    counts = load(small_district).counts()
    assert (counts["new"], counts["changed"], counts["ended"]) == (0, 0, 0)
    states = ready_store.rows("MATCH (l:Link) RETURN l.state AS state ORDER BY state")
    assert [row["state"] for row in states] == ["certain", "pending", "stated"]


def test_dry_run_counts_and_writes_nothing(load: Load, small_district: Path, dump: Dump) -> None:
    before = dump()
    dry = load(small_district, dry_run=True)
    assert dump() == before
    assert dry.batch is None and "batch" not in dry.document()
    assert load(small_district).counts() == dry.counts()


def test_check_says_the_same_of_rows_and_needs_no_store(small_district: Path) -> None:
    outcome = check_files([small_district])
    assert outcome.refusals == []
    (sheet,) = next(sheets for name, sheets, _ in outcome.files if name == "网格员花名册.xlsx")
    assert (sheet.kind, sheet.rows, sheet.counts) == ("grids", 4, None)


def test_changed_cell_changes_one_item_and_its_source_comes_last(load: Load, grids: Write, ready_store: Store) -> None:
    load(grids(GRID, SECOND))
    outcome = load(grids([*GRID[:-1], 333], SECOND))
    counts = outcome.counts()
    assert (counts["new"], counts["changed"]) == (0, 1)
    row = ready_store.one("MATCH (g:Grid {households: 333}) RETURN g.name AS name, g.sources AS sources")
    assert row is not None and row["name"] == "第1网格"
    first, last = row["sources"]
    newest = ready_store.one("MATCH (s:Source)-[:READ_IN]->(b {id: $batch}) RETURN s.id AS id", batch=outcome.batch)
    assert newest is not None
    assert last == f"{newest['id']}#2:households" != first


def test_empty_cell_leaves_what_is_known(load: Load, grids: Write, ready_store: Store) -> None:
    load(grids(GRID))
    assert load(grids([*GRID[:-1], None])).counts()["changed"] == 0
    assert ready_store.one("MATCH (g:Grid) RETURN g.households AS n") == {"n": 310}


def test_corrected_start_makes_no_second_tenure(
    load: Load, small_district: Path, write_roster: Write, ready_store: Store
) -> None:
    from_text = (small_district / "党支部书记花名册.csv").read_text(encoding="utf-8-sig")
    load(small_district)
    before = ready_store.one("MATCH (t:Tenure {validFrom: date('2021-05-01')}) RETURN t.id AS id")
    (small_district / "党支部书记花名册.csv").write_text(
        from_text.replace("2021-05-01", "2021-05-10"), encoding="utf-8"
    )
    counts = load(small_district).counts()
    after = ready_store.one("MATCH (t:Tenure {validFrom: date('2021-05-10')}) RETURN t.id AS id")
    assert before is not None and after == before
    assert (counts["new"], counts["changed"]) == (0, 1)
    assert ready_store.one("MATCH (t:Tenure {validFrom: date('2021-05-01')}) RETURN t") is None


def test_written_end_closes_the_same_tenure(load: Load, small_district: Path, ready_store: Store) -> None:
    load(small_district)
    count = "MATCH (t:Tenure) RETURN count(t) AS n"
    before = ready_store.one(count)
    roster = small_district / "党支部书记花名册.csv"
    roster.write_text(roster.read_text(encoding="utf-8-sig").replace("2021-05-01", "2021.05-2026.09"), encoding="utf-8")
    load(small_district)
    assert ready_store.one(count) == before
    closed = ready_store.one(
        "MATCH (t:Tenure) WHERE t.validTo IS NOT NULL RETURN t.validTo AS end, t.endKnown AS known"
    )
    assert closed is not None and (closed["end"].to_native(), closed["known"]) == (date(2026, 10, 1), "known")


def test_missing_row_without_scope_ends_nothing(load: Load, grids: Write, ready_store: Store) -> None:
    load(grids(GRID, SECOND, ELSEWHERE))
    outcome = load(grids(GRID, ELSEWHERE))
    assert outcome.counts()["ended"] == 0 and outcome.batch is None
    assert tenures(ready_store)["赵立新"] == (None, None)


def test_missing_row_inside_the_scope_ends_on_the_date(load: Load, grids: Write, ready_store: Store) -> None:
    load(grids(GRID, SECOND, ELSEWHERE))
    outcome = load(grids(GRID), scope="140213050000", allow_ending=1.0, as_of=date(2026, 10, 1))
    assert outcome.counts()["ended"] > 0
    assert tenures(ready_store) == {
        "张春生": (None, None),
        "赵立新": (None, date(2026, 10, 1)),
        "周志远": (None, None),
    }
    assert read_batches(ready_store)[-1].scope == "140213050000"


def test_ended_tenure_stays_ended_and_the_load_again_changes_nothing(load: Load, grids: Write, dump: Dump) -> None:
    load(grids(GRID, SECOND))
    load(grids(GRID), scope="140213050000", allow_ending=1.0)
    before = dump(facts=True)
    outcome = load(grids(GRID), scope="140213050000")
    assert outcome.counts()["ended"] == 0 and outcome.batch is None
    assert dump(facts=True) == before


def test_row_that_comes_back_after_it_ended_is_a_spell_of_its_own(load: Load, grids: Write, ready_store: Store) -> None:
    load(grids(GRID, SECOND))
    load(grids(GRID), scope="140213050000", allow_ending=1.0, as_of=date(2026, 10, 1))
    load(grids(GRID, SECOND))
    row = ready_store.one(
        "MATCH (t:Tenure)-[:HOLDER]->({name: '赵立新'}) RETURN count(t) AS n, count(t.validTo) AS ended, "
        "count(DISTINCT t.validFrom) AS starts"
    )
    assert row is not None and row["n"] - row["ended"] == 1, "somebody whom the roster names holds the post"


@pytest.mark.parametrize("share", [0.0, 0.05])
def test_guard_refuses_when_too_much_would_end(share: float, load: Load, grids: Write, dump: Dump) -> None:
    load(grids(GRID, SECOND))
    before = dump()
    with pytest.raises(StoreRefused, match="--allow-ending"):
        load(grids(GRID), scope="140213050000", allow_ending=share)
    assert dump() == before


def test_scope_that_is_no_area_is_refused(load: Load, grids: Write, dump: Dump) -> None:
    folder, before = grids(GRID), dump()
    with pytest.raises(UsageError, match="140299000000"):
        load(folder, scope="140299000000")
    assert dump() == before


def test_fictional_and_real_files_are_not_loaded_together(load: Load, grids: Write, dump: Dump) -> None:
    grids(GRID, name="甲.xlsx", title="网格员花名册（示例数据）")
    folder, before = grids(ELSEWHERE), dump()
    with pytest.raises(StoreRefused, match="fictional and real"):
        load(folder)
    with pytest.raises(StoreRefused, match="fictional and real"):
        load(folder, dry_run=True)
    assert dump() == before


def test_real_rosters_do_not_enter_a_fictional_store(load: Load, grids: Write, dump: Dump, ready_store: Store) -> None:
    load(grids(GRID, title="网格员花名册（示例数据）"))
    assert ready_store.one("MATCH (g:Grid) RETURN g.synthetic AS fictional") == {"fictional": True}
    before = dump()
    for options in ({}, {"dry_run": True}):
        with pytest.raises(StoreRefused, match="never share"):
            load(grids(ELSEWHERE), **options)
    assert dump() == before


def test_codes_alone_are_neither_fictional_nor_real(load: Load, grids: Write, ready_store: Store) -> None:
    folder = grids(GRID, title="网格员花名册（示例数据）")
    load(folder / "区划代码.csv")
    assert ready_store.one("MATCH (m:StoreMeta) RETURN m.synthetic AS fictional") == {"fictional": None}
    load(folder)
    assert ready_store.one("MATCH (m:StoreMeta) RETURN m.synthetic AS fictional") == {"fictional": True}


def test_strict_refuses_what_is_only_flagged(load: Load, write_roster: Write, write_codes: Write, dump: Dump) -> None:
    headings = [*GRID_HEADINGS, "网格编码"]
    folder = write_roster("网格员花名册.xlsx", headings, [[*GRID, "140213051001001"]]).parent
    write_codes()
    before = dump()
    with pytest.raises(LoadRefused) as caught:
        load(folder, strict=True)
    assert "140213051001001" in caught.value.outcome.refusals[0]
    assert dump() == before
    assert load(folder).counts()["flagged"] == 1


def test_bad_rows_are_left_out_whole_and_listed(load: Load, grids: Write, ready_store: Store, dump: Dump) -> None:
    folder = grids(GRID, ["永泰街道", "无此社区", "第9网格", "何人", "13800000009", 1])
    before = dump()
    with pytest.raises(LoadRefused):
        load(folder)
    assert dump() == before
    outcome = load(folder, skip_bad_rows=True)
    assert [(remark.row, remark.severity) for remark in outcome.remarks] == [(3, "refused")]
    assert list(tenures(ready_store)) == ["张春生"]
    (batch,) = read_batches(ready_store)
    assert [(remark["row"], remark["key"]) for remark in batch.remarks] == [(3, "checks.no_community")]


def test_batch_keeps_coordinates_and_nothing_that_stood_in_a_cell(load: Load, grids: Write, dump: Dump) -> None:
    load(grids(GRID, ["永泰街道", "无此社区", "第9网格", "何人", "13800000009", 1]), skip_bad_rows=True)
    stored = "\n".join(dump())
    assert "无此社区" not in stored and "13800000001" not in stored and "138****0001" in stored


def test_load_that_finds_another_at_work_says_so_waits_and_is_right(
    grids: Write, ready_store: Store, key: Key, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("loaders.load._PATIENCE", 0.3)
    folder, said, waits = grids(GRID), list[str](), threading.Event()

    def note(line: str) -> None:
        said.append(line)
        waits.set()

    options = LoadOptions(date(2026, 11, 1), by="second")
    with ThreadPoolExecutor(1) as pool, ready_store.session() as session, session.begin_transaction() as tx:
        lock_store(tx, "first")  # type: ignore[arg-type]
        second = pool.submit(load_files, ready_store, key, [folder], options, note=note)
        assert waits.wait(60), "the second load says that it waits"
        assert not second.done()
        tx.rollback()
        assert second.result(60).batch == "batch-000001"
    assert "等待" in said[0]


def test_two_loads_at_once_both_end_up_right(grids: Write, ready_store: Store, key: Key, tmp_path: Path) -> None:
    first = grids(GRID, SECOND)
    second = grids(ELSEWHERE, name="古城.xlsx") / "古城.xlsx"
    options = LoadOptions(date(2026, 11, 1))
    load_files(ready_store, key, [first / "区划代码.csv"], options)
    start = threading.Barrier(2)

    def load_at_once(path: Path) -> str | None:
        start.wait()
        return load_files(ready_store, key, [path], options).batch

    with ThreadPoolExecutor(2) as pool:
        batches = sorted(map(str, pool.map(load_at_once, [first / "网格员花名册.xlsx", second])))
    assert batches == ["batch-000002", "batch-000003"]
    assert set(tenures(ready_store)) == {"张春生", "赵立新", "周志远"}


def test_same_folder_at_once_makes_one_batch(small_district: Path, ready_store: Store, key: Key) -> None:
    options = LoadOptions(date(2026, 11, 1), reread=True)
    with ThreadPoolExecutor(2) as pool:
        loads = [pool.submit(load_files, ready_store, key, [small_district], options) for _ in range(2)]
        outcomes = [load.result() for load in loads]
    assert sorted((outcome.batch or "") for outcome in outcomes) == ["", "batch-000001"]
    assert sorted(outcome.counts()["new"] for outcome in outcomes)[0] == 0


def test_load_that_fails_half_way_leaves_nothing(
    load: Load, grids: Write, dump: Dump, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(grids(GRID))
    before = dump()

    def broken(*_: Any, **__: Any) -> str:
        raise LookupError("the log could not be written")

    monkeypatch.setattr("loaders.load.write_batch", broken)
    with pytest.raises(LookupError):
        load(grids(GRID, SECOND))
    assert dump() == before


def test_read_of_the_store_during_a_load_sees_it_as_it_was(
    grids: Write, ready_store: Store, key: Key, dump: Dump, monkeypatch: pytest.MonkeyPatch
) -> None:
    from graph.store.batches import write_batch

    folder, before, seen = grids(GRID), dump(), list[list[str]]()

    def look_first(*words: Any, **named: Any) -> str:
        seen.append(dump())
        return write_batch(*words, **named)

    monkeypatch.setattr("loaders.load.write_batch", look_first)
    load_files(ready_store, key, [folder], LoadOptions(date(2026, 11, 1)))
    assert seen == [before] and dump() != before
