"""Cells of a csv: never a formula, and read back as exactly what was written."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.store.export.cells import RISKY, neutralise, plain_text, read_cell, write_cell
from graph.store.export.tables import Column

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
RISKY_TEXT = st.builds("{}{}{}".format, st.sampled_from(["", "'", "''"]), st.sampled_from(["", *RISKY]), TEXT)
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "text": TEXT | RISKY_TEXT,
    "code": TEXT,
    "integer": st.integers(-(2**63), 2**63 - 1),
    "number": st.floats(allow_nan=False),
    "flag": st.booleans(),
    "date": st.dates(),
}


@given(TEXT | RISKY_TEXT)
def test_neutralise_leaves_no_formula_and_loses_nothing(text: str) -> None:
    cell = neutralise(text)
    assert cell and cell[0] not in RISKY
    assert plain_text(cell) == text


@given(st.sampled_from(sorted(VALUES)).flatmap(lambda type: st.tuples(st.just(type), VALUES[type] | st.none())))
def test_read_cell_gives_back_what_write_cell_took(pair: tuple[str, Any]) -> None:
    column = Column("p", pair[0])
    file = io.StringIO(newline="")
    csv.writer(file).writerow([write_cell(pair[1], column), "end"])
    (row,) = csv.reader(io.StringIO(file.getvalue(), newline=""))
    back = read_cell(row[0], column)
    assert (type(back), back) == (type(pair[1]), pair[1])


@given(st.lists(TEXT | RISKY_TEXT) | st.none())
def test_a_list_is_json_and_comes_back(values: list[str] | None) -> None:
    column = Column("aliases", "text", many=True)
    cell = write_cell(values, column)
    assert read_cell(cell, column) == values
    assert not cell or cell[0] == "["


@pytest.mark.parametrize(
    ("value", "type", "cell"),
    [
        ("=cmd|' /C calc'!A0", "text", "'=cmd|' /C calc'!A0"),
        ("＝1+1", "text", "'＝1+1"),
        ("-3", "text", "'-3"),
        (-3, "integer", "-3"),
        (-2.5, "number", "-2.5"),
        ("", "text", "'"),
        ("'90年代", "text", "''90年代"),
        (date(2026, 11, 1), "date", "2026-11-01"),
        (True, "flag", "true"),
        (None, "text", ""),
    ],
)
def test_write_cell(value: Any, type: str, cell: str) -> None:
    assert write_cell(value, Column("p", type)) == cell
