"""Links as a list: what it says of both records, and decisions that come back in a workbook."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from graph.errors import UsageError
from graph.store.connection import Store
from graph.store.reader import read_state
from loaders.errors import FileRefused
from loaders.linking.decide import LinkDecision, decide_links
from loaders.linking.listing import ListedLink, list_links, read_decisions, write_links
from loaders.linking.secret import Key
from loaders.outcome import Outcome

Load = Callable[..., Outcome]

LINK = ListedLink("link-1", "pending", "姓名相同", "张三", "甲", "a.xlsx [表] 第2行", "乙", "b.xlsx [表] 第3行")


def fill(file: Path, words: dict[int, str], *, reason: str | None = None) -> None:
    """Writes words into the column 决定, by row."""
    book = openpyxl.load_workbook(file)
    sheet = book.worksheets[0]
    headings = [cell.value for cell in sheet[1]]
    for row, word in words.items():
        sheet.cell(row, headings.index("决定") + 1, word)
        sheet.cell(row, headings.index("理由") + 1, reason)
    book.save(file)


def test_list_shows_both_records_with_post_and_row(load: Load, small_district: Path, ready_store: Store) -> None:
    load(small_district)
    (link,) = list_links(ready_store.read(read_state))
    assert (link.state, link.name) == ("pending", "陈玉梅")
    said = {link.a: link.a_source, link.b: link.b_source}
    assert said == {
        "鼓楼里 小区党支部书记": "党支部书记花名册.csv [党支部书记花名册] 第4行",
        "鼓楼里 业委会主任": "业委会成员名单.xlsx [Sheet] 第4行",
    }


def test_list_is_by_name_and_only_of_the_states_asked_for(load: Load, small_district: Path, ready_store: Store) -> None:
    load(small_district)
    state = ready_store.read(read_state)
    names = [link.name for link in list_links(state, states=("certain", "stated", "pending"))]
    assert names == sorted(names) and len(names) == 3
    assert [link.name for link in list_links(state, states=("certain",))] == ["郑志强"]
    assert list_links(state, states=("rejected",)) == []


def test_decisions_go_out_and_come_back_by_workbook(
    load: Load, small_district: Path, ready_store: Store, key: Key, tmp_path: Path
) -> None:
    load(small_district)
    state, file = ready_store.read(read_state), tmp_path / "关联.xlsx"
    links = list_links(state, states=("certain", "pending"))
    write_links(links, file)
    words = {"pending": "确认", "certain": "驳回"}
    fill(file, {row: words[link.state] for row, link in enumerate(links, start=2)}, reason="电话有误")
    decided = read_decisions(file)
    assert {(row.verdict, row.reason) for row in decided} == {("confirmed", "电话有误"), ("rejected", "电话有误")}
    decide_links(ready_store, key, decided, by="tester", as_of=date(2026, 11, 1))
    counts = ready_store.rows(
        "MATCH (p:Person) WHERE p.name IN ['陈玉梅', '郑志强'] RETURN p.name AS name ORDER BY name"
    )
    assert [row["name"] for row in counts] == ["郑志强", "郑志强", "陈玉梅"]


def test_rows_without_a_decision_are_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "关联.xlsx"
    write_links([LINK, replace(LINK, id="link-2"), replace(LINK, id="link-3")], file)
    assert read_decisions(file) == []
    fill(file, {3: " 撤回 "})
    assert read_decisions(file) == [LinkDecision("link-2", "pending", None)]


def test_word_that_decides_nothing_is_told_with_its_row(tmp_path: Path) -> None:
    file = tmp_path / "关联.xlsx"
    write_links([LINK], file)
    fill(file, {2: "同意"})
    with pytest.raises(UsageError, match="同意") as caught:
        read_decisions(file)
    assert "2" in str(caught.value) and "关联.xlsx" in str(caught.value)


def test_workbook_that_is_no_list_is_told(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["街道", "姓名"])  # type: ignore[union-attr]
    book.save(tmp_path / "名册.xlsx")
    with pytest.raises(UsageError, match=r"名册\.xlsx"):
        read_decisions(tmp_path / "名册.xlsx")
    (tmp_path / "坏.xlsx").write_bytes(b"PK\x03\x04")
    with pytest.raises(FileRefused, match=r"坏\.xlsx"):
        read_decisions(tmp_path / "坏.xlsx")


def test_cells_that_look_like_formulas_stay_text(tmp_path: Path) -> None:
    file = tmp_path / "关联.xlsx"
    write_links([replace(LINK, name="=1+1", a="http://x")], file)
    row = openpyxl.load_workbook(file).worksheets[0][2]
    assert [(cell.value, cell.data_type, cell.hyperlink) for cell in row if cell.value in ("=1+1", "http://x")] == [
        ("=1+1", "s", None),
        ("http://x", "s", None),
    ]
