"""Which kind a sheet is, and where each heading goes: every one ends in exactly one place."""

from __future__ import annotations

import pytest

from loaders.recognise import known_headings, lay_out, nearest_headings, nearest_kinds, recognise
from loaders.sheets.kinds import load_common, load_kinds
from loaders.workbook.header import Header, find_header
from loaders.workbook.sheet import Sheet

GRIDS = ["序号", "街道", "社区", "网格名称", "网格长", "网格长联系电话", "户数"]


def header(*headings: str) -> Header:
    return find_header(Sheet("表", [[*headings]]), known_headings())


@pytest.mark.parametrize("name", [*load_kinds()])
def test_kind_is_recognised_by_the_first_heading_of_each_column(name: str) -> None:
    kind = load_kinds()[name]
    own = (declared for column, declared in kind.columns.items() if column not in kind.without)
    found = recognise(header(*dict.fromkeys(declared.headings[0] for declared in own)), kind.titles[:1])
    assert found is not None and found.kind.kind == name


@pytest.mark.parametrize("name", [*load_kinds()])
def test_no_heading_of_a_kind_means_two_columns(name: str) -> None:
    kind = load_kinds()[name]
    own = (declared for column, declared in kind.columns.items() if column not in load_common().columns)
    words = [word for declared in own for word in declared.headings]
    assert len(words) == len(set(words))


@pytest.mark.parametrize(
    ("heading", "place"),
    [
        ("网格长姓名", "columns"), ("网格长\n姓 名 *", "columns"), ("备注", "ignored"), ("身份证号", "dropped"),
        ("网格员家庭住址", "dropped"), ("民族", "dropped"), ("手环编号", "unmapped"),
    ],
)  # fmt: skip
def test_heading_ends_in_one_place(heading: str, place: str) -> None:
    layout = lay_out(load_kinds()["grids"], header("街道", "社区", "网格名称", "户数", heading))
    where = {
        "columns": layout.columns.values(), "ignored": [column for column, _ in layout.ignored],
        "dropped": [column for column, _, _ in layout.dropped], "unmapped": [column for column, _ in layout.unmapped],
    }  # fmt: skip
    assert [name for name, columns in where.items() if 5 in columns] == [place]


def test_second_column_of_one_heading_is_told_and_not_used() -> None:
    layout = lay_out(load_kinds()["grids"], header(*GRIDS, "网格长姓名"))
    assert layout.columns["leader"] == 5 and (8, "网格长姓名") in (*layout.ignored, *layout.unmapped)


def test_sheet_without_what_the_kind_needs_is_of_no_kind() -> None:
    assert recognise(header("街道", "社区", "户数"), []) is None
    assert recognise(header("街道", "姓名", "联系电话"), ["网格员花名册"]) is None


def test_kind_that_explains_most_is_chosen() -> None:
    headings = header("街道", "社区", "姓名", "职务", "联系电话", "任职时间", "党内职务", "居委会职务")
    found = recognise(headings, ["社区两委花名册"])
    assert found is not None and found.kind.kind == "two_committees"


def test_nearest_kinds_say_what_is_missing() -> None:
    assert "网格员花名册（缺" in nearest_kinds(header("街道", "社区", "网格长", "网格指导员", "户数"), ["网格员花名册"])
    assert nearest_kinds(Header(1, 1, ()), []) == "—"


def test_nearest_headings_are_given_or_a_dash() -> None:
    assert "网格长联系电话" in nearest_headings(load_kinds()["grids"], "网格长联系电活")
    assert nearest_headings(load_kinds()["grids"], "血糖") == "—"
