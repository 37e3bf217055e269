"""The shape of results: the JSON of ``coverage`` exactly as the interfaces have it, rows by area, direct targets apart."""

from __future__ import annotations

import json
from collections.abc import Callable
from types import NoneType
from typing import Any

import networkx as nx
import pytest

from graph.coverage.compiled import CompiledRule
from graph.coverage.results import Run
from graph.coverage.run import run_rules

District = Callable[..., nx.MultiDiGraph]
MakeRule = Callable[..., CompiledRule]

CENTRES = """
kind: exists
target: [District, Street, Community]
told_by: [facilities]
check: {paths: ["<-LOCATED_IN Centre"]}
"""
WORKERS = """
kind: ratio
target: Community
check: {numerator: communityWorkers, denominator: persons, times: 10000, unit: 人/万人, least: 18}
peers: [{place: {zh: 外地, en: elsewhere}, value: 20, source: 公布数}]
"""
FORMS = """
kind: readiness
target: Grid
check:
  parts:
    - {id: code, name: {zh: 编码, en: code}, require: {code: {recorded: true}}}
    - {id: kind, name: {zh: 类型, en: kind}, require: {kind: basic}}
"""
NUMBER = (int, float)
COUNTS: dict[str, Any] = {
    **dict.fromkeys(("total", "due", "present", "exempt", "unknown", "gap"), int),
    **dict.fromkeys(("ratio", "ratioLow", "ratioHigh", "numerator", "denominator", "value"), (*NUMBER, NoneType)),
}
RESULT: dict[str, Any] = {
    "rule": str, "ruleVersion": str, "name": dict, "severity": str, "status": str, **COUNTS, "unit": (str, NoneType),
    "exemptBy": dict, "scopes": list,
}  # fmt: skip
SCOPE: dict[str, Any] = {"area": dict, "direct": bool, **COUNTS}
AREA: dict[str, Any] = {"id": str, "code": (str, NoneType), "name": str, "level": str}


def has_shape(document: dict[str, Any], shape: dict[str, Any]) -> bool:
    """Whether it has exactly these keys, in this order, with values of these types."""
    return list(document) == list(shape) and all(isinstance(document[key], shape[key]) for key in shape)


@pytest.fixture
def run(rule: MakeRule, district: District) -> Run:
    """Centres of the district, one street and one community; workers per 10,000; a checklist of grids."""
    told = {"communityWorkers": 4, "persons": 2000}
    nodes = {
        "kangji": {"label": "Community", "name": "康吉社区", **told}, "g": {"label": "Grid", "code": "1"}, "h": "Grid",
        **dict.fromkeys(("a", "b", "c"), "Centre"),
    }  # fmt: skip
    edges = ["a LOCATED_IN district", "b LOCATED_IN yongtai", "c LOCATED_IN kangji", "g WITHIN kangji"]
    rules = [rule(CENTRES), rule(WORKERS, id="T2"), rule(FORMS, id="T3", status="comparison")]
    return run_rules(district(nodes, edges), rules)


def test_coverage_has_the_shape_of_the_interfaces(run: Run) -> None:
    document = json.loads(json.dumps(run.document("community")))
    assert (document["version"], document["asOf"], document["run"]) == (1, "2026-11-01", None)
    assert list(document) == ["version", "asOf", "run", "results"]
    centres, _, _ = document["results"]
    assert has_shape(centres, RESULT)
    assert all(has_shape(scope, SCOPE) and has_shape(scope["area"], AREA) for scope in centres["scopes"])
    assert (centres["name"], centres["exemptBy"]) == ({"zh": "试", "en": "a test"}, {"decision": 0, "condition": 0})


def test_peers_and_parts_are_told_only_where_there_are_any(run: Run) -> None:
    centres, workers, forms = run.document()["results"]
    assert "peers" not in centres and "parts" not in centres
    assert workers["peers"] == [{"place": {"zh": "外地", "en": "elsewhere"}, "value": 20, "source": "公布数"}]
    assert forms["parts"] == {
        "code": {"present": 1, "gap": 1, "unknown": 0}, "kind": {"present": 0, "gap": 0, "unknown": 2},
    }  # fmt: skip


def test_share_has_no_numerator_and_a_ratio_has_its_own_value(run: Run) -> None:
    centres, workers, _ = run.document()["results"]
    assert [centres[key] for key in ("ratio", "numerator", "denominator", "value", "unit")] == [
        0.6,
        None,
        None,
        None,
        None,
    ]
    assert [workers[key] for key in ("numerator", "denominator", "value", "unit")] == [4, 2000, 20, "人/万人"]
    assert [workers[key] for key in ("due", "unknown", "ratio", "ratioLow", "ratioHigh")] == [2, 1, None, 0.5, 1.0]


def test_direct_targets_of_an_area_with_children_are_a_row_apart(run: Run) -> None:
    rows = [(one.area, one.level, one.direct, one.counts.total, one.counts.present) for one in run["T1"].scopes()]
    assert rows == [
        ("district", "district", False, 5, 3), ("district", "district", True, 1, 1),
        ("yongtai", "street", False, 2, 2), ("yongtai", "street", True, 1, 1), ("kangji", "community", False, 1, 1),
        ("gucheng", "street", False, 2, 0), ("gucheng", "street", True, 1, 0), ("dashizi", "community", False, 1, 0),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("level", "areas"),
    [
        ("district", ["district"]),
        ("street", ["district", "yongtai"]),
        ("community", ["district", "yongtai", "kangji"]),
        ("grid", ["district", "yongtai", "kangji", "g"]),
        ("compound", ["district", "yongtai", "kangji"]),
    ],
)
def test_rows_go_down_to_the_level_asked_for(rule: MakeRule, district: District, level: str, areas: list[str]) -> None:
    run = run_rules(district({"g": "Grid"}, ["g WITHIN kangji"]), [rule(FORMS)])
    assert [scope.area for scope in run["T1"].scopes(level)] == areas


def test_rows_of_one_area_do_not_look_outside(rule: MakeRule, district: District) -> None:
    run = run_rules(district(), [rule(CENTRES)], area="yongtai")
    assert {scope.area for scope in run["T1"].scopes()} == {"yongtai", "kangji"}
    assert run["T1"].counts.total == 2


def test_run_gives_results_by_id(run: Run) -> None:
    assert run["T2"].rule == "T2"
    with pytest.raises(KeyError):
        run["T9"]
