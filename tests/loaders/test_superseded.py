"""A body that was only named gives way to the one that its roster defines; a listing for an area to one for a post."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from loaders.outcome import Outcome
from loaders.reading import ReadFile, read_files

PLACE = ["永泰街道", "康吉社区"]
GRIDS = (["街道", "社区", "网格名称", "网格长"], [[*PLACE, "第1网格", "张春生"]])
COMPOUNDS = (["街道", "社区", "小区名称", "户数", "物业公司"], [[*PLACE, "锦绣花园", 300, ""]])
CHECK_INS = (
    ["姓名", "单位名称", "报到社区", "联系电话", "报到时间"],
    [["李立", "示例供电所", "康吉社区", "13800000009", "2024-03-01"]],
)
UNITS = (
    ["街道", "社区", "单位名称", "单位性质", "党员数", "所属党组织"],
    [[*PLACE, "示例供电所", "企业", 31, "示例供电所党支部"]],
)
PARTY = (
    ["街道", "社区", "党组织名称", "类别", "成立时间"],
    [["永泰街道", "", "示例供电所党支部", "党支部", "2020-05-01"]],
)
BRANCHES = (
    ["街道", "社区", "小区名称", "党组织名称", "类别", "成立时间"],
    [[*PLACE, "锦绣花园", "锦绣花园党支部", "党支部", "2020-05-01"]],
)
PROJECTS = (
    ["项目名称", "年度", "承接主体", "街道", "社区", "购买金额(万元)"],
    [["示例为老服务", 2025, "示例和风社工服务中心", *PLACE, 5]],
)
SOCIETIES = (
    ["街道", "社区", "社会组织名称", "类型", "登记或备案"],
    [[*PLACE, "示例和风社工服务中心", "社会服务机构", "登记"]],
)
RESERVES = (
    ["街道", "社区", "小区", "姓名", "后备岗位", "入库日期", "联系电话"],
    [[*PLACE, "锦绣花园", "赵立新", "小区党支部书记", "2024-01-01", "13800000008"]],
)

Read = Callable[..., ReadFile]


@pytest.fixture
def read(write_roster: Callable[..., Path]) -> Read:
    """A roster of these headings and rows, written and read."""

    def written(name: str, roster: tuple[list[str], list[list[Any]]]) -> ReadFile:
        (file,) = read_files([write_roster(name, *roster)])
        assert file.refused is None and file.sheets[0].kind, file
        return file

    return written


@pytest.fixture
def ground(write_codes: Callable[..., Path], read: Read) -> list[ReadFile]:
    """The codes, a grid and a compound."""
    return [*read_files([write_codes()]), read("网格.xlsx", GRIDS), read("小区台账.xlsx", COMPOUNDS)]


def test_unit_that_a_check_in_named_becomes_the_one_of_the_roster(
    batches: Any, read: Read, ground: list[ReadFile]
) -> None:
    batches.load_in_turn([ground, [read("双报到.csv", CHECK_INS)]])
    assert batches.bodies("Unit") == ["示例供电所"] and batches.said("BASED_IN") and not batches.said("MEMBER_OF")
    batches.load(read("驻区单位.csv", UNITS))
    assert batches.bodies("Unit") == ["示例供电所"]
    assert ("示例供电所", "康吉社区") in batches.said("BASED_IN") and batches.said("WORKS_AT") == [("", "示例供电所")]


def test_branch_that_a_unit_named_becomes_the_one_of_the_party_roster(
    batches: Any, read: Read, ground: list[ReadFile]
) -> None:
    party = read("党组织.csv", PARTY)
    batches.load_in_turn([ground, [read("驻区单位.csv", UNITS)]])
    assert batches.bodies("PartyOrganisation") == ["示例供电所党支部"]
    batches.load(party)
    assert batches.bodies("PartyOrganisation") == ["示例供电所党支部"]
    assert batches.said("MEMBER_OF") == [("示例供电所", "示例供电所党支部")]
    assert ("示例供电所党支部", "永泰街道") in batches.said("BASED_IN")
    before = batches.state
    batches.load(party)
    assert batches.state == before


def test_branch_of_a_compound_that_a_unit_named_leads_the_compound(
    batches: Any, read: Read, ground: list[ReadFile]
) -> None:
    headings, ((*told, _),) = UNITS
    batches.load_in_turn([ground, [read("驻区单位.csv", (headings, [[*told, "锦绣花园党支部"]]))]])
    batches.load(read("党组织.csv", BRANCHES))
    assert batches.bodies("PartyOrganisation") == ["锦绣花园党支部"]
    assert [role for role in batches.bodies("Post") if "书记" in role] == ["小区党支部书记"]


def test_provider_that_a_project_named_becomes_the_social_organisation(
    batches: Any, read: Read, ground: list[ReadFile]
) -> None:
    batches.load_in_turn([ground, [read("购买服务项目.csv", PROJECTS)]])
    assert batches.bodies("Unit") == ["示例和风社工服务中心"]
    batches.load(read("社会组织.csv", SOCIETIES))
    assert (batches.bodies("Unit"), batches.bodies("SocialOrganisation")) == ([], ["示例和风社工服务中心"])
    assert batches.said("PROVIDES") == [("示例和风社工服务中心", "示例为老服务")]


def test_named_unit_stays_where_two_of_its_name_are_defined(batches: Any, read: Read, ground: list[ReadFile]) -> None:
    headings, (unit,) = UNITS
    batches.load_in_turn([ground, [read("双报到.csv", CHECK_INS)]])
    batches.load(read("驻区单位.csv", (headings, [unit, ["永泰街道", "平和社区", *unit[2:]]])))
    assert batches.bodies("Unit") == ["示例供电所"] * 3
    assert batches.said("WORKS_AT") == [("", "示例供电所")]


def test_reserve_listed_before_the_branch_is_known_is_listed_once(
    batches: Any, read: Read, ground: list[ReadFile]
) -> None:
    reserves = read("后备力量.csv", RESERVES)
    batches.load_in_turn([ground, [reserves]])
    assert batches.said("RESERVE_FOR") == [("赵立新", "锦绣花园")]
    batches.load_in_turn([[read("党组织.csv", BRANCHES)], [reserves]])
    assert batches.said("RESERVE_FOR") == [("赵立新", "小区党支部书记")]
    before = batches.state
    batches.load(reserves)
    assert batches.state == before


def test_undo_brings_the_named_unit_back(
    load: Callable[..., Outcome], govgraph: Callable[..., Any], dump: Callable[..., list[str]],
    write_roster: Callable[..., Path], write_codes: Callable[..., Path],
) -> None:  # fmt: skip
    load(write_codes(), write_roster("网格.xlsx", *GRIDS), write_roster("双报到.csv", *CHECK_INS))
    before = dump(facts=True)
    assert load(write_roster("驻区单位.csv", *UNITS)).batch
    assert dump(facts=True) != before
    assert govgraph("undo", 2).code == 0
    assert dump(facts=True) == before
