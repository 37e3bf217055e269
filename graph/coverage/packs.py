"""Rule packs: what a place changes of the catalogue, from a day on: thresholds, severities, rules off, rules of its own.

::

    pack: 1                       # the form of packs
    by: 示例街道党工委             # whose it is; stands in every result that it changes
    area: "140213050000"          # where it holds; everywhere where omitted
    from: 2026-01-01              # since when (and `to`, exclusive)
    override:
      S09: {thresholds: {least: 3}, severity: red}
      G04: {status: off}          # or on, to switch on again what a larger area switched off
    off: [G05]                    # the same for many
    add: [ … ]                    # rules as in a rule file, asked in this area only

A pack is checked whole before anything of it is used; whether its area exists is seen on the graph.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from graph.coverage.catalogue import RuleProblem, load_rules, parse_rules, read_source
from graph.coverage.check_file import problems_of_fixtures
from graph.coverage.compiled import CompiledRule
from graph.coverage.lines import line_of
from graph.coverage.pack import Override, Pack
from graph.errors import UsageError
from graph.messages import Message, text
from graph.yaml_text import load_yaml

__all__ = ["FORMAT", "check_pack", "read_pack"]

FORMAT = 1
_SWITCH = {False: "off", True: "on"}
"""YAML reads the bare words off and on as truth values."""

_At = tuple[str | int, ...]
_Found = tuple[_At, Message]


class _Document(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    pack: int
    by: str = Field(min_length=1)
    area: str | None = None
    since: date = Field(alias="from")
    until: date | None = Field(default=None, alias="to")
    override: dict[str, Override] = {}
    off: tuple[str, ...] = ()
    add: tuple[dict[str, Any], ...] = ()


def read_pack(path: str | Path) -> Pack:
    """The pack in a file.

    Raises ``UsageError`` where the file cannot be read, or lists every problem with its line: a newer form, an unknown
    rule or threshold, a missing date or ``by``, what is wrong with an added rule or its fixtures.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder) / "pack.yaml"
    ...     _ = file.write_text("{pack: 1, by: 示例街道, from: 2026-01-01, off: [S02]}", encoding="utf-8")
    ...     pack = read_pack(file)
    >>> pack.by, pack.area, pack.overrides["S02"].status
    ('示例街道', None, 'off')
    """
    pack, problems = check_pack(path)
    if pack is None:
        lines = "\n".join(map(str, problems))
        raise UsageError("packs.problems", count=len(problems), problems=lines)
    return pack


def check_pack(path: str | Path) -> tuple[Pack | None, list[RuleProblem]]:
    """The pack in a file, None where it has problems; and these, in order of lines."""
    path = Path(path)
    source = read_source(path)
    try:
        row = load_yaml(source)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        why = text("rules.no_yaml", why=getattr(error, "problem", None) or "YAML")
        return None, [RuleProblem(path.name, mark.line + 1 if mark else None, None, "", why)]
    document, found = _document(row)
    problems = [RuleProblem(path.name, line_of(source, at), None, ".".join(map(str, at)), told) for at, told in found]
    added: list[CompiledRule] = []
    if document is not None:
        for number, told in enumerate(document.add):
            rules, wrong = _added(told, number, source, path.name)
            added += rules
            problems += wrong
    if document is None or problems:
        return None, sorted(problems, key=lambda problem: problem.line or 0)
    overrides = {id.upper(): Override(status="off") for id in document.off}
    overrides |= {id.upper(): override for id, override in document.override.items()}
    return Pack(document.by, document.area, document.since, document.until, overrides, tuple(added)), []


def _document(row: Any) -> tuple[_Document | None, list[_Found]]:
    if not isinstance(row, dict) or "pack" not in row:
        return None, [((), text("packs.no_pack"))]
    version = row["pack"]
    if isinstance(version, int) and version > FORMAT:
        return None, [(("pack",), text("packs.too_new", version=version, known=FORMAT))]
    try:
        document = _Document.model_validate(_words(row))
    except ValidationError as error:
        return None, [*_told(error)]
    return document, [*_wrong(document)]


def _words(row: dict[Any, Any]) -> dict[Any, Any]:
    """The document with off and on as words again, and codes as text."""
    row = {_SWITCH.get(key, key) if isinstance(key, bool) else key: value for key, value in row.items()}
    if isinstance(row.get("area"), int):
        row["area"] = str(row["area"])
    if isinstance(row.get("override"), dict):
        row["override"] = {rule: _switched(one) for rule, one in row["override"].items()}
    return row


def _switched(override: Any) -> Any:
    if isinstance(override, dict) and isinstance(override.get("status"), bool):
        return {**override, "status": _SWITCH[override["status"]]}
    return override


def _told(error: ValidationError) -> Iterator[_Found]:
    for one in error.errors():
        at, key = one["loc"], ".".join(map(str, one["loc"]))
        if one["type"] == "missing":
            hint = {"from": "（起始日期 since when）", "by": "（谁的规则包 whose it is）"}.get(key, "")
            yield at, text("packs.missing", key=key, hint=hint)
        elif one["type"] == "extra_forbidden":
            known = _Document if len(at) == 1 else Override
            names = [row.alias or name for name, row in known.model_fields.items()]
            yield at, text("packs.not_a_key", key=key, known="、".join(names))
        else:
            yield at, text("rules.bad_value", key=key, why=one["msg"])


def _wrong(document: _Document) -> Iterator[_Found]:
    if document.pack < 1:
        yield ("pack",), text("rules.bad_value", key="pack", why=f"1 … {FORMAT}")
    if document.until is not None and document.until <= document.since:
        yield ("to",), text("packs.dates", since=document.since, until=document.until)
    if not (document.override or document.off or document.add):
        yield (), text("packs.nothing")
    for number, id in enumerate(document.off):
        yield from _known(id, ("off", number))
    for id, override in document.override.items():
        unknown = [*_known(id, ("override", id))]
        yield from unknown
        if not unknown:
            yield from _thresholds(id, override)


def _known(id: str, at: _At) -> Iterator[_Found]:
    rules = load_rules()
    if id.upper() not in rules:
        near = "、".join(get_close_matches(id.upper(), rules, 3, 0.3)) or "—"
        yield at, text("rules.no_rule", id=id, near=near)


def _thresholds(id: str, override: Override) -> Iterator[_Found]:
    declared = load_rules()[id.upper()].rule.thresholds
    for name, value in override.thresholds.items():
        at = ("override", id, "thresholds", name)
        if name not in declared:
            yield at, text("packs.no_threshold", rule=id, name=name, known="、".join(declared) or "—")
        elif not _alike(value, declared[name][0].value):
            yield at, text("packs.wrong_type", name=name, example=declared[name][0].value, value=value)


def _alike(value: Any, other: Any) -> bool:
    numbers = (int, float)
    return isinstance(value, numbers) if isinstance(other, numbers) else type(value) is type(other)


def _added(row: dict[str, Any], number: int, source: str, file: str) -> tuple[list[CompiledRule], list[RuleProblem]]:
    prefix: _At = ("add", number)
    rules, found = parse_rules(yaml.safe_dump(row, allow_unicode=True), file)
    problems = [
        RuleProblem(file, line_of(source, (*prefix, *_parts(one.at))), one.rule, one.at, one.message) for one in found
    ]
    for rule in rules if not problems else ():
        if rule.id in load_rules():
            told = text("packs.shipped", id=rule.id)
            problems.append(RuleProblem(file, line_of(source, (*prefix, "id")), rule.id, "id", told))
        problems += problems_of_fixtures(rule, source, file, prefix)
    return rules, problems


def _parts(at: str) -> _At:
    return tuple(int(part) if part.isdigit() else part for part in at.split(".")) if at else ()
