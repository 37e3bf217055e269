"""``report``: every published figure beside its count, the links by state, and the conflicts with their readings."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from api.cli.output import Format, put, say, show
from api.cli.session import open_session
from graph.figures import Figure, Report, count_figures
from graph.messages import text

__all__ = ["run_report", "show_report"]

STATES = {
    "certain": "确定（电话）",
    "stated": "写明",
    "confirmed": "人工确认",
    "pending": "待确认",
    "rejected": "已驳回",
}
RUNGS = {"certain": "姓名＋完整电话", "stated": "花名册写明", "confirmed": "人工确认", "otherwise": "其他"}


def run_report(as_of: date, format: Format, output: Path | None) -> None:
    """Counts and shows the report."""
    with open_session() as session:
        report = count_figures(session.store, as_of)
    show_report(report, format, output)


def show_report(report: Report, format: Format, output: Path | None = None) -> None:
    """The report on stdout; what a table has no room for stands below it."""
    rows = [
        [
            figure.name.zh,
            _number(figure, figure.published),
            _number(figure, figure.counted),
            _verdict(figure),
            figure.definition.zh,
        ]
        for figure in report.figures
    ]
    synthetic = "（示例数据）" if report.synthetic else ""
    title = f"公布数与计数{synthetic} 截至 {report.as_of.isoformat()}"
    headings = ["指标", "公布", "计数", "相符", "口径"]
    show(rows, headings, format=format, document=report.document(), title=title, output=output)
    if format is not Format.table:
        return
    put("".join(f"{line}\n" for line in _below(report)))
    published = any(figure.published is not None for figure in report.figures)
    key = "cli.report_nothing" if not published else "cli.report_equal" if report.all_equal else "cli.report_differs"
    say(str(text(key)))


def _below(report: Report) -> Iterator[str]:
    """The links by state, and each conflict with its readings."""
    yield "人员关联：" + " · ".join(f"{STATES[state]} {count}" for state, count in report.links.items())
    rungs = " · ".join(f"{RUNGS[rung]} {count}" for rung, count in report.concurrent.items() if count)
    yield f"其中书记兼主任的依据：{rungs or '—'}"
    for conflict in report.conflicts:
        yield f"\n冲突：{conflict.what.zh}"
        for place, reading in enumerate(conflict.readings, start=1):
            yield f"  读法{place}：{reading.zh}"
        yield f"  本库：{conflict.chosen.zh}"
        yield f"  {conflict.question.zh}"


def _number(figure: Figure, value: float | None) -> str:
    if value is None:
        return "—"
    plain = f"{value:,.1f}" if figure.unit == "%" else f"{value:,.0f}"
    more = "+" if figure.compare == "atLeast" and value is figure.published else ""
    return f"{plain}{more}{' %' if figure.unit == '%' else ''}"


def _verdict(figure: Figure) -> str:
    return {True: "相符", False: "不符", None: "—"}[figure.equal]
