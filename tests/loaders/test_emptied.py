"""What emptied cells take back: inside the scope, what the same kind of roster said, and never too much at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from graph.errors import StoreRefused
from graph.store.batches import undo_batch
from graph.store.connection import Store
from loaders.outcome import Outcome

HEADINGS = ["社区", "小区名称", "组织类型", "任期起", "备案日期", "备案编号", "姓名", "职务"]
STREET = "140213050000"
Load = Callable[..., Outcome]


def committee(name: str, filed: str, number: str = "备1号") -> list[str]:
    return ["康吉社区", name, "业委会", "2024-03-01", filed, number, f"郑{name[0]}强", "主任"]


@pytest.fixture
def said(load: Load, write_roster: Callable[..., Path], write_codes: Callable[..., Path]) -> Callable[..., Path]:
    """The roster of two committees, loaded once; gives what writes it anew with other cells."""
    write_roster(
        "小区台账.csv",
        ["社区", "小区名称", "户数", "楼栋数"],
        [["康吉社区", "锦绣花园", 300, 4], ["康吉社区", "兰亭", 200, 3]],
    )

    def write(*rows: list[str]) -> Path:
        return write_roster("业委会成员名单.csv", HEADINGS, rows)

    write(committee("锦绣花园", "2024-03-20"), committee("兰亭", "2024-03-21"))
    load(write_codes().parent)
    return write


def filed(store: Store) -> dict[str, Any]:
    rows = store.rows("MATCH (c:OwnersCommittee) RETURN c.name AS name, c.filedOn AS day, c.sources AS sources")
    return {row["name"]: row["day"].to_native() if row["day"] else None for row in rows}


def test_emptied_cell_takes_its_value_back_inside_the_scope(
    said: Callable[..., Path], load: Load, ready_store: Store
) -> None:
    file = said(committee("锦绣花园", ""), committee("兰亭", "2024-03-21"))
    assert load(file, scope=STREET).counts()["changed"] == 1
    assert filed(ready_store) == {"锦绣花园业委会": None, "兰亭业委会": date(2024, 3, 21)}
    assert load(file, scope=STREET).batch is None


@pytest.mark.parametrize("scope", [None, "140213051000"])
def test_outside_the_scope_an_empty_cell_says_nothing(
    scope: str | None, said: Callable[..., Path], load: Load, ready_store: Store
) -> None:
    load(said(committee("锦绣花园", ""), committee("兰亭", "2024-03-21")), scope=scope, allow_ending=1)
    assert filed(ready_store)["锦绣花园业委会"] == date(2024, 3, 20)


def test_word_that_cannot_be_read_takes_nothing_back(said: Callable[..., Path], load: Load, ready_store: Store) -> None:
    file = said(committee("锦绣花园", "2024-03-20", "备1号"), committee("兰亭", "2024-03-21", ""))
    load(file, scope=STREET)
    (row,) = ready_store.rows("MATCH (c:OwnersCommittee {name: '锦绣花园业委会'}) RETURN c.filingNumber AS number")
    assert row["number"] == "备1号"


def test_too_many_emptied_cells_are_refused(said: Callable[..., Path], load: Load, ready_store: Store) -> None:
    file = said(committee("锦绣花园", "", ""), committee("兰亭", "", ""))
    with pytest.raises(StoreRefused, match="空单元格"):
        load(file, scope=STREET)
    assert filed(ready_store)["锦绣花园业委会"] == date(2024, 3, 20)
    load(file, scope=STREET, allow_ending=1)
    assert set(filed(ready_store).values()) == {None}


def test_undo_brings_the_value_and_its_source_back(
    said: Callable[..., Path], load: Load, ready_store: Store, dump: Callable[..., list[str]]
) -> None:
    before = dump(facts=True)
    batch = load(said(committee("锦绣花园", ""), committee("兰亭", "2024-03-21")), scope=STREET).batch
    assert batch and dump(facts=True) != before
    undo_batch(ready_store, batch)
    assert dump(facts=True) == before
