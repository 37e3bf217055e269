"""The facts behind a finding: from which row and column each value comes, and the cell that was left empty."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import networkx as nx
import pytest

from graph.coverage.compiled import CompiledRule
from graph.coverage.facts import FactCell, facts_of
from graph.coverage.run import run_rules

District = Callable[..., nx.MultiDiGraph]
MakeRule = Callable[..., CompiledRule]
Cells = Callable[..., list[FactCell]]

COMMITTEES = """
kind: count
target: OwnersCommittee
check: {value: approvedSeats, least: 5}
"""


def sheet(file: str, kind: str, columns: dict[str, str], headings: dict[str, str]) -> dict[str, Any]:
    """A sheet that was read."""
    return {
        "label": "Source", "file": file, "sheet": "名单", "kind": kind, "columns": json.dumps(columns),
        "headings": json.dumps(headings),
    }  # fmt: skip


SHEETS = {
    "old": sheet("台账.xlsx", "compounds", {"Organisation.approvedSeats": "F"}, {"F": "委员数"}),
    "new": sheet("名单.xlsx", "owners_committees", {"Organisation.kind": "E"}, {"E": "类型"}),
    "grids": sheet("网格.xlsx", "grids", {"Tenure[gridWorker].holder": "O", "Tenure[gridWorker].fullTime": "Q"},
                   {"O": "网格员 姓名", "Q": "专（兼）职"}),
}  # fmt: skip


@pytest.fixture
def cells(rule: MakeRule, district: District) -> Cells:
    """The cells of the one finding of a rule on these nodes."""

    def find(text: str, nodes: dict[str, Any], edges: Any = (), **more: Any) -> list[FactCell]:
        run = run_rules(district({**SHEETS, **nodes}, edges), [rule(text, **more)])
        (finding,) = run.findings()
        return facts_of(run.index, finding, run["T1"].compiled)

    return find


def committee(*sources: str, **told: Any) -> dict[str, Any]:
    """A committee that these rows tell of."""
    return {"c": {"label": "OwnersCommittee", "name": "业委会", "sources": list(sources), **told}}


def test_value_comes_from_its_own_entry(cells: Cells) -> None:
    nodes = committee("old#4:approvedSeats", "old#9", "new#7", approvedSeats=3)
    assert cells(COMMITTEES, nodes) == [FactCell("业委会", "approvedSeats", 3, "台账.xlsx", "名单", 4, "F", "委员数")]


def test_value_comes_from_the_newest_row_whose_sheet_has_the_column(cells: Cells) -> None:
    nodes = committee("old#4", "old#9", "new#7", approvedSeats=3)
    assert cells(COMMITTEES, nodes) == [FactCell("业委会", "approvedSeats", 3, "台账.xlsx", "名单", 9, "F", "委员数")]


def test_value_that_no_sheet_has_a_column_for_is_told_by_its_newest_row(cells: Cells) -> None:
    nodes = committee("new#6", "new#7", approvedSeats=3)
    assert cells(COMMITTEES, nodes) == [FactCell("业委会", "approvedSeats", 3, "名单.xlsx", "名单", 7, None, None)]


def test_cell_that_was_left_empty_is_the_fact(cells: Cells) -> None:
    text = COMMITTEES.replace(
        "{value: approvedSeats, least: 5}", "{paths: [], require: {approvedSeats: {recorded: true}}}"
    )
    found = cells(text.replace("kind: count", "kind: exists"), committee("old#4"))
    assert found == [FactCell("业委会", "approvedSeats", None, "台账.xlsx", "名单", 4, "F", "委员数")]


def test_without_any_row_the_value_stands_alone(cells: Cells) -> None:
    assert cells(COMMITTEES, committee(approvedSeats=3)) == [FactCell("业委会", "approvedSeats", 3)]


VACANT = """
kind: exists
target: Grid
told_by: ["grids:Tenure[gridWorker].holder"]
check:
  paths:
    - - {step: "<-RESPONSIBLE_FOR Post", where: {role: gridWorker}}
      - {step: "<-OF_POST Tenure", where: {fullTime: true}}
"""
GRID = {"g": {"label": "Grid", "name": "第1网格", "sources": ["grids#5"]}, "w": {"label": "Post", "role": "gridWorker"}}
HELD = {"t": {"label": "Tenure", "fullTime": False, "sources": ["grids#5"]}, "x": {"label": "Person", "name": "张春生"}}
TIES = ["g WITHIN kangji", "w RESPONSIBLE_FOR g"]


@pytest.mark.parametrize(
    ("nodes", "edges", "value"),
    [({}, [], None), (HELD, ["t OF_POST w", "t HOLDER x"], "张春生")],
    ids=["empty", "held"],
)
def test_post_that_stands_empty_is_the_cell_for_its_holder(cells: Cells, nodes: Any, edges: Any, value: Any) -> None:
    assert cells(VACANT, {**GRID, **nodes}, [*TIES, *edges])[0] == FactCell(
        "第1网格", "holder", value, "网格.xlsx", "名单", 5, "O", "网格员 姓名"
    )


def test_tenure_is_told_by_its_row_in_the_column_of_its_role(cells: Cells) -> None:
    text = "{kind: exists, target: Tenure, check: {require: {fullTime: true}}}"
    (cell,) = cells(text, {**GRID, **HELD}, [*TIES, "t OF_POST w", "t HOLDER x"])
    assert (cell.of, cell.property, cell.row, cell.column, cell.value) == ("张春生（w）", "fullTime", 5, "Q", False)


def test_person_is_told_by_the_row_that_names_them(cells: Cells) -> None:
    text = '{kind: redundancy, target: Person, check: {path: "<-HOLDER Tenure", most: 0}}'
    found = cells(text, {"x": HELD["x"], "t": HELD["t"]}, [("t HOLDER x", {"sources": ["grids#5"]})])
    assert [(cell.of, cell.file, cell.row) for cell in found] == [("张春生", "网格.xlsx", 5)]


def test_what_a_finding_rests_on_follows_row_by_row(cells: Cells) -> None:
    text = "{kind: unique, target: Grid, check: {key: [code]}, exempt_by: [X9]}"
    nodes = {
        "g": {"label": "Grid", "name": "甲", "code": "1", "sources": ["grids#5"]},
        "h": {"label": "Grid", "name": "乙", "code": "1", "sources": ["grids#6"]},
        "e": {"label": "Exemption", "rule": "X9"},
    }
    found = cells(text, nodes, ["e ABOUT h"])
    assert [(cell.of, cell.property, cell.row) for cell in found] == [("甲", "code", 5), ("乙", None, 6)]


def test_sheet_is_told_by_the_headings_that_were_dropped(cells: Cells) -> None:
    text = "{kind: count, target: Source, check: {value: headerRow, most: 0}}"
    told = sheet("花名册.xlsx", "units", {}, {"A": "姓名", "D": "民族", "E": "籍贯"})
    found = cells(text, {"s": {**told, "name": "花名册", "headerRow": 3, "dropped": ["民族", "籍贯"]}})
    assert [(cell.file, cell.row, cell.column, cell.value) for cell in found] == [
        ("花名册.xlsx", 3, "D", "民族"), ("花名册.xlsx", 3, "E", "籍贯"),
    ]  # fmt: skip


def test_cell_as_json_has_it() -> None:
    cell = FactCell("业委会", "filedOn", date(2026, 1, 2), "名单.xlsx", "名单", 4, "H", "备案日期")
    assert cell.document()["value"] == "2026-01-02"
