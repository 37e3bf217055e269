"""Tables as a workbook: what stands above them, and that nothing in them is a formula."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import networkx as nx
import openpyxl
import pandas as pd
import pytest

from graph.errors import StoreRefused, UsageError
from graph.workbook import save_workbook

HOSTILE = ["=1+1", "@SUM(A1)", "+1", "-1", "http://example.org", "<script>", "\t=1"]


@pytest.fixture
def G() -> nx.MultiDiGraph:
    """A graph of a day with fictional data."""
    return nx.MultiDiGraph(as_of=date(2026, 11, 1), synthetic=True)


def _rows(file: Path, sheet: str | None = None) -> list[list[Any]]:
    book = openpyxl.load_workbook(file)
    page = book[sheet] if sheet else book.worksheets[0]
    return [[*row] for row in page.iter_rows(values_only=True)]


def test_lines_above_a_table_say_what_it_is(G: nx.MultiDiGraph, tmp_path: Path) -> None:
    file = save_workbook(
        tmp_path / "报告.xlsx", {"缺口": pd.DataFrame({"name": ["甲"], "count": [3]})}, G, marking="敏感"
    )
    above = [row[0] for row in _rows(file)[:4]]
    assert above[0] == "示例数据 / fictional sample data"
    assert "缺口" in above[1] and "2026-11-01" in above[1]
    assert "敏感" in above[2] and "made by" in above[3]
    assert _rows(file)[4:] == [["name", "count"], ["甲", 3]]


def test_real_data_is_not_called_fictional(tmp_path: Path) -> None:
    file = save_workbook(tmp_path / "a.xlsx", {"a": pd.DataFrame({"x": [1]})}, nx.MultiDiGraph(as_of=date(2026, 11, 1)))
    assert "示例" not in str(_rows(file))


def test_text_stays_text_whatever_it_begins_with(G: nx.MultiDiGraph, tmp_path: Path) -> None:
    file = save_workbook(tmp_path / "a.xlsx", {"a": pd.DataFrame({"=name": HOSTILE})}, G)
    book = openpyxl.load_workbook(file)
    cells = [cell for row in book.worksheets[0].iter_rows() for cell in row if cell.value is not None]
    assert [cell.value for cell in cells][-len(HOSTILE) :] == HOSTILE
    assert not [cell.value for cell in cells if cell.data_type == "f" or cell.hyperlink]


def test_values_are_written_as_what_they_are(G: nx.MultiDiGraph, tmp_path: Path) -> None:
    row = {
        "n": 1529,
        "share": 0.5,
        "yes": True,
        "none": None,
        "day": date(2027, 1, 2),
        "many": ["甲", "乙"],
        "nan": float("nan"),
    }
    file = save_workbook(tmp_path / "a.xlsx", {"a": pd.DataFrame([row])}, G)
    assert _rows(file)[-1] == [1529, 0.5, "是", None, "2027-01-02", "甲、乙", None]


@pytest.mark.parametrize("names", [("a/b", "a:b"), ("A", "a"), ("长" * 31 + "一", "长" * 31 + "二")])
def test_two_sheets_of_one_name_are_refused(names: tuple[str, str], G: nx.MultiDiGraph, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="两张工作表同名"):
        save_workbook(tmp_path / "a.xlsx", dict.fromkeys(names, pd.DataFrame({"x": [1]})), G)
    assert not [*tmp_path.iterdir()]


@pytest.mark.parametrize(
    ("name", "tables", "marking", "said"),
    [
        ("a.csv", {"a": pd.DataFrame()}, "内部", "xlsx"),
        ("a.xlsx", {}, "内部", "没有表可写"),
        ("a.xlsx", {"a": pd.DataFrame()}, "秘密", "没有标识"),
    ],
)
def test_wrong_calls_are_told(
    name: str, tables: dict[str, Any], marking: str, said: str, G: nx.MultiDiGraph, tmp_path: Path
) -> None:
    with pytest.raises(UsageError, match=said):
        save_workbook(tmp_path / name, tables, G, marking=marking)


def test_empty_table_keeps_its_headings(G: nx.MultiDiGraph, tmp_path: Path) -> None:
    file = save_workbook(tmp_path / "a.xlsx", {"a": pd.DataFrame(columns=["x", "y"])}, G)
    assert _rows(file)[-1] == ["x", "y"]


def test_place_that_is_not_there_is_told(G: nx.MultiDiGraph, tmp_path: Path) -> None:
    with pytest.raises(StoreRefused):
        save_workbook(tmp_path / "no" / "a.xlsx", {"a": pd.DataFrame({"x": [1]})}, G)
