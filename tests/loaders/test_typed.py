"""From a cell to a value, by what the kind declares of the column."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from loaders.errors import BadCell
from loaders.sheets.kinds import Column
from loaders.sheets.row import Named, Since
from loaders.typed import OTHER, mask_phone, typed
from loaders.workbook.values import parse_phone


def read(type: str, cell: Any, **declared: Any) -> tuple[Any, list[str]]:
    """The value, and the keys of what was flagged."""
    flags: list[str] = []
    column = Column.model_validate({"headings": ["某列"], "type": type, **declared})
    return typed(cell, column, lambda key, **_: flags.append(key)), flags


@pytest.mark.parametrize(
    ("type", "cell", "value"),
    [
        ("text", " 东至\n迎宾街 ", "东至 迎宾街"), ("text", None, None),
        ("name", "张　三", (Named("张三"),)), ("name", "空缺", None),
        ("people", "张三、李四", (Named("张三"), Named("李四"))),
        ("list", "锦绣花园、和顺小区\n锦绣花园", ("锦绣花园", "和顺小区")), ("list", "无", None),
        ("grids", "第1网格，2网格", ("第1网格", "2网格")),
        ("date", "2021.6", date(2021, 6, 1)), ("date", 44562, date(2022, 1, 1)), ("date", "/", None),
        ("since", "2021.6-至今", Since(date(2021, 6, 1), None, "month", "open")),
        ("since", "2021.06.05—2024.5", Since(date(2021, 6, 5), date(2024, 6, 1), "day", "known")),
        ("yes_no", "√", True), ("yes_no", "无", False), ("yes_no", None, None),
        ("count", "1,200户", 1200), ("number", "300.5㎡", 300.5), ("percent", "95.5%", 0.955),
        ("code", "140213050001001", "140213050001001"), ("division", 140213050001, "140213050001"),
        ("uscc", "91350100M000100Y43", "91350100M000100Y43"),
        ("year", "1998年", 1998), ("year", "/", None),
    ],
)  # fmt: skip
def test_cells_become_values(type: str, cell: Any, value: Any) -> None:
    assert read(type, cell) == (value, [])


@pytest.mark.parametrize(
    ("type", "cell"),
    [
        ("date", "2021-02-31"),
        ("division", "1402130500"),
        ("code", 1.40213050001e16),
        ("count", "若干"),
        ("name", "张3"),
        ("phone", "13800"),
        ("year", "二〇一二"),
        ("yes_no", "也许"),
    ],
)
def test_cells_that_cannot_be_read_are_refused(type: str, cell: Any) -> None:
    with pytest.raises(BadCell):
        read(type, cell)


@pytest.mark.parametrize(
    ("type", "cell", "value", "flag"),
    [
        ("count", "约300", 300, "checks.approximate"),
        ("uscc", "91350100M000100Y4Z", "91350100M000100Y4Z", "checks.bad_uscc"),
        ("name", "张三、李四", (Named("张三"), Named("李四")), "checks.several_people"),
    ],
)
def test_values_worth_a_word_are_used_and_flagged(type: str, cell: Any, value: Any, flag: str) -> None:
    assert read(type, cell) == (value, [flag])


def test_end_of_a_partial_date_is_the_next_period() -> None:
    assert read("date", "2027.6", bound="to") == (date(2027, 7, 1), [])
    assert read("date", "2027.6", bound="from") == (date(2027, 6, 1), [])


@pytest.mark.parametrize(
    ("cell", "value", "flags"),
    [
        ("业委会", "owners", []),
        ("业主 委员会", "owners", []),
        ("筹备组", OTHER, ["checks.unknown_word"]),
        ("", None, []),
    ],
)
def test_closed_column_keeps_an_unknown_word_as_other(cell: str, value: str | None, flags: list[str]) -> None:
    assert read("choice", cell, choices={"owners": ["业委会", "业主委员会"]}) == (value, flags)


@pytest.mark.parametrize(
    ("cell", "phones"),
    [
        ("13800000000", (("13800000000", "138****0000"),)),
        (13800000000.0, (("13800000000", "138****0000"),)),
        ("138****0000", ((None, "138****0000"),)),
        ("0352-6021234", ((None, "035****1234"),)),
        ("6021234", ((None, "****34"),)),
        ("13800000000/6021234", (("13800000000", "138****0000"), (None, "****34"))),
        ("12345", ((None, "****45"),)),
    ],
)
def test_only_full_mobiles_may_join_and_only_masks_are_shown(cell: Any, phones: Any) -> None:
    assert read("phone", cell) == (phones, [])


def test_people_with_phones_in_their_cell_keep_the_mask() -> None:
    ((one, other), _) = read("people", "张三(13800000000)、李四")
    assert (one, other) == (Named("张三", "13800000000", "138****0000"), Named("李四"))


@pytest.mark.parametrize("number", ["13800000000", "03526021234", "6021234", "12345", "4008123456"])
def test_mask_never_shows_more_than_half(number: str) -> None:
    phone = parse_phone(number)
    assert phone is not None
    shown = mask_phone(phone)
    assert number not in shown and sum(sign.isdigit() for sign in shown) <= 7
