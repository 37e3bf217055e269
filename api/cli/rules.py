"""``rules``: the catalogue, one rule in full, and a check of a user's own file."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from api.cli.coverage import STATUSES, WORDS
from api.cli.output import Format, put, say, show
from graph.messages import text

if TYPE_CHECKING:
    from graph.coverage.rule import Rule

__all__ = ["run_check_file", "run_list_rules", "run_show_rule"]

WRONG = 3


def run_list_rules(format: Format, output: Path | None) -> None:
    """Every rule with its kind, status and basis."""
    from graph.coverage.catalogue import load_rules

    rules = [rule.rule for rule in load_rules().values()]
    rows = [
        [
            rule.id,
            rule.name.zh,
            rule.name.en,
            rule.kind,
            STATUSES[rule.effective_status],
            WORDS[rule.severity],
            _basis(rule),
        ]
        for rule in rules
    ]
    headings = ["规则", "名称", "name", "kind", "性质", "程度", "依据"]
    show(rows, headings, format=format, document={"version": 1, "rules": [_document(rule) for rule in rules]}, title="规则",
         output=output)  # fmt: skip


def run_show_rule(id: str, as_of: date, format: Format, output: Path | None) -> None:
    """One rule: what it counts, its thresholds, basis and remedies."""
    from graph.coverage.catalogue import rule_named

    compiled = rule_named(id)
    rule = compiled.rule
    document = {"version": 1, **_document(rule)}
    if format is not Format.table:
        rows = [[name, value] for name, value in document.items()]
        show(rows, ["项", "值"], format=format, document=document, title=rule.id, output=output)
        return
    lines = [
        f"{rule.id} {rule.name.zh} / {rule.name.en}",
        f"性质 status：{STATUSES[rule.effective_status]}   程度 severity：{WORDS[rule.severity]}",
        f"类型 kind：{rule.kind}   版本 version：{rule.version}",
        f"对象 target：{'、'.join(rule.target.label)}",
    ]
    if rule.due:
        lines.append(f"不计入应建 not due：{rule.due.otherwise.zh} / {rule.due.otherwise.en}")
    for name, value in compiled.thresholds(as_of).items():
        lines.append(f"阈值 threshold（{as_of}）：{name} = {'—' if value is None else value}")
    lines += [f"依据 basis：{one.document}{one.article or ''}（{one.grade}）" for one in rule.basis]
    lines += [f"对照 peer：{one.place.zh} {one.value:g}（{one.source}）" for one in rule.peers]
    lines += [f"补救 remedy {order}：{one.zh} / {one.en}" for order, one in enumerate(rule.remedies, 1)]
    lines.append(f"提示语 message：{rule.message.zh}")
    put("".join(f"{line}\n" for line in lines))


def run_check_file(file: Path) -> int:
    """Checks a user's own rules with their fixtures; 3 where something is wrong."""
    from graph.coverage.check_file import check_rule_file

    problems = check_rule_file(file)
    for problem in problems:
        say(str(problem))
    say(str(text("rules.checked_wrong", count=len(problems)) if problems else text("rules.checked", file=file.name)))
    return WRONG if problems else 0


def _basis(rule: Rule) -> str:
    return "；".join(f"{one.document}{one.article or ''}" for one in rule.basis)


def _document(rule: Rule) -> dict[str, Any]:
    told = rule.model_dump(mode="json", by_alias=True, exclude={"fixtures"}, exclude_none=True)
    return {**told, "status": rule.effective_status}
