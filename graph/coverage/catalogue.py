"""Reading rules: the shipped catalogue, and a user's own files; every problem is told with its line.

A file holds one rule or a list of rules. What is wrong is gathered, so that one check tells of everything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from graph.coverage.compiled import CompiledRule, compile_rule
from graph.coverage.lines import line_of
from graph.coverage.rule import Rule
from graph.errors import UsageError
from graph.messages import Message, text
from graph.yaml_text import load_yaml

__all__ = ["RuleProblem", "load_rules", "parse_rules", "read_rules", "read_source", "rule_named"]

FORMAT = 1
"""The form of rules that this program reads; a file of a later one says so by ``version_of_format``."""


@dataclass(frozen=True, slots=True)
class RuleProblem:
    """Something wrong in a rule file: which file and line, which rule, which place in it, and what."""

    file: str
    line: int | None
    rule: str | None
    at: str
    message: Message

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        return f"{where} {self.rule or ''} {self.at}: {self.message}"


@cache
def load_rules() -> dict[str, CompiledRule]:
    """The shipped catalogue by id, compiled; read once. Raises ``UsageError`` where a shipped rule is wrong."""
    return {id: _shipped(id) for id in _shipped_ids()}


@cache
def _shipped_ids() -> tuple[str, ...]:
    files = (resources.files(__package__) / "rules").iterdir()
    return tuple(sorted(file.name.removesuffix(".yaml") for file in files if file.name.endswith(".yaml")))


@cache
def _shipped(id: str) -> CompiledRule:
    name = f"{id}.yaml"
    rules, problems = parse_rules((resources.files(__package__) / "rules" / name).read_text("utf-8"), name)
    _raise(problems)
    return rules[0]


def read_rules(path: Path) -> list[CompiledRule]:
    """The rules of a user's own file; raises ``UsageError`` that lists every problem with its line."""
    rules, problems = parse_rules(read_source(path), path.name)
    _raise(problems)
    return rules


def read_source(path: Path) -> str:
    """The text of a user's file; raises ``UsageError`` where it cannot be read as UTF-8."""
    try:
        return path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError("rules.unreadable", file=path, why=type(error).__name__) from error


def rule_named(id: str) -> CompiledRule:
    """The shipped rule of that id, read alone; raises ``UsageError`` with the nearest ids."""
    from difflib import get_close_matches

    known = _shipped_ids()
    if id.upper() not in known:
        raise UsageError("rules.no_rule", id=id, near="、".join(get_close_matches(id.upper(), known, 3, 0.3)) or "—")
    return _shipped(id.upper())


def _raise(problems: Iterable[RuleProblem]) -> None:
    lines = [str(problem) for problem in problems]
    if lines:
        raise UsageError("rules.problems", count=len(lines), problems="\n".join(lines))


def parse_rules(source: str, name: str) -> tuple[list[CompiledRule], list[RuleProblem]]:
    """The rules in a text that could be compiled, and every problem in it."""
    try:
        document = load_yaml(source)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else None
        why = getattr(error, "problem", None) or "YAML"
        return [], [RuleProblem(name, line, None, "", text("rules.no_yaml", why=why))]
    rows = document if isinstance(document, list) else [document]
    many = isinstance(document, list)
    rules: list[CompiledRule] = []
    problems: list[RuleProblem] = []
    for number, row in enumerate(rows):
        prefix = (number,) if many else ()
        rule, found = _parse(row)
        told = row.get("id") if isinstance(row, dict) else None
        for at, message in found:
            problems.append(RuleProblem(name, line_of(source, (*prefix, *at)), told, ".".join(map(str, at)), message))
        if rule is not None:
            rules.append(rule)
    return rules, [*problems, *_doubled(rows, source, name)]


def _parse(row: Any) -> tuple[CompiledRule | None, list[tuple[tuple[str | int, ...], Message]]]:
    if not isinstance(row, dict):
        return None, [((), text("rules.no_rule_document"))]
    if row.get("version_of_format", FORMAT) != FORMAT:
        return None, [(("version_of_format",), text("rules.too_new"))]
    try:
        rule = Rule.model_validate({name: value for name, value in row.items() if name != "version_of_format"})
    except ValidationError as error:
        return None, list(_told(error))
    compiled, problems = compile_rule(rule)
    return compiled, [(tuple(_part(part) for part in problem.at.split(".")), problem.message) for problem in problems]


def _part(part: str) -> str | int:
    return int(part) if part.isdigit() else part


def _told(error: ValidationError) -> Iterator[tuple[tuple[str | int, ...], Message]]:
    keys = {"missing": "rules.missing", "extra_forbidden": "rules.not_a_key"}
    for one in error.errors():
        at = one["loc"]
        yield at, text(keys.get(one["type"], "rules.bad_value"), key=".".join(map(str, at)), why=one["msg"])


def _doubled(rows: list[Any], source: str, name: str) -> Iterator[RuleProblem]:
    seen: set[Any] = set()
    for number, row in enumerate(rows):
        id = row.get("id") if isinstance(row, dict) else None
        if isinstance(id, str) and id in seen:
            yield RuleProblem(name, line_of(source, (number, "id")), id, "id", text("rules.twice", id=id))
        seen.add(id if isinstance(id, str) else None)
