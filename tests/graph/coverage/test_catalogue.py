"""A user's own rule file: each thing that may be wrong with it is its own message, with its line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import graph
from graph.coverage.catalogue import load_rules, read_rules, rule_named
from graph.coverage.check_file import check_rule_file
from graph.errors import UsageError

MESSAGE_ZH = '  zh: "{target}只有{observed}个站"\n'
MESSAGE_EN = '  en: "{target} has {observed} stations"\n'
WRONG = {
    "unknown label": ("target: Compound", "target: Compuond", 6, "no_label"),
    "unknown label in a path": ("LOCATED_IN Station", "LOCATED_IN Statoin", 11, "no_label"),
    "wrong direction": ("<-LOCATED_IN", "->LOCATED_IN", 11, "wrong_direction"),
    "unknown relationship": ("<-LOCATED_IN", "<-LOCATD_IN", 11, "no_type"),
    "path that the model lacks": ("<-LOCATED_IN Station", "<-HOLDER Person", 11, "no_such_join"),
    "no path": ("<-LOCATED_IN Station", "to the station", 11, "bad_path"),
    "missing message": ("message:\n" + MESSAGE_ZH + MESSAGE_EN, "", 1, "missing"),
    "message in one language": (MESSAGE_EN, "", 13, "missing"),
    "empty message": ('"{target} has {observed} stations"', '" "', 15, "empty_text"),
    "message that names an office's appointment": ("只有{observed}个站", "应任命一人", 14, "wording"),
    "threshold without a date": ("{value: 2, from: 2020-01-01}", "{value: 2}", 9, "missing"),
    "threshold that is not declared": ("least: $least", "least: $most", 12, "no_threshold"),
    "unknown entry": ("scope: 小", "scope: 小\nscoope: 小", 4, "not_a_key"),
    "unknown severity": ("severity: amber", "severity: pink", 5, "bad_value"),
    "unknown kind": ("kind: count", "kind: counting", 4, "bad_value"),
    "no YAML": ("kind: count", "kind: [count", 5, "no_yaml"),
    "newer version": ("id: X1", "version_of_format: 2\nid: X1", 1, "too_new"),
    "fixture that fails": ("pass: {target: c}", "pass: {target: c, without: [s]}", 24, "fixture_fails"),
    "fixture of no target": ("pass: {target: c}", "pass: {target: q}", 24, "fixture_fails"),
    "fixture that takes out nothing": ("fail: {target: c, without: [z]", "fail: {target: c, without: [y]", 25, "no_node"),
    "fixture of an unknown label": ("pass: {target: c}", "pass: {target: c, nodes: {q: Nothing}}", 24, "no_label"),
    "areas that lie within one another": (
        "pass: {target: c}", "pass: {target: c, edges: [[district, WITHIN, street]]}", 24, "area_cycle"),
    "place that nothing fills": ("{observed} stations", "{obsreved} stations", 15, "no_place"),
    "braces that do not match": ("{observed} stations", "{observed stations", 15, "bad_places"),
}  # fmt: skip
"""What is replaced by what, the line on which the problem is told, and the message."""


@pytest.fixture
def rule_file(tmp_path: Path) -> Callable[[str], Path]:
    """Writes a rule file."""

    def write(source: str) -> Path:
        file = tmp_path / "own.yaml"
        file.write_text(source, encoding="utf-8")
        return file

    return write


def test_right_file_has_no_problem_and_runs(rule_file: Callable[[str], Path], own_rule: str) -> None:
    file = rule_file(own_rule)
    assert check_rule_file(file) == []
    (rule,) = read_rules(file)
    assert rule.id == "X1"


@pytest.mark.parametrize(("old", "new", "line", "key"), WRONG.values(), ids=WRONG)
def test_each_problem_is_told_with_its_line(
    rule_file: Callable[[str], Path], own_rule: str, old: str, new: str, line: int, key: str
) -> None:
    assert own_rule.count(old) == 1
    problems = check_rule_file(rule_file(own_rule.replace(old, new)))
    assert [(problem.line, problem.message.key.partition(".")[2]) for problem in problems][:1] == [(line, key)]
    assert str(problems[0]).startswith(f"own.yaml:{line} ")


def test_every_problem_of_a_list_of_rules_is_told_at_its_own_line(
    rule_file: Callable[[str], Path], own_rule: str
) -> None:
    one = "".join(f"  {line}\n" for line in own_rule.splitlines()).replace("  id", "- id", 1)
    other = one.replace("id: X1", "id: X2").replace("<-LOCATED_IN", "->LOCATED_IN")
    third = one.replace("pass: {target: c}", "pass: {target: c, without: [s]}")
    problems = check_rule_file(rule_file(one + other + third))
    height = own_rule.count("\n")
    assert [(problem.line, problem.rule) for problem in problems] == [
        (height + 11, "X2"),
        (2 * height + 1, "X1"),
    ]


def test_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"none\.yaml"):
        check_rule_file(tmp_path / "none.yaml")


@pytest.mark.parametrize("source", ["", "只是文字", "- 1\n- 2\n"])
def test_text_that_is_no_rule_is_told(rule_file: Callable[[str], Path], source: str) -> None:
    problems = check_rule_file(rule_file(source))
    assert {problem.message.key for problem in problems} == {"rules.no_rule_document"}


@pytest.mark.parametrize("id", load_rules())
def test_shipped_rule_passes_the_check_of_users_files(id: str) -> None:
    path = Path(graph.__file__).parent / "coverage" / "rules" / f"{id}.yaml"
    assert [*map(str, check_rule_file(path))] == []


def test_unknown_rule_is_told_with_near_ones() -> None:
    with pytest.raises(UsageError, match="S02"):
        rule_named("S002")
