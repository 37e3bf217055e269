"""One street, changed as people change workbooks: exactly the expected findings appear, and the old files close them."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from graph.coverage.history import save_run, stored_findings
from graph.coverage.results import Run
from graph.coverage.run import run_rules
from graph.store.connection import Store
from graph.store.snapshot import network_on, read_facts
from loaders.linking.secret import new_key
from loaders.load import LoadOptions, load_files
from loaders.reference import write_reference

STREET = "140213057000"
DAY = date(2026, 11, 1)
BRANCH, COMPANY = "大同市新景物业服务有限公司党支部", "大同市新景物业服务有限公司"
COMPOUND, MEMBER = "华苑新村", "彭婉云"


def edit(folder: Path, book: str, wanted: tuple[str, str], changes: dict[str, Any] | None) -> None:
    """Changes cells in every row whose cell under a heading holds a value; None takes the row's cells out."""
    path = next(folder.glob(f"{book}*.xlsx"))
    workbook = openpyxl.load_workbook(path)
    sheet = workbook.worksheets[0]
    places = {str(cell.value).replace("\n", "").replace("\u3000", ""): int(cell.column or 0) for cell in sheet[3]}
    rows = [row for row in sheet.iter_rows(min_row=4) if row[places[wanted[0]] - 1].value == wanted[1]]
    assert rows, wanted
    for row in rows:
        told = changes if changes is not None else {name: None for name in places if name != "None"}
        for name, value in told.items():
            cell = row[places[name] - 1]
            if not isinstance(cell, openpyxl.cell.MergedCell):
                cell.value = value
    workbook.save(path)


@pytest.fixture
def load(ready_store: Store) -> Callable[[Path], Run]:
    """Loads a folder as all there is of the street, runs every rule and saves the run."""
    key = new_key()

    def loaded(folder: Path) -> Run:
        load_files(ready_store, key, [folder], LoadOptions(DAY, scope=STREET))
        run = run_rules(network_on(ready_store.read(read_facts), DAY))
        save_run(ready_store, run, by="tester")
        return run

    return loaded


def test_changes_are_found_and_the_old_files_close_them(
    load: Callable[[Path], Run], ready_store: Store, tmp_path: Path
) -> None:
    old = write_reference(tmp_path / "old", streets=[STREET]).rosters
    before = {finding.id for finding in load(old).findings()}
    new = Path(shutil.copytree(old, tmp_path / "new"))
    edit(new, "04", ("姓名", MEMBER), None)
    edit(new, "06", ("党组织名称", BRANCH), {"撤销日期": "2026.10.15"})
    edit(new, "11", ("小区名称", COMPOUND), {"备案日期": None})
    after = {finding.id: finding for finding in load(new).findings()}
    appeared = {(one.rule, one.values["target"]) for id, one in after.items() if id not in before}
    assert appeared == {
        ("P15", "中共御河街道青年路社区总支部委员会"), ("P02", COMPANY), ("Y16", COMPANY), ("Y02", f"{COMPOUND}业委会"),
    }  # fmt: skip
    assert before <= set(after)
    assert {finding.id for finding in load(old).findings()} == before
    states = {id: found.state for id, found in stored_findings(ready_store).items()}
    assert {id for id, state in states.items() if state == "fixed"} == set(after) - before
