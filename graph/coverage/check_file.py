"""The check of a user's own rule file: everything that is wrong with it, each with its line.

What :func:`graph.coverage.catalogue.parse_rules` finds in the words of a rule (labels, properties, directions, thresholds
without a date, missing texts, a newer version), then its fixtures, run one by one: one that comes out otherwise than it
says, one whose areas lie within one another, one that names what is not there, a message with a place that nothing fills.
"""

from __future__ import annotations

import string
from collections.abc import Iterator
from pathlib import Path

from graph.coverage.catalogue import RuleProblem, parse_rules, read_source
from graph.coverage.compiled import CompiledRule
from graph.coverage.fixtures import FixtureFailure, build_fixture, fixture_state, fixtures_of
from graph.coverage.lines import line_of
from graph.coverage.rule import Fixture
from graph.coverage.run import evaluate
from graph.errors import GovgraphError
from graph.messages import Message, text
from graph.store.snapshot import index_of
from graph.yaml_text import load_yaml

__all__ = ["check_rule_file", "problems_of_fixtures"]


def check_rule_file(path: str | Path) -> list[RuleProblem]:
    """Every problem in a file of rules, in order of lines; empty where the rules can be used.

    Raises ``UsageError`` where the file cannot be read.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder) / "own.yaml"
    ...     _ = file.write_text("id: X1\\nname: {zh: 试, en: try}\\n", encoding="utf-8")
    ...     problems = check_rule_file(file)
    >>> problems[0].line, str(problems[0].message)
    (1, '缺少“scope” / scope is missing')
    """
    path = Path(path)
    source = read_source(path)
    rules, problems = parse_rules(source, path.name)
    wrong = {problem.rule for problem in problems}
    places = _places(source) if rules else {}
    for rule in rules:
        if rule.id not in wrong:
            problems += problems_of_fixtures(rule, source, path.name, places[rule.id])
    return sorted(problems, key=lambda problem: problem.line or 0)


def _places(source: str) -> dict[str, tuple[str | int, ...]]:
    """Where in the file each rule stands: nowhere deeper where the file is one rule, else under its number."""
    document = load_yaml(source)
    if isinstance(document, dict):
        return {document["id"]: ()}
    return {row["id"]: (number,) for number, row in enumerate(document) if isinstance(row, dict) and "id" in row}


def problems_of_fixtures(
    rule: CompiledRule, source: str, file: str, prefix: tuple[str | int, ...] = ()
) -> Iterator[RuleProblem]:
    """What the fixtures of a rule show; ``prefix`` is the rule's place in the file."""
    for name, fixture, expected in fixtures_of(rule):
        message = _tried(rule, name, fixture, expected)
        if message is not None:
            at = ("fixtures", *(int(part) if part.isdigit() else part for part in name.split(".")))
            yield RuleProblem(file, line_of(source, (*prefix, *at)), rule.id, f"fixtures.{name}", message)
    for language, place in _unfilled(rule):
        line = line_of(source, (*prefix, "message", language))
        yield RuleProblem(file, line, rule.id, f"message.{language}", text("check_file.no_place", place=place))


def _tried(rule: CompiledRule, name: str, fixture: Fixture, expected: str) -> Message | None:
    try:
        found = fixture_state(rule, fixture)
    except KeyError as error:
        return text("check_file.no_node", node=error.args[0])
    except GovgraphError as error:
        return error.message
    return FixtureFailure(f"fixtures.{name}", expected, found).message if found != expected else None


def _unfilled(rule: CompiledRule) -> Iterator[tuple[str, str]]:
    """The places of the message for which the finding of the failing fixture has nothing of that name."""
    try:
        G = build_fixture(rule, rule.rule.fixtures.fail)
        findings = evaluate(rule, index_of(G), G.graph["as_of"]).findings
    except (KeyError, GovgraphError):
        return
    for finding in findings[:1]:
        for language in ("zh", "en"):
            for _, place, _, _ in string.Formatter().parse(getattr(rule.rule.message, language)):
                if place and place not in finding.values:
                    yield language, place
