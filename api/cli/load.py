"""``load`` and ``check``: what was read, refused, flagged, dropped; what is new, changed, the same, ended."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from api.cli.output import Format, Progress, need_output, say, show
from api.cli.session import open_session
from graph.messages import text
from loaders.load import LoadOptions, check_files, load_files
from loaders.outcome import LoadRefused, Outcome
from loaders.sheets.kinds import load_kinds

__all__ = ["run_check", "run_load", "show_outcome"]

REFUSED = 3
SHOWN = 60
"""Remarks that a table shows; JSON has them all."""


def run_check(
    paths: Sequence[Path], *, strict: bool, skip_bad_rows: bool, format: Format, output: Path | None = None
) -> int:
    """Checks rosters without a store; 3 where something is refused."""
    need_output(format, output)
    progress = Progress()
    outcome = check_files(paths, strict=strict, skip_bad_rows=skip_bad_rows, progress=progress)
    progress.done()
    show_outcome(outcome, format, title="核查", output=output)
    return REFUSED if outcome.refusals else 0


def run_load(paths: Sequence[Path], options: LoadOptions, format: Format, output: Path | None = None) -> int:
    """Loads rosters; 3 where something is refused and nothing was written."""
    need_output(format, output)
    progress = Progress()
    with open_session() as session:
        try:
            outcome = load_files(session.store, session.key, paths, options, progress=progress, note=say)
        except LoadRefused as refused:
            progress.done()
            show_outcome(refused.outcome, format, title="未导入", output=output)
            say(str(refused))
            return REFUSED
    progress.done()
    show_outcome(outcome, format, title="试运行" if options.dry_run else "导入", output=output)
    if outcome.unchanged_since:
        say(str(text("load.unchanged", batch=outcome.unchanged_since)))
    if options.dry_run:
        say(str(text("load.dry")))
    elif outcome.batch:
        say(str(text("load.applied", batch=outcome.batch)))
    else:
        say(str(text("load.same")))
    return 0


def show_outcome(outcome: Outcome, format: Format, *, title: str, output: Path | None = None) -> None:
    """The outcome on stdout or in a file, in a table with the remarks below it on stderr."""
    rows: list[list[object]] = []
    for file, sheets, refused in outcome.files:
        if refused is not None:
            rows.append([file, "", "拒绝", "", "", "", "", "", "", "", ""])
        for sheet in sheets:
            counts = sheet.counts
            numbers = [getattr(counts, what) if counts else None for what in ("new", "changed", "same", "ended")]
            severities = [
                sum(remark.severity == severity for remark in sheet.remarks) for severity in ("refused", "flagged")
            ]
            rows.append(
                [
                    file,
                    sheet.sheet,
                    _kind(sheet.kind),
                    sheet.rows,
                    *numbers,
                    *severities,
                    len(sheet.dropped),
                    len(sheet.unmapped),
                ]
            )
    headings = ["文件", "工作表", "类型", "行", "新增", "变更", "相同", "结束", "拒绝", "提示", "删列", "未识别列"]
    rows = [[*row, *[""] * (len(headings) - len(row))] for row in rows]
    show(rows, headings, format=format, document=outcome.document(), title=title, output=output)
    if format is Format.table:
        _say_remarks(outcome)


def _kind(kind: str | None) -> str:
    return load_kinds()[kind].zh if kind else "—"


def _say_remarks(outcome: Outcome) -> None:
    for _, sheets, refused in outcome.files:
        if refused is not None:
            say(str(refused))
        for sheet in sheets:
            for column, heading, what in sheet.dropped:
                say(str(text("load.dropped", sheet=sheet.sheet, column=column, heading=heading, what=what)))
            for column, heading, near in sheet.unmapped:
                say(str(text("load.unmapped", sheet=sheet.sheet, column=column, heading=heading, near=near)))
            for note in sheet.notes:
                say(f"{sheet.sheet}：{note}")
    ordered = sorted(outcome.remarks, key=lambda remark: remark.severity != "refused")
    for remark in ordered[:SHOWN]:
        say(f"[{'拒绝' if remark.severity == 'refused' else '提示'}] {remark}")
    if len(ordered) > SHOWN:
        say(str(text("load.more_remarks", count=len(ordered) - SHOWN)))
