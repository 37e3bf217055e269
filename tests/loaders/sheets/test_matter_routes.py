"""三类事: the route of each class of matters, step by step, to posts and bodies."""

from __future__ import annotations

from typing import Any

import pytest

from loaders.sheets.matter_routes.rows import names_without_titles

HEADINGS = ["街道", "社区", "小区", "类别", "环节序号", "参与方类型", "单位", "岗位/姓名"]
PLACE = ["白登山街道", "御东学府南社区", "学府南苑"]


def steps(load: Any, joined: Any, route: str) -> dict[tuple[int, str], str]:
    return {(told["order"], told["participants"]): end for start, end, told in joined(load, "STEP") if start == route}


def test_routes_by_class(gathered: Any, named: Any) -> None:
    routes = named(gathered("matter_routes", "owners_committees"), "MatterRoute")
    assert len(routes) == 16
    assert routes["松涛园第二类事项"].properties["class"] == 2
    assert routes["御华社区第三类事项"].properties["unresolved"] == ["7 派出所 示例派出所"]


def test_steps_lead_to_posts_in_order(gathered: Any, joined: Any) -> None:
    found = steps(gathered("matter_routes"), joined, "学府南苑第三类事项")
    assert found == {
        (1, "小区党支部"): "小区党支部书记",
        (2, "物管会/业委会"): "业委会主任",
        (3, "居民代表"): "居民代表",
        (4, "网格员"): "网格员",
        (5, "共建单位党组织"): "示例第一中学党支部",
    }


def test_a_committee_is_meant_without_its_name(gathered: Any, joined: Any) -> None:
    load = gathered("matter_routes")
    assert steps(load, joined, "御华花园A区第二类事项") == {(1, "物管会/业委会"): "业委会主任"}
    assert steps(load, joined, "御华社区第三类事项") == {(6, "社区党组织"): "社区党组织书记"}


def test_an_unknown_body_is_kept_as_text_and_flagged(gathered: Any, named: Any) -> None:
    load = gathered("matter_routes")
    routes = named(load, "MatterRoute")
    assert routes["桐府一号第一类事项"].properties["unresolved"] == ["1 物业企业 示例不存在物业公司"]
    assert routes["桐府一号第三类事项"].properties["unresolved"] == ["5 共建单位党组织"]
    flags = {(flag.row, flag.column) for flag in load.remarks if flag.file == "31matter_routes.xlsx"}
    assert {(25, "G"), (31, "G"), (37, "G"), (40, "G")} <= flags


def test_named_representatives_hold_posts(gathered: Any, joined: Any) -> None:
    load = gathered("matter_routes")
    holder = {tenure: person for tenure, person, _ in joined(load, "HOLDER")}
    held = sorted(holder[tenure] for tenure, post, _ in joined(load, "OF_POST") if post == "居民代表")
    assert held == ["吴玉梅", "周海涛", "赵文斌", "陈永平", "黄丽华"]


def test_whom_a_route_and_a_ledger_name_is_one_holder(gathered: Any, holders: Any) -> None:
    load = gathered("matter_routes", "owners_committees", "branch_secretaries")
    assert holders(load, "branchSecretary")["学府南苑"] == ["张建国"]
    assert holders(load, "projectManager")["学府南苑"] == ["张淑珍"]
    assert not [flag for flag in load.remarks if flag.file.startswith("31") and "席位" in flag.why.zh]


@pytest.mark.parametrize(("written", "names"), [("网格长：李四", "李四"), ("张三、李四", "张三、李四"), ("主任", "")])
def test_titles_are_no_names(written: str, names: str) -> None:
    assert names_without_titles(written) == names


def test_an_unknown_compound_is_refused(gathered: Any, roster: Any) -> None:
    row = [*PLACE[:2], "学府西苑", "第一类", 1, "物业企业", "示例阳光物业有限公司", ""]
    refused = gathered(roster("matter_routes", HEADINGS, row)).desk.remarks.refused
    assert [(remark.row, remark.column, remark.why.key) for remark in refused] == [(2, "C", "checks.no_compound")]


def test_a_department_takes_part_as_named(gathered: Any, roster: Any, joined: Any) -> None:
    load = gathered(roster("matter_routes", HEADINGS, [*PLACE, "三类", 6, "职能部门", "区司法局", ""]))
    assert steps(load, joined, "学府南苑第三类事项") == {(6, "职能部门"): "平城区司法局"}
