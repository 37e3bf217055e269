"""``report``: published figures beside counted ones, as a table and as documents."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

Govgraph = Callable[..., Any]

WORDS = {"zh": "str", "en": "str"}


def test_json_document_has_its_shape(rosters: Path, govgraph: Govgraph, shape: Callable[[Any], Any]) -> None:
    govgraph("load", rosters)
    document = govgraph("report", "--as-of", "2026-11-01", "--format", "json").document
    told = shape(document)
    assert isinstance(told, dict) and set(told) == {
        "version", "asOf", "synthetic", "figures", "links", "concurrent", "conflicts",
    }  # fmt: skip
    assert (document["version"], document["asOf"], document["synthetic"]) == (1, "2026-11-01", False)
    assert document["links"] == {"certain": 0, "stated": 0, "confirmed": 0, "pending": 1, "rejected": 0}
    assert set(document["concurrent"]) == {"certain", "stated", "confirmed", "otherwise"}
    keys = {"id", "name", "published", "compare", "counted", "equal", "unit", "definition"}
    assert all(set(figure) == keys for figure in document["figures"])
    assert shape(document["conflicts"][0]) == {
        "id": "str", "what": WORDS, "readings": [WORDS], "chosen": WORDS, "question": WORDS, "figures": ["str"],
    }  # fmt: skip


def test_figures_are_counted_and_told_apart_from_the_published(rosters: Path, govgraph: Govgraph) -> None:
    govgraph("load", rosters)
    document = govgraph("report", "--as-of", "2026-11-01", "--format", "json").document
    figures = {figure["id"]: figure for figure in document["figures"]}
    assert figures["villages"]["counted"] == 0 and figures["villages"]["equal"] is False
    assert figures["villages"]["published"] == 47


def test_report_as_of_a_day_before_everything_counts_nothing_that_is_dated(rosters: Path, govgraph: Govgraph) -> None:
    govgraph("load", rosters)
    for day, secretaries in (("2021-04-30", 0), ("2021-05-01", 1)):
        document = govgraph("report", "--as-of", day, "--format", "json").document
        counts = {figure["id"]: figure["counted"] for figure in document["figures"]}
        assert counts["branchSecretaries"] == secretaries


def test_table_shows_conflicts_and_says_whether_all_agree(rosters: Path, govgraph: Govgraph) -> None:
    govgraph("load", rosters)
    answer = govgraph("report", "--as-of", "2026-11-01")
    assert answer.code == 0
    assert "公布" in answer.out and "待确认 1" in answer.out and "冲突：" in answer.out
    assert "有公布数与计数不符" in answer.err and "不符" not in answer.err.replace("有公布数与计数不符", "")


def test_report_of_an_empty_store_claims_no_agreement(govgraph: Govgraph) -> None:
    assert "没有公布数可对照" in govgraph("report").err


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_report_goes_to_a_file(format: str, govgraph: Govgraph, tmp_path: Path) -> None:
    file = tmp_path / f"报告.{format}"
    answer = govgraph("report", "--format", format, "-o", file)
    assert (answer.code, answer.out) == (0, "")
    if format == "csv":
        text = file.read_text(encoding="utf-8")
        assert text.startswith("\ufeff") and len([*csv.reader(io.StringIO(text))]) > 10
    else:
        assert openpyxl.load_workbook(file).worksheets[0].max_row > 10
