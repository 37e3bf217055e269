"""Findings: the JSON exactly as the interfaces have it, the same identities from run to run, names and areas."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from random import Random
from types import NoneType
from typing import Any

import networkx as nx
import pytest

from graph.coverage.compiled import CompiledRule
from graph.coverage.findings import Findings, plain
from graph.coverage.query import Span
from graph.coverage.run import run_rules
from graph.store.snapshot import DatedFacts, Edge, Fact, network_on

AS_OF = date(2026, 11, 1)

District = Callable[..., nx.MultiDiGraph]
MakeRule = Callable[..., CompiledRule]

GRIDS = """
kind: exists
target: Grid
check: {paths: ["<-BASED_IN PartyOrganisation"]}
"""
CODES = """
id: T2
kind: unique
target: Grid
check: {key: [code], each: true}
"""
FINDING: dict[str, Any] = {
    "id": str, "rule": str, "severity": str, "target": dict, "area": dict, "observed": object, "expected": object,
    "message": dict, "basis": str, "facts": list, "remedies": list,
}  # fmt: skip
TARGET: dict[str, Any] = {"label": str, "id": str, "code": (str, NoneType), "name": str}
FACT: dict[str, Any] = {
    "of": str, "property": (str, NoneType), "file": (str, NoneType), "sheet": (str, NoneType), "row": (int, NoneType),
    "column": (str, NoneType), "heading": (str, NoneType), "value": object,
}  # fmt: skip
REMEDY: dict[str, Any] = {"order": int, "zh": str, "en": str, "cost": (str, NoneType), "gain": dict}
GRID = {"label": "Grid", "name": "第1网格", "code": "140213050001001"}


def has_shape(document: dict[str, Any], shape: dict[str, Any]) -> bool:
    """Whether it has exactly these keys, in this order, with values of these types."""
    return list(document) == list(shape) and all(isinstance(document[key], shape[key]) for key in shape)


def test_finding_has_the_shape_of_the_interfaces(rule: MakeRule, district: District) -> None:
    findings = run_rules(district({"g": GRID}, ["g WITHIN kangji"]), [rule(GRIDS)]).findings()
    document = json.loads(json.dumps(findings.document(next(iter(findings)))))
    assert has_shape(document, FINDING) and has_shape(document["target"], TARGET)
    assert all(has_shape(one, FACT) for one in document["facts"]) and document["facts"]
    assert all(has_shape(one, REMEDY) for one in document["remedies"]) and document["remedies"]
    assert document["target"] == {"label": "Grid", "id": "g", "code": "140213050001001", "name": "第1网格"}
    assert document["message"] == {"zh": "第1网格没有党组织", "en": "第1网格 has no Party organisation"}
    assert (document["basis"], document["observed"], document["expected"]) == ("试行办法第3条", False, True)


def test_area_names_every_level_that_there_is(rule: MakeRule, district: District) -> None:
    nodes = {"v": {"label": "Village", "name": "王家园村"}, "g": GRID, "h": "Grid"}
    findings = run_rules(district(nodes, ["g WITHIN v", "v WITHIN yongtai"]), [rule(GRIDS)]).findings()
    areas = {one.target: findings.area_of(one) for one in findings}
    assert areas["g"] == {
        "district": {"code": "140213000000", "name": "示例区"}, "street": {"code": "140213050000", "name": "永泰街道"},
        "community": {"code": None, "name": "王家园村"}, "grid": {"code": "140213050001001", "name": "第1网格"},
    }  # fmt: skip
    assert (areas["h"]["street"], areas["h"]["community"]) == (None, None)


def test_identities_are_the_same_whatever_the_order_of_nodes(rule: MakeRule) -> None:
    nodes = [Fact("d", "District", {}), *(Fact(f"g{n}", "Grid", {"code": str(n // 2)}) for n in range(6))]
    edges = [Edge(f"g{n}", "d", "WITHIN", {}) for n in range(6)]
    runs = []
    for seed in range(5):
        Random(seed).shuffle(nodes)
        Random(seed).shuffle(edges)
        runs.append(run_rules(network_on(DatedFacts(list(nodes), list(edges)), AS_OF), [rule(GRIDS), rule(CODES)]))
    found = [{(one.id, one.rule, one.target, one.discriminator) for one in run.findings()} for run in runs]
    assert found.count(found[0]) == 5
    assert len({id for id, *_ in found[0]}) == len(found[0]) == 12


def test_several_findings_on_one_target_differ_by_what_they_are_about(rule: MakeRule, district: District) -> None:
    same = {id: {"label": "Grid", "code": "1", "name": id} for id in "ghk"}
    findings = run_rules(district(same, [f"{id} WITHIN kangji" for id in same]), [rule(CODES)]).findings()
    assert sorted((one.target, one.discriminator) for one in findings) == [
        ("g", "h"), ("g", "k"), ("h", "g"), ("h", "k"), ("k", "g"), ("k", "h"),
    ]  # fmt: skip
    assert len({one.id for one in findings}) == 6


@pytest.mark.parametrize(
    ("id", "name"),
    [("t", "张春生（网格长）"), ("vacant", "—"), ("post", "网格长"), ("g", "第1网格"), ("h", "h"), ("m", "邻里纠纷")],
)
def test_names_are_what_people_call_it(rule: MakeRule, district: District, id: str, name: str) -> None:
    nodes = {
        "g": GRID, "h": "Grid", "post": {"label": "Post", "title": "网格长"}, "t": "Tenure", "vacant": "Tenure",
        "x": {"label": "Person", "name": "张春生"}, "m": {"label": "MatterRoute", "matter": "邻里纠纷"},
    }  # fmt: skip
    G = district(nodes, ["t OF_POST post", "t HOLDER x"])
    assert Findings(run_rules(G, [rule(GRIDS)]), []).name_of(id) == name


def test_findings_of_some_rules(rule: MakeRule, district: District) -> None:
    nodes = {"g": {**GRID, "code": "1"}, "h": {**GRID, "code": "1"}}
    findings = run_rules(district(nodes), [rule(GRIDS), rule(CODES)]).findings()
    assert (len(findings), len(findings.of_rule("T1")), len(findings.of_rule("T1", "T2"))) == (4, 2, 4)
    assert len(findings.of_rule()) == 0


@pytest.mark.parametrize(
    ("value", "json_value"), [(Span(1, 3), [1, 3]), (None, None), (0.5, 0.5), ("5–9", "5–9"), (False, False)]
)
def test_value_as_json_has_it(value: Any, json_value: Any) -> None:
    assert plain(value) == json_value
