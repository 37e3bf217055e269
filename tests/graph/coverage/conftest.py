"""A rule as a user writes it: a compound needs two stations."""

from __future__ import annotations

import pytest

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


@pytest.fixture
def own_rule() -> str:
    """The text of the rule X1, with all that a rule needs."""
    return OWN_RULE
