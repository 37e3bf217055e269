"""``load`` and ``check``: the documents that scripts read, the table that people read, and where the notes go."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Govgraph = Callable[..., Any]
Dump = Callable[..., list[str]]

WORDS = {"zh": "str", "en": "str"}
REMARK = {"row": "int", "column": "str", "value": "str", "why": WORDS, "advice": WORDS}


def sheet(numbers: str, **lists: Any) -> dict[str, Any]:
    """The shape of one sheet: ``numbers`` is what new, changed, same and ended are."""
    told = {"sheet": "str", "kind": "str", "rows": "int", **dict.fromkeys(("new", "changed", "same", "ended"), numbers)}
    names = ("refused", "flagged", "dropped", "ignored", "unmapped", "notes")
    return {**told, **{name: lists.get(name, []) for name in names}}


GRIDS = {
    "flagged": [REMARK],
    "dropped": [{"column": "str", "heading": "str", "what": "str"}],
    "unmapped": [{"column": "str", "heading": "str", "nearest": "str"}],
    "notes": [WORDS],
}


def of_file(document: dict[str, Any], name: str) -> Any:
    """The one sheet of a file."""
    return next(file for file in document["files"] if file["file"] == name)["sheets"][0]


@pytest.mark.parametrize(
    ("words", "numbers", "more"),
    [(["check"], "NoneType", set()), (["load", "--dry-run"], "int", set()), (["load"], "int", {"batch"})],
    ids=["check", "dry run", "load"],
)
def test_json_document_has_its_shape(
    words: list[str], numbers: str, more: set[str], rosters: Path, govgraph: Govgraph, shape: Callable[[Any], Any]
) -> None:
    answer = govgraph(*words, rosters, "--format", "json")
    assert answer.code == 0
    document = answer.document
    assert set(document) == {"version", "files"} | more and document["version"] == 1
    assert {frozenset(file) for file in document["files"]} == {frozenset({"file", "sheets"})}
    assert shape(of_file(document, "网格员花名册.csv")) == sheet(numbers, **GRIDS)
    assert shape(of_file(document, "小区台账.csv")) == sheet(numbers, notes=[WORDS])


def test_json_document_of_a_refused_file_says_why(
    rosters: Path, govgraph: Govgraph, shape: Callable[[Any], Any]
) -> None:
    (rosters / "坏.xlsx").write_bytes(b"PK\x03\x04")
    for command in ("check", "load"):
        answer = govgraph(command, rosters, "--format", "json")
        assert answer.code == 3
        (bad,) = [file for file in answer.document["files"] if "refused" in file]
        assert shape(bad) == {"file": "str", "sheets": [], "refused": {"why": WORDS, "advice": WORDS}}


def test_json_document_of_a_refused_cell_has_its_place(rosters: Path, govgraph: Govgraph) -> None:
    roster = rosters / "党支部书记花名册.csv"
    roster.write_text(roster.read_text(encoding="utf-8-sig").replace("2021-05-01", "2021-02-31"), encoding="utf-8")
    answer = govgraph("load", rosters, "--format", "json")
    (refused,) = of_file(answer.document, "党支部书记花名册.csv")["refused"]
    assert answer.code == 3 and "batch" not in answer.document
    assert (refused["row"], refused["column"], refused["value"]) == (2, "E", "2021-02-31")
    assert refused["why"]["zh"].startswith("历法上没有这一天") and refused["advice"]["en"]


def test_what_was_dropped_and_not_known_is_told(rosters: Path, govgraph: Govgraph, dump: Dump) -> None:
    answer = govgraph("load", rosters, "--format", "json")
    grids = of_file(answer.document, "网格员花名册.csv")
    assert grids["dropped"] == [{"column": "F", "heading": "身份证号", "what": "身份证件号码"}]
    assert [(row["column"], row["heading"]) for row in grids["unmapped"]] == [("G", "特长爱好")]
    stored = "\n".join(dump())
    assert "140213199001010011" not in stored and "书法" not in stored


def test_table_is_on_stdout_and_notes_are_on_stderr(rosters: Path, govgraph: Govgraph) -> None:
    answer = govgraph("load", rosters)
    assert answer.code == 0
    assert "网格员花名册.csv" in answer.out and "新增" in answer.out
    assert "已写入" not in answer.out and "[提示]" not in answer.out
    assert "已写入，批次 batch-000001" in answer.err
    assert "[提示] 网格员花名册.csv" in answer.err and "“身份证号”属于禁存内容" in answer.err


def test_second_load_and_dry_run_say_that_nothing_was_written(rosters: Path, govgraph: Govgraph) -> None:
    assert "试运行，什么都没有写入" in govgraph("load", rosters, "--dry-run").err
    govgraph("load", rosters)
    assert "与库中内容相同，没有变更" in govgraph("load", rosters, "--reread").err


def test_load_of_unchanged_files_has_the_same_shapes_and_says_that_they_were_not_read(
    rosters: Path, govgraph: Govgraph, shape: Callable[[Any], Any]
) -> None:
    govgraph("load", rosters)
    table, again = govgraph("load", rosters), govgraph("load", rosters, "--format", "json")
    assert table.code == again.code == 0 and "网格员花名册.csv" in table.out
    assert "文件与上次导入完全相同，batch-000001 之后库中没有变更，未重新读取" in table.err and "--reread" in table.err
    assert set(again.document) == {"version", "files", "unchanged_since"}
    assert again.document["unchanged_since"] == "batch-000001"
    read = govgraph("load", rosters, "--reread", "--format", "json").document
    assert shape(again.document["files"]) == shape(read["files"])
    assert "未重新读取" in govgraph("load", rosters, "--dry-run").err


def test_csv_is_for_spreadsheets_and_holds_no_formula(rosters: Path, govgraph: Govgraph) -> None:
    (rosters / "网格员花名册.csv").rename(rosters / "=网格员花名册.csv")
    answer = govgraph("check", rosters, "--format", "csv")
    assert answer.out.startswith("\ufeff文件,工作表,类型") and "\r\n" in answer.out
    rows = [*csv.DictReader(io.StringIO(answer.out.removeprefix("\ufeff")))]
    assert [row["文件"] for row in rows if "网格员" in row["文件"]] == ["'=网格员花名册.csv"]


@pytest.mark.parametrize("command", ["load", "check"])
def test_workbook_goes_to_a_file_that_must_be_named_before_anything_is_done(
    command: str, rosters: Path, govgraph: Govgraph, dump: Dump, tmp_path: Path
) -> None:
    govgraph("batches")
    before = dump()
    answer = govgraph(command, rosters, "--format", "xlsx")
    assert answer.code == 2 and "-o" in answer.err and dump() == before
    assert govgraph(command, rosters, "--format", "xlsx", "-o", tmp_path / "核查.xlsx").code == 0
    assert (tmp_path / "核查.xlsx").read_bytes().startswith(b"PK")


def test_check_needs_no_store(rosters: Path, run_govgraph: Govgraph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_URI", "bolt://127.0.0.1:9")
    assert run_govgraph("check", rosters).code == 0
    assert run_govgraph("load", rosters).code == 4


def test_scope_and_share_reach_the_load(rosters: Path, govgraph: Govgraph) -> None:
    govgraph("load", rosters)
    roster = rosters / "党支部书记花名册.csv"
    roster.write_text(roster.read_text(encoding="utf-8-sig").replace("郑志强", "郑自强"), encoding="utf-8")
    words = ("load", roster, "--scope", "140213050000", "--as-of", "2026-10-01", "--format", "json")
    refused = govgraph(*words, "--allow-ending", "0")
    assert refused.code == 3 and "--allow-ending" in refused.err
    answer = govgraph(*words, "--allow-ending", "1")
    assert answer.code == 0 and of_file(answer.document, roster.name)["ended"] > 0
