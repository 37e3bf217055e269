"""``demo``: the reference district from rosters to report, in a store of its own; ends by itself."""

from __future__ import annotations

import getpass
from datetime import date
from pathlib import Path

from api.cli.coverage import Asked, run_on_store, show_coverage, tell_saved
from api.cli.output import Format, Progress, say
from api.cli.report import show_report
from api.cli.session import open_session
from graph.coverage.history import latest_run, save_run
from graph.figures import count_figures
from graph.messages import text
from graph.store.settings import StoreSettings
from loaders.load import LoadOptions, check_files, load_files
from loaders.reference import write_reference

__all__ = ["DEMO_STORE", "run_demo"]

DEMO_STORE = "demo"
"""The managed store that fictional rosters go to: they never share one with real ones."""


def run_demo(as_of: date) -> int:
    """Writes the rosters, checks and loads them, counts; 0 where every published figure equals its count."""
    settings = StoreSettings.from_environment(store=DEMO_STORE)
    progress = Progress()
    _step(1, "生成示例花名册 / write the reference rosters")
    files = write_reference(settings.home)
    say(str(text("cli.demo_made", folder=_short(files.rosters), files=len(files.files))))
    _step(2, "核查 / check")
    checked = check_files([files.rosters], progress=progress)
    progress.done()
    show_outcome_briefly(checked.counts())
    with open_session(settings) as session:
        _step(3, "导入 / load")
        outcome = load_files(session.store, session.key, [files.rosters], LoadOptions(as_of), progress=progress)
        progress.done()
        say(outcome.summary())
        say(str(text("load.applied", batch=outcome.batch) if outcome.batch else text("load.same")))
        _step(4, "报告 / report")
        report = count_figures(session.store, as_of)
    show_report(report, Format.table)
    _step(5, "覆盖分析 / coverage")
    with open_session(settings) as session:
        run = run_on_store(session, Asked(as_of))
        known = latest_run(session.store)
        if outcome.batch or known is None or known[1] != as_of:
            tell_saved(save_run(session.store, run, by=getpass.getuser()))
    show_coverage(run, "district", Format.table, None)
    say(str(text("cli.demo_open")))
    return 0 if report.all_equal else 1


def show_outcome_briefly(counts: dict[str, int]) -> None:
    """One line of counts: rows read, cells refused and flagged, columns dropped."""
    say(f"{counts['rows']} 行 · 拒绝 {counts['refused']} · 提示 {counts['flagged']} · 删列 {counts['dropped']}")


def _step(number: int, what: str) -> None:
    say(str(text("cli.demo_step", step=number, what=what).zh))


def _short(path: Path) -> Path:
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path
