"""The folder as such: the same bytes again, one street alone, files that the workbook reader accepts."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from openpyxl import load_workbook

from loaders.errors import FileRefused
from loaders.reference import ReferenceFiles, write_reference
from loaders.workbook.read import read_workbooks

STREET = "140213057000"


def _bytes(files: ReferenceFiles) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (*files.files, files.planted, files.implied)}


def test_write_gives_the_same_bytes_again(reference: ReferenceFiles, tmp_path: Path) -> None:
    assert _bytes(write_reference(tmp_path)) == _bytes(reference)


def test_lists_lie_beside_the_roster_folder(reference: ReferenceFiles) -> None:
    assert reference.planted.parent == reference.implied.parent == reference.rosters.parent
    assert sorted(reference.rosters.iterdir()) == sorted(reference.files)
    assert len(reference.files) == 29


def test_one_street_has_its_own_rows_only(tmp_path: Path) -> None:
    small = write_reference(tmp_path, streets=[STREET])
    grids = next(path for path in small.files if path.name.startswith("07"))
    page = load_workbook(grids).worksheets[0]
    streets = {row[1] for row in page.iter_rows(min_row=5, values_only=True) if isinstance(row[0], int)} - {None}
    assert streets == {"御河街道"}
    targets = [
        row["target"]
        for row in csv.DictReader(small.planted.read_text("utf-8").splitlines())
        if "街道/" in row["target"]
    ]
    assert targets
    assert all(target.startswith("御河街道") for target in targets)


def test_no_file_is_refused_by_the_workbook_reader(reference: ReferenceFiles) -> None:
    assert not [book for book in read_workbooks(reference.files) if isinstance(book, FileRefused)]


@pytest.mark.parametrize("number", ["03", "12", "26", "32"])
def test_titles_say_that_the_data_are_examples(reference: ReferenceFiles, number: str) -> None:
    book = load_workbook(next(path for path in reference.files if path.name.startswith(number)))
    titles = [page["A1"].value for page in book.worksheets if page["A1"].value]
    assert titles
    assert all("（示例数据）" in title for title in titles)
