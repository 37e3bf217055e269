"""``links``: list, decide by id or by workbook, take back."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

Govgraph = Callable[..., Any]

FIELDS = ("id", "state", "evidence", "name", "a", "a_source", "b", "b_source")


@pytest.fixture
def loaded(rosters: Path, govgraph: Govgraph) -> Govgraph:
    """The command line, on a store in which one pair waits."""
    assert govgraph("load", rosters).code == 0
    return govgraph


def listed(govgraph: Govgraph, state: str = "pending") -> list[dict[str, str]]:
    """The links in that state."""
    links: list[dict[str, str]] = govgraph("links", "list", "--state", state, "--format", "json").document["links"]
    return links


def test_json_document_has_its_shape(loaded: Govgraph, shape: Callable[[Any], Any]) -> None:
    document = loaded("links", "list", "--format", "json").document
    assert shape(document) == {"version": "int", "links": [dict.fromkeys(FIELDS, "str")]}
    assert document["version"] == 1
    (link,) = document["links"]
    assert (link["state"], link["name"]) == ("pending", "郑志强")
    assert "第2行" in link["a_source"] and "第2行" in link["b_source"]


def test_table_and_csv_show_both_records(loaded: Govgraph) -> None:
    answer = loaded("links", "list")
    assert answer.code == 0 and "锦绣花园" in answer.out and "共 1 条" in answer.err
    text = loaded("links", "list", "--format", "csv").out
    (row,) = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    assert text.startswith("\ufeff") and row["姓名"] == "郑志强" and row["状态"] == "待确认"


def test_confirm_reject_and_undo_by_id(loaded: Govgraph) -> None:
    (link,) = listed(loaded)
    answer = loaded("links", "confirm", link["id"], "--reason", "本人确认")
    assert (answer.code, answer.out) == (0, "") and "已决定 1 条，批次 batch-000002" in answer.err
    assert [row["id"] for row in listed(loaded, "confirmed")] == [link["id"]]
    assert loaded("links", "undo", link["id"]).code == 0
    assert listed(loaded) == [link]
    assert loaded("links", "reject", link["id"]).code == 0
    assert [row["id"] for row in listed(loaded, "all")] == [link["id"]]


def test_decision_that_changes_nothing_says_so(loaded: Govgraph) -> None:
    (link,) = listed(loaded)
    answer = loaded("links", "undo", link["id"])
    assert answer.code == 0 and "没有变化" in answer.err


def test_decisions_by_workbook(loaded: Govgraph, tmp_path: Path) -> None:
    file = tmp_path / "关联.xlsx"
    assert loaded("links", "list", "--export", file).out == ""
    book = openpyxl.load_workbook(file)
    sheet = book.worksheets[0]
    place = [cell.value for cell in sheet[1]].index("决定") + 1
    sheet.cell(2, place, "驳回")
    book.save(file)
    assert loaded("links", "reject", "--import", file).code == 0
    assert len(listed(loaded, "rejected")) == 1


@pytest.mark.parametrize("words", [["confirm", "link-none"], ["confirm"], ["list", "--state", "none"]], ids=" ".join)
def test_what_cannot_be_decided_or_listed_ends_with_2(words: list[str], loaded: Govgraph) -> None:
    answer = loaded("links", *words)
    assert answer.code == 2 and answer.out == "" and answer.err
