"""Every shipped rule, whatever is in the catalogue: read, proved by its own fixtures, worded, dated, and able to find."""

from __future__ import annotations

import string
from collections.abc import Iterable
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import Any

import pytest
import yaml

from graph.coverage.catalogue import load_rules, parse_rules
from graph.coverage.compiled import CompiledRule
from graph.coverage.fixtures import build_fixture, fixture_state, fixtures_of
from graph.coverage.lines import line_of
from graph.coverage.run import evaluate
from graph.store.snapshot import index_of

RULES = {
    file.name.removesuffix(".yaml"): file.read_text("utf-8")
    for file in sorted((resources.files("graph.coverage") / "rules").iterdir(), key=lambda file: file.name)
    if file.name.endswith(".yaml")
}
FORBIDDEN = ("任命", "撤换", "appoint", "dismiss")

every_rule = pytest.mark.parametrize("id", RULES)


@cache
def compiled(id: str) -> CompiledRule:
    """The rule of a file; whatever is wrong with it fails the test."""
    rules, problems = parse_rules(RULES[id], f"{id}.yaml")
    assert not problems, "\n".join(map(str, problems))
    (rule,) = rules
    return rule


def texts_of(id: str) -> list[str]:
    """Everything that a rule may show."""
    rule = compiled(id).rule
    found = [rule.name.zh, rule.name.en, rule.message.zh, rule.message.en]
    found += [text for one in rule.remedies for text in (one.zh, one.en)]
    return [*found, rule.due.otherwise.zh, rule.due.otherwise.en] if rule.due else found


def places(text: str) -> set[str]:
    """The places of a message."""
    return {place for _, place, _, _ in string.Formatter().parse(text) if place}


def has_chinese(texts: Iterable[str]) -> bool:
    """Whether a Chinese character stands in one of them."""
    return any("\u4e00" <= letter <= "\u9fff" for text in texts for letter in text)


@every_rule
def test_rule_is_called_as_its_file(id: str) -> None:
    assert compiled(id).id == id


def test_catalogue_is_the_files() -> None:
    assert list(load_rules()) == list(RULES)


@every_rule
def test_fixtures_come_out_as_they_say(id: str) -> None:
    rule = compiled(id)
    found = {name: fixture_state(rule, fixture) for name, fixture, _ in fixtures_of(rule)}
    assert found == {name: expected for name, _, expected in fixtures_of(rule)}


@every_rule
def test_four_fixtures_are_written_down_and_differ(id: str) -> None:
    written = yaml.safe_load(RULES[id])["fixtures"]
    four = [written[name] for name in ("pass", "fail", "unknown", "exempt")]
    assert all(one not in four[:number] for number, one in enumerate(four))
    assert {expected for _, _, expected in fixtures_of(compiled(id))} == {"present", "gap", "unknown", "exempt"}


@every_rule
def test_failing_fixture_flips_what_passes(id: str) -> None:
    """The failing fixture is a mutation of the passing one: the same rule, another answer for its target."""
    rule = compiled(id)
    told = rule.rule.fixtures
    assert (fixture_state(rule, told.pass_), fixture_state(rule, told.fail)) == ("present", "gap")
    G = build_fixture(rule, told.fail)
    found = [one.target for one in evaluate(rule, index_of(G), G.graph["as_of"]).findings]
    finds = rule.rule.effective_status != "comparison"
    assert ((told.fail.target or told.base.target) in found) is finds


@every_rule
def test_message_of_the_failing_fixture_is_filled(id: str) -> None:
    rule = compiled(id)
    G = build_fixture(rule, rule.rule.fixtures.fail)
    for finding in evaluate(rule, index_of(G), G.graph["as_of"]).findings:
        assert places(rule.rule.message.zh) | places(rule.rule.message.en) <= set(finding.values)
        assert finding.message.zh and finding.message.en and "{" not in finding.message.zh + finding.message.en


@every_rule
def test_both_languages_are_there_and_say_the_same(id: str) -> None:
    rule = compiled(id).rule
    assert all(text.strip() for text in texts_of(id))
    assert places(rule.message.en) <= places(
        rule.message.zh
    )  # evidence as the roster words it may stand in Chinese only
    assert has_chinese([rule.message.zh]) and has_chinese([rule.name.zh])
    assert not has_chinese([rule.message.en, rule.name.en, *(one.en for one in rule.remedies)])


@every_rule
def test_no_text_speaks_of_filling_an_elected_seat(id: str) -> None:
    assert not [text for text in texts_of(id) if any(word in text.lower() for word in FORBIDDEN)]


@every_rule
def test_remedy_and_basis_are_named(id: str) -> None:
    rule = compiled(id).rule
    assert rule.remedies and rule.basis
    assert all(one.document.strip() for one in rule.basis)


@every_rule
def test_thresholds_are_dated_and_do_not_overlap(id: str) -> None:
    written: dict[str, list[dict[str, Any]]] = yaml.safe_load(RULES[id]).get("thresholds", {})
    assert all("from" in row for rows in written.values() for row in rows)
    for rows in compiled(id).rule.thresholds.values():
        in_order = sorted(rows, key=lambda row: row.since)
        assert all(one.until is None or one.until <= other.since for one, other in pairwise(in_order))
        assert all(row.until is None or row.since < row.until for row in rows)


@every_rule
def test_problem_in_a_rule_would_have_a_line(id: str) -> None:
    assert (line_of(RULES[id], ("check",)) or 0) > 1
