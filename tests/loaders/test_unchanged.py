"""The same load again without reading: what it says, and everything after which the files are read all the same."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import loaders.sheets.kinds
from graph.store.batches import undo_batch
from graph.store.connection import Store
from loaders.linking.decide import LinkDecision, decide_links
from loaders.linking.secret import Key, new_key
from loaders.load import LoadOptions, load_files
from loaders.outcome import LoadRefused, Outcome
from loaders.program import fingerprint_of, program_fingerprint

Load = Callable[..., Outcome]
Dump = Callable[..., list[str]]

STREET = "140213050000"


@pytest.fixture
def load(load: Load) -> Load:
    """Loads as a command does: files that are known are not read."""
    return lambda *paths, **options: load(*paths, **{"reread": False, **options})


def rewrite(file: Path, old: str, new: str) -> None:
    """Puts other words into a csv roster."""
    text = file.read_text(encoding="utf-8-sig")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def without_words(document: dict[str, Any]) -> list[Any]:
    """A document's files with their numbers, columns and coordinates, without the words that repeat a cell."""
    lists = ("refused", "flagged", "notes")
    return [
        [file["file"], [{name: len(told) if name in lists else told for name, told in sheet.items()}]]
        for file in document["files"]
        for sheet in file["sheets"]
    ]


def test_same_load_reads_no_file_and_says_what_reading_would(
    load: Load, small_district: Path, dump: Dump, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = load(small_district)
    before, read = dump(), load(small_district, reread=True)
    assert dump() == before, "reading again leaves no trace"
    monkeypatch.setattr("loaders.load.read_files", lambda *_, **__: pytest.fail("a file was read"))
    for options in ({}, {"dry_run": True}, {"by": "somebody else"}):
        again = load(small_district, **options)
        assert (again.batch, again.unchanged_since) == (None, first.batch)
        assert without_words(again.document()) == without_words(read.document())
    assert dump() == before


def test_moved_folder_is_the_same_load(load: Load, small_district: Path, tmp_path: Path) -> None:
    load(small_district)
    assert load(shutil.copytree(small_district, tmp_path / "elsewhere")).unchanged_since == "batch-000001"


def test_load_that_was_read_and_changed_nothing_is_known_from_then_on(load: Load, small_district: Path) -> None:
    load(small_district)
    roster = small_district / "党支部书记花名册.csv"
    roster.write_text(roster.read_text(encoding="utf-8-sig") + "\n", encoding="utf-8")
    assert [load(small_district).unchanged_since for _ in range(2)] == [None, "batch-000001"]


CAUSES: dict[str, tuple[Callable[[Path], object], dict[str, Any]]] = {
    "a byte": (lambda folder: rewrite(folder / "党支部书记花名册.csv", "2021-05-01", "2021-05-02"), {}),
    "a file less": (lambda folder: (folder / "业委会成员名单.xlsx").unlink(), {}),
    "a file more": (lambda folder: shutil.copy(folder / "小区台账.xlsx", folder / "小区台账2.xlsx"), {}),
    "a file renamed": (lambda folder: (folder / "小区台账.xlsx").rename(folder / "小区.xlsx"), {}),
    "another day": (str, {"as_of": date(2026, 11, 2)}),
    "a scope": (str, {"scope": STREET}),
    "another share": (str, {"allow_ending": 0.5}),
    "strict": (str, {"strict": True}),
    "bad rows skipped": (str, {"skip_bad_rows": True}),
    "told to read": (str, {"reread": True}),
}
"""What is done to the folder, and the options of the second load."""


@pytest.mark.parametrize("cause", CAUSES)
def test_other_files_and_other_options_are_read(cause: str, load: Load, small_district: Path) -> None:
    load(small_district)
    change, options = CAUSES[cause]
    change(small_district)
    read = load(small_district, **options)
    assert read.unchanged_since is None
    assert load(small_district, **{**options, "reread": False}).unchanged_since == (read.batch or "batch-000001")


def test_key_and_program_of_another_kind_read_all_the_same(
    load: Load, small_district: Path, ready_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(small_district)
    other = load_files(ready_store, new_key(), [small_district], LoadOptions(date(2026, 11, 1), dry_run=True))
    assert other.unchanged_since is None
    for program in ("another", None):
        monkeypatch.setattr("loaders.unchanged.program_fingerprint", lambda program=program: program)
        assert load(small_district, dry_run=True).unchanged_since is None


def test_undone_load_is_written_again(load: Load, small_district: Path, ready_store: Store) -> None:
    first = load(small_district)
    undo_batch(ready_store, str(first.batch))
    again = load(small_district)
    assert (again.unchanged_since, again.batch) == (None, "batch-000002")
    assert again.counts() == first.counts()


def test_undo_of_a_later_load_does_not_bring_the_knowledge_back(
    load: Load, small_district: Path, ready_store: Store
) -> None:
    load(small_district)
    roster = small_district / "党支部书记花名册.csv"
    good = roster.read_bytes()
    rewrite(roster, "2021-05-01", "2021-05-02")
    undo_batch(ready_store, str(load(small_district).batch))
    assert load(small_district, dry_run=True).counts()["changed"] == 1
    roster.write_bytes(good)
    assert load(small_district).unchanged_since is None


def test_decided_link_makes_the_same_files_be_read(
    load: Load, small_district: Path, ready_store: Store, key: Key
) -> None:
    load(small_district)
    (link,) = [row["id"] for row in ready_store.rows("MATCH (l:Link {state: 'pending'}) RETURN l.id AS id")]
    decide_links(ready_store, key, [LinkDecision(link, "confirmed")], by="tester", as_of=date(2026, 11, 1))
    assert [load(small_district).unchanged_since for _ in range(2)] == [None, "batch-000002"]


def test_nodes_deleted_by_hand_are_missed_and_written_again(
    load: Load, small_district: Path, ready_store: Store, dump: Dump
) -> None:
    load(small_district)
    before = [line for line in dump(facts=True) if "Compound" in line]
    ready_store.write(lambda tx: tx.run("MATCH (c:Compound) DETACH DELETE c").consume())
    assert load(small_district).batch == "batch-000002"
    assert [line for line in dump(facts=True) if "Compound" in line] == before


def test_load_that_failed_is_not_known(
    load: Load, small_district: Path, dump: Dump, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = dump()
    with monkeypatch.context() as patched:
        patched.setattr("loaders.load.write_last_load", lambda *_: (_ for _ in ()).throw(LookupError("no room")))
        with pytest.raises(LookupError):
            load(small_district)
    assert dump() == before
    assert load(small_district).batch == "batch-000001"


def test_refused_load_leaves_what_was_known(load: Load, small_district: Path, dump: Dump) -> None:
    load(small_district)
    before, roster = dump(), small_district / "党支部书记花名册.csv"
    good = roster.read_bytes()
    rewrite(roster, "2021-05-01", "2021-02-31")
    with pytest.raises(LoadRefused):
        load(small_district)
    assert dump() == before
    roster.write_bytes(good)
    assert load(small_district).unchanged_since == "batch-000001"


def test_fingerprint_knows_every_file_of_the_program(tmp_path: Path) -> None:
    kinds = shutil.copytree(Path(loaders.sheets.kinds.__file__).parent, tmp_path / "sheets")
    sheet, rows, new = kinds / "grids" / "sheet.yaml", kinds / "grids" / "rows.py", kinds / "new.yaml"
    seen = [fingerprint_of([kinds])]
    for change in (
        lambda: sheet.write_bytes(sheet.read_bytes().replace("网格长".encode(), "网格组长".encode(), 1)),
        lambda: rows.write_bytes(rows.read_bytes() + b"#"),
        new.touch,
        lambda: new.rename(kinds / "newer.yaml"),
    ):
        change()
        seen.append(fingerprint_of([kinds]))
    assert len(set(seen)) == 5
    assert fingerprint_of([kinds], ["other"]) != seen[-1] == fingerprint_of([kinds])


def test_program_that_is_newer_than_its_process_is_not_known(monkeypatch: pytest.MonkeyPatch) -> None:
    assert program_fingerprint() is not None
    monkeypatch.setattr("psutil.Process.create_time", lambda _: 0.0)
    program_fingerprint.cache_clear()
    assert program_fingerprint() is None
    program_fingerprint.cache_clear()
