"""The reference district written once, and its rosters opened the plain way: no loader code reads them here."""

from __future__ import annotations

import csv
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from loaders.reference import ReferenceFiles, write_reference

Table = list[dict[str, Any]]
TableReader = Callable[..., Table]

GB = ("09", "14", "30")


@pytest.fixture(scope="session")
def reference(tmp_path_factory: pytest.TempPathFactory) -> ReferenceFiles:
    """The whole district with its usual seed."""
    return write_reference(tmp_path_factory.mktemp("reference"))


@pytest.fixture(scope="session")
def table(reference: ReferenceFiles) -> TableReader:
    """Rows of a sheet as mappings from heading to value: ``table("07", "网格名称")``.

    The second argument is a heading that tells which row holds the headings; merged cells stay empty below the first.
    """

    @cache
    def read(book: str, heading: str, sheet: str = "") -> Table:
        path = next(path for path in reference.files if path.name.startswith(book))
        return _body(_cells(path, sheet), heading)

    return read


@pytest.fixture(scope="session")
def notes(reference: ReferenceFiles) -> Callable[[str], Table]:
    """planted.csv or implied.csv as rows."""
    folder = reference.rosters.parent
    return lambda name: list(csv.DictReader((folder / f"{name}.csv").read_text("utf-8").splitlines()))


def _cells(path: Path, sheet: str) -> list[list[Any]]:
    if path.suffix == ".csv":
        encoding = "gb18030" if path.name.startswith(GB) else "utf-8-sig"
        return list(csv.reader(path.read_text(encoding).splitlines()))
    book = load_workbook(path, read_only=True)
    page = book[sheet] if sheet else book.worksheets[0]
    rows = [list(row) for row in page.iter_rows(values_only=True)]
    book.close()
    return rows


def _body(cells: list[list[Any]], heading: str) -> Table:
    plain = [
        [str(cell or "").replace("\n", "").replace("\u3000", "").replace(" ", "") for cell in row] for row in cells
    ]
    at = next(place for place, row in enumerate(plain) if heading in row)
    headings, first = plain[at], at + 1
    if "姓名" in plain[first] and "网格长" in plain[at]:  # headings in two rows
        group = ""
        joined = []
        for above, below in zip(plain[at], plain[first], strict=True):
            group = above or group
            joined.append(f"{group}{below}" if below else above)
        headings, first = joined, first + 1
    rows = [dict(zip(headings, row, strict=False)) for row in cells[first:]]
    return [row for row in rows if not _is_tail(row)]


def _is_tail(row: dict[str, Any]) -> bool:
    """A total or a note: nothing but text in the first column, or 合计."""
    first = str(next(iter(row.values()), "") or "")
    return first == "合计" or first.startswith(("备注", "注：", "填表人"))
