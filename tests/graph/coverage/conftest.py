"""A district of two streets on which rules are run: rules written in a few lines, graphs in a few words.

``district`` 示例区 holds ``yongtai`` 永泰街道 with ``kangji`` 康吉社区 and ``gucheng`` 古城街道 with ``dashizi`` 大十字社区.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

import networkx as nx
import pytest
import yaml

from graph.coverage.catalogue import parse_rules
from graph.coverage.compiled import CompiledRule
from graph.store.snapshot import DatedFacts, Edge, Fact, network_on

AS_OF = date(2026, 11, 1)
GROUND = {
    "district": {"label": "District", "name": "示例区", "code": "140213000000"},
    "yongtai": {"label": "Street", "name": "永泰街道", "code": "140213050000"},
    "gucheng": {"label": "Street", "name": "古城街道", "code": "140213051000"},
    "kangji": {"label": "Community", "name": "康吉社区", "code": "140213050001"},
    "dashizi": {"label": "Community", "name": "大十字社区", "code": "140213051001"},
}
TREE = ("yongtai WITHIN district", "gucheng WITHIN district", "kangji WITHIN yongtai", "dashizi WITHIN gucheng")
COMMON = """
id: T1
name: {zh: 试, en: a test}
scope: 格
severity: amber
message: {zh: "{target}没有党组织", en: "{target} has no Party organisation"}
remedies: [{zh: 单独组建, en: form one, cost: low}]
basis: [{document: 试行办法, article: 第3条, grade: L}]
fixtures: {pass: {}, fail: {}, unknown: {}, exempt: {}}
"""
OWN_RULE = """\
id: X1
name: {zh: 示例, en: example}
scope: 小
kind: count
severity: amber
target: Compound
thresholds:
  least:
    - {value: 2, from: 2020-01-01}
check:
  value: {count: "<-LOCATED_IN Station"}
  least: $least
message:
  zh: "{target}只有{observed}个站"
  en: "{target} has {observed} stations"
remedies:
  - {zh: 建站, en: build one}
basis:
  - {document: 示例办法, grade: D}
fixtures:
  base:
    nodes: {c: Compound, s: Station, z: Station}
    edges: [[s, LOCATED_IN, c], [z, LOCATED_IN, c]]
  pass: {target: c}
  fail: {target: c, without: [z]}
  unknown: {target: c, without: [z], not_loaded: [facilities]}
  exempt: {target: c, exempt: true}
told_by: [facilities]
"""
"""A rule as a user writes it: a compound needs two stations."""


@pytest.fixture
def own_rule() -> str:
    """The text of the rule X1, with all that a rule needs."""
    return OWN_RULE


@pytest.fixture(scope="session")
def rule() -> Callable[..., CompiledRule]:
    """A rule of which only what matters is written; what is wrong with it fails the test."""

    def make(text: str, **more: Any) -> CompiledRule:
        document = yaml.safe_load(COMMON) | yaml.safe_load(text) | more
        rules, problems = parse_rules(yaml.safe_dump(document, allow_unicode=True), "T1.yaml")
        assert not problems, "; ".join(map(str, problems))
        return rules[0]

    return make


@pytest.fixture(scope="session")
def district() -> Callable[..., nx.MultiDiGraph]:
    """The district with more nodes (by id: a label, or properties) and edges (``"a TYPE b"``; with properties a pair)."""

    def make(
        nodes: dict[str, Any] | None = None,
        edges: Iterable[str | tuple[str, dict[str, Any]]] = (),
        not_loaded: Iterable[str] = (),
    ) -> nx.MultiDiGraph:
        rows = {id: {"label": row} if isinstance(row, str) else row for id, row in {**GROUND, **(nodes or {})}.items()}
        facts = [
            Fact(id, row["label"], {name: value for name, value in row.items() if name != "label"})
            for id, row in rows.items()
        ]
        told = [(edge, {}) if isinstance(edge, str) else edge for edge in (*TREE, *edges)]
        ties = [Edge(start, end, kind, row) for edge, row in told for start, kind, end in (edge.split(),)]
        G = network_on(DatedFacts(facts, ties), AS_OF)
        G.graph["not_loaded"] = tuple(not_loaded)
        return G

    return make
