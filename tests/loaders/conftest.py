"""A corner of the district in five rosters of a few rows, and loads of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from graph.store.connection import Store
from loaders.linking.secret import Key, new_key
from loaders.load import LoadOptions, load_files
from loaders.outcome import Outcome

AS_OF = date(2026, 11, 1)

GRIDS = (
    ["街道", "社区", "网格名称", "网格长", "网格长联系电话", "网格指导员", "红色网格员", "户数"],
    [
        ["永泰街道", "康吉社区", "第1网格", "张春生", "13800000001", "李明理", "王红霞", 310],
        ["永泰街道", "康吉社区", "第2网格", "赵立新", "13800000002", "", "", 295],
        ["永泰街道", "平和社区", "第1网格", "钱永福", "13800000003", "孙建业", "", 280],
        ["古城街道", "大十字社区", "第1网格", "周志远", "13800000004", "", "吴秀兰", 300],
    ],
)
COMPOUNDS = (
    ["街道", "社区", "小区名称", "网格", "户数", "物业公司"],
    [
        ["永泰街道", "康吉社区", "锦绣花园", "第1网格", 300, "平城明德物业有限公司"],
        ["永泰街道", "平和社区", "和顺小区", "第1网格", 260, ""],
        ["古城街道", "大十字社区", "鼓楼里", "第1网格", 180, ""],
    ],
)
SECRETARIES = (
    ["街道", "社区", "小区名称", "党支部名称", "姓名", "联系电话", "任职时间", "工作单位"],
    [
        ["永泰街道", "康吉社区", "锦绣花园", "锦绣花园党支部", "郑志强", "13900000001", "2021-05-01", ""],
        ["永泰街道", "平和社区", "和顺小区", "和顺小区党支部", "冯国安", "13900000002", "2021-06-01", ""],
        ["古城街道", "大十字社区", "鼓楼里", "鼓楼里党支部", "陈玉梅", "13900000003", "2021-07-01", "平城一中"],
    ],
)
COMMITTEES = (
    ["社区", "小区名称", "组织类型", "任期起", "任期止", "姓名", "职务", "是否小区党支部书记", "工作单位", "联系电话"],
    [
        ["康吉社区", "锦绣花园", "业委会", "2024-03-01", "2029-03-01", "郑志强", "主任", "", "", "13900000001"],
        ["平和社区", "和顺小区", "业委会", "2024-04-01", "2029-04-01", "冯国安", "主任", "是", "", ""],
        ["大十字社区", "鼓楼里", "业委会", "2024-05-01", "2029-05-01", "陈玉梅", "主任", "", "平城一中", ""],
    ],
)
"""One director joins by name and full phone, one by a stated post, one waits: the same name and unit, no more."""


@pytest.fixture
def small_district(write_roster: Callable[..., Path], write_codes: Callable[..., Path]) -> Path:
    """The folder of the five rosters."""
    write_roster("网格员花名册.xlsx", *GRIDS)
    write_roster("小区台账.xlsx", *COMPOUNDS)
    write_roster("党支部书记花名册.csv", *SECRETARIES)
    write_roster("业委会成员名单.xlsx", *COMMITTEES)
    return write_codes().parent


@pytest.fixture
def key() -> Key:
    """A hash key of the test's own."""
    return new_key()


@pytest.fixture
def load(ready_store: Store, key: Key) -> Callable[..., Outcome]:
    """Loads files into the store of the test, which is empty at first."""

    def loaded(*paths: Path, **options: Any) -> Outcome:
        return load_files(ready_store, key, paths, LoadOptions(**{"as_of": AS_OF, "by": "tester", **options}))

    return loaded
