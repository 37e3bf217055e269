"""``coverage``: every rule with its numbers, by area; saved as a run where asked."""

from __future__ import annotations

import getpass
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from api.cli.output import Format, Progress, need_output, say, show
from api.cli.session import Session, open_session, today
from graph.errors import UsageError
from graph.messages import text

if TYPE_CHECKING:
    from graph.coverage.history import SavedRun
    from graph.coverage.results import RuleResult, Run

__all__ = ["Asked", "run_coverage", "run_on_store", "show_coverage", "tell_saved"]

LEVELS = ("district", "street", "community", "grid", "compound", "building")
SEVERITIES = ("red", "amber", "blue", "grey")
"""Highest first."""

WORDS = {"red": "违", "amber": "缺", "blue": "议", "grey": "数"}
STATUSES = {"rule": "规则", "advice": "提示", "comparison": "对照", "off": "停用"}
FOUND = 1


@dataclass(frozen=True, slots=True)
class Asked:
    """Which rules (all where none is named; a path is a user's own file), for which area, on which day."""

    as_of: date
    rules: tuple[str, ...] = ()
    area: str | None = None
    assume_terms_end: bool = False
    packs: tuple[Path, ...] = ()


def run_coverage(
    asked: Asked, *, level: str | None, save: bool, fail_on: str | None, format: Format, output: Path | None
) -> int:
    """Runs the rules and shows their numbers; 1 where an open finding is at or over ``fail_on``."""
    need_output(format, output)
    level = level or ("district" if format is Format.table else "street")
    _check_word(level, LEVELS, "coverage.no_level")
    if save and (asked.assume_terms_end or asked.as_of > today()):
        raise UsageError("coverage.forecast")
    if fail_on is not None:
        _check_word(fail_on, SEVERITIES, "coverage.no_severity")
    with open_session() as session:
        run = run_on_store(session, asked)
        saved = _save(session, run) if save else None
        failing = _failing(session, run, fail_on) if fail_on else 0
    show_coverage(run, level, format, output, saved.id if saved else None)
    if saved:
        tell_saved(saved)
    if failing:
        say(str(text("coverage.failing", count=failing, severity=fail_on)))
    return FOUND if failing else 0


def run_on_store(session: Session, asked: Asked) -> Run:
    """The rules' results on the store's graph."""
    from graph.coverage.catalogue import read_rules
    from graph.coverage.packs import read_pack
    from graph.coverage.run import run_rules

    progress = Progress()
    progress(str(text("coverage.reading").zh))
    rules = [rule for name in asked.rules for rule in (read_rules(Path(name)) if _is_file(name) else [name])]
    packs = [read_pack(path) for path in asked.packs]
    G = session.store.network(asked.as_of, assume_terms_end=asked.assume_terms_end)
    run = run_rules(G, rules or None, area=asked.area, packs=packs, progress=progress)
    progress.done()
    return run


def _is_file(name: str) -> bool:
    return name.endswith((".yaml", ".yml"))


def _check_word(word: str, known: Iterable[str], key: str) -> None:
    if word not in known:
        raise UsageError(key, value=word, known=" ".join(known))


def _save(session: Session, run: Run) -> SavedRun:
    from graph.coverage.history import save_run

    return save_run(session.store, run, by=getpass.getuser())


def _failing(session: Session, run: Run, fail_on: str) -> int:
    """How many findings at or over that severity nobody has accepted."""
    from graph.coverage.history import stored_findings

    over = SEVERITIES[: SEVERITIES.index(fail_on) + 1]
    ids = [finding.id for finding in run.findings() if finding.severity in over]
    states = stored_findings(session.store, ids)
    return sum(1 for id in ids if id not in states or states[id].state in ("open", "fixed"))


def show_coverage(run: Run, level: str, format: Format, output: Path | None, saved: str | None = None) -> None:
    """The numbers on stdout or in a file."""
    synthetic = "（示例数据）" if run.G.graph.get("synthetic") else ""
    title = f"覆盖{synthetic} 截至 {run.as_of.isoformat()}"
    headings = [
        "规则", "名称", "性质", "程度", "区域", "代码", "总数", "应建", "实建", "豁免", "未知", "缺口", "覆盖率", "数值",
    ]  # fmt: skip
    rows = [row for result in run.results for row in _rows(result, level)]
    show(rows, headings, format=format, document=run.document(level, saved), title=title, output=output)


def _rows(result: RuleResult, level: str) -> Iterable[list[object]]:
    rule = result.compiled.rule
    first = [rule.id, rule.name.zh, STATUSES[rule.effective_status], WORDS[rule.severity]]
    scopes = list(result.scopes(level))
    if not scopes:
        yield [*first, "—", "", 0, 0, 0, 0, 0, 0, "—", ""]
    for scope in scopes:
        counts = scope.counts
        told = scope.document(share=result.is_share, times=result.times)
        value = f"{told['value']:.4g} {rule.check.get('unit', '')}".strip() if told["value"] is not None else ""
        yield [
            *first, scope.name + ("（直属）" if scope.direct else ""), scope.code, counts.total, counts.due, counts.present,
            counts.exempt, counts.unknown, counts.gap, rate(counts.ratio_low, counts.ratio_high), value,
        ]  # fmt: skip


def rate(low: float | None, high: float | None) -> str:
    """A rate in per cent, an interval where some targets are unknown, a dash where nothing is due.

    >>> rate(325 / 425, 325 / 425), rate(0.5, 0.75), rate(None, None)
    ('76.5 %', '50.0–75.0 %', '—')
    """
    if low is None or high is None:
        return "—"
    return f"{100 * low:.1f} %" if low == high else f"{100 * low:.1f}–{100 * high:.1f} %"


def tell_saved(saved: SavedRun) -> None:
    """What saving did, on stderr."""
    key = "coverage.saved" if saved.moved else "coverage.saved_past"
    values = {name: getattr(saved, name) for name in ("new", "reopened", "fixed", "expired", "kept")}
    say(str(text(key, run=saved.id, **values)))
