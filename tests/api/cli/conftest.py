"""Rosters of one compound in which everything that a command can say occurs once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.fixture
def rosters(write_roster: Callable[..., Path], write_codes: Callable[..., Path]) -> Path:
    """Codes, a grid with a foreign code, a dropped and an unknown column, a compound, and a pair that waits."""
    write_roster(
        "网格员花名册.csv", ["社区", "网格名称", "网格编码", "网格长", "网格长联系电话", "身份证号", "特长爱好"],
        [["康吉社区", "第1网格", "140213051001001", "张春生", "13800000001", "140213199001010011", "书法"]],
    )  # fmt: skip
    ledger = [["康吉社区", "锦绣花园", "第1网格", 300, 4]]
    write_roster("小区台账.csv", ["社区", "小区名称", "网格", "户数", "楼栋数"], ledger)
    write_roster(
        "党支部书记花名册.csv", ["社区", "小区名称", "党支部名称", "姓名", "任职时间"],
        [["康吉社区", "锦绣花园", "锦绣花园党支部", "郑志强", "2021-05-01"]],
    )  # fmt: skip
    write_roster(
        "业委会成员名单.csv", ["社区", "小区名称", "组织类型", "任期起", "姓名", "职务"],
        [["康吉社区", "锦绣花园", "业委会", "2024-03-01", "郑志强", "主任"]],
    )  # fmt: skip
    return write_codes().parent


def shape(value: object) -> object:
    """What a document is made of: keys and types, lists by their first item."""
    if isinstance(value, dict):
        return {key: shape(item) for key, item in value.items()}
    if isinstance(value, list):
        return [shape(value[0])] if value else []
    return type(value).__name__


@pytest.fixture(name="shape")
def shape_fixture() -> Callable[[object], object]:
    """The shape of a JSON document, which scripts rely on: see :func:`shape`."""
    return shape
