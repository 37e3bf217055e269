"""吹哨报到事项清单: which department answers a street's whistle for which matter, and who."""

from __future__ import annotations

from typing import Any

import pytest


def test_departments_are_one_under_every_spelling(gathered: Any, named: Any) -> None:
    departments = named(gathered("departments"), "Department")
    assert len(departments) == 15
    assert {"平城区城市管理局", "平城区市场监督管理局", "平城区司法局"} <= set(departments)


def test_each_matter_is_answered_in_its_streets(gathered: Any, joined: Any) -> None:
    answers = joined(gathered("departments"), "RESPONDS_TO")
    where = {(told["matter"], street): (department, told["post"]) for department, street, told in answers}
    assert where["占道经营", "永泰街道"] == ("平城区城市管理局", "市容监管股")
    assert where["绿化管护", "白登山街道"][0] == "平城区园林服务中心"
    assert ("老旧小区改造", "白登山街道") not in where
    assert where["适龄入学", "永泰街道"] == ("平城区教育局", None)


def test_one_department_has_a_post_for_each_office(gathered: Any, joined: Any) -> None:
    load = gathered("departments")
    posts = {post for post, body, _ in joined(load, "POST_IN") if body == "平城区住房和城乡建设局"}
    assert posts == {"物业管理股", "改造办公室", "公用事业股"}
    steps = {matter: post for matter, post, told in joined(load, "STEP") if told["participants"] == "责任部门"}
    assert steps["消防通道堵塞"] == steps["电动车违规充电"] == "防火监督股"


def test_a_matter_without_department_is_kept_and_flagged(gathered: Any, named: Any, joined: Any) -> None:
    load = gathered("departments")
    assert len(named(load, "MatterRoute")) == 22
    assert "交通秩序" not in {matter for matter, _, _ in joined(load, "STEP")}
    flags = [(flag.row, flag.column) for flag in load.remarks if flag.file == "25departments.csv"]
    assert flags == [(20, "C")]


def test_a_contact_may_be_missing_or_several(gathered: Any, joined: Any) -> None:
    load = gathered("departments")
    holders = {tenure: person for tenure, person, _ in joined(load, "HOLDER")}
    of = [(post, holders[tenure]) for tenure, post, _ in joined(load, "OF_POST")]
    assert {person for post, person in of if post == "养老服务股"} == {"杨晓燕", "赵文斌"}
    assert "社会救助股" not in dict(of)


def test_supporting_departments_take_the_second_step(gathered: Any, joined: Any) -> None:
    steps = [step for step in joined(gathered("departments"), "STEP") if step[0] == "物业服务纠纷"]
    assert [(end, told["order"]) for _, end, told in steps] == [
        ("物业管理股", 1), ("平城区市场监督管理局", 2), ("平城区司法局", 2),
    ]  # fmt: skip


@pytest.mark.parametrize(("streets", "key"), [("永太街道", "checks.no_street"), ("", None)])
def test_streets_are_those_of_the_code_list(gathered: Any, roster: Any, streets: str, key: str | None) -> None:
    load = gathered(roster("departments", ["吹哨事项", "责任部门", "适用街道"], ["占道经营", "区城市管理局", streets]))
    assert [remark.why.key for remark in load.desk.remarks.refused] == ([key] if key else [])
