"""The figures for speed and memory, each beside its bar: every command in a process of its own, on the reference rosters.

Run by ``make bench``; nothing here fails for being slow. Reading, gathering and writing grow linearly with rows; the
lines for 1, 4 and all 18 streets show it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from graph.store.server.process import wait_for_cache
from graph.store.settings import StoreSettings
from loaders.reference import write_reference

STREETS = ("140213057000", "140213050000", "140213051000", "140213052000")
ROWS = 100_000
COMMAND = [sys.executable, "-c", "from api.cli import main; main()"]


def main() -> None:
    """Measures and prints every figure."""
    print(f"{'what':<58}{'seconds':>9}{'bar':>7}{'ratio':>7}{'peak MB':>9}")
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        measure("govgraph --help", ["--help"], home, bar=0.5)
        whole = write_reference(Path(folder) / "all").rosters
        measure("check, all reference rosters", ["check", str(whole)], home, bar=10)
        for count in (1, 4):
            part = write_reference(Path(folder) / f"of{count}", streets=STREETS[:count]).rosters
            measure(f"check, {count} of 18 streets", ["check", str(part)], home)
        measure(f"check, one sheet of {ROWS:,} rows", ["check", str(_large_sheet(Path(folder)))], home, bar=15)
        measure("store start, the first time", ["store", "start"], home)
        measure("store stop", ["store", "stop"], home)
        wait_for_cache(StoreSettings.from_environment(_environment(home)))
        measure("store start, after the first time", ["store", "start"], home, bar=4)
        measure(
            "load, all rosters into an empty store",
            ["load", str(whole), "--as-of", "2026-11-01"],
            home,
            bar=30,
            most=700,
        )
        measure("the same again", ["load", str(whole), "--as-of", "2026-11-01"], home, bar=12, most=700)
        measure("store stop", ["store", "stop"], home)


def measure(
    what: str, arguments: Sequence[str], home: Path, *, bar: float | None = None, most: int | None = None
) -> None:
    """Runs a command and prints its wall time and its largest process, each beside its bar where it has one."""
    before = time.perf_counter()
    process = subprocess.Popen(
        [*COMMAND, *arguments], env=_environment(home), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - before
    against = f"{bar:>7.1f}{seconds / bar:>7.2f}" if bar else f"{'':>14}"
    memory = f"{usage.ru_maxrss // 1024:>9}" + (f" of {most}" if most else "")
    failed = "" if status == 0 else f"  exit {os.waitstatus_to_exitcode(status)}"
    print(f"{what:<58}{seconds:>9.2f}{against}{memory}{failed}", flush=True)


def _environment(home: Path) -> dict[str, str]:
    settings = StoreSettings.from_environment()
    kept = {name: value for name, value in os.environ.items() if not name.startswith("NEO4J_")}
    return {**kept, "GOVGRAPH_HOME": str(home), "GOVGRAPH_CACHE": str(settings.cache)}


def _large_sheet(folder: Path) -> Path:
    import xlsxwriter

    file = folder / "large.xlsx"
    with xlsxwriter.Workbook(str(file), {"constant_memory": True}) as book:
        sheet = book.add_worksheet("双报到")
        sheet.write_row(0, 0, ["姓名", "工作单位", "报到社区", "报到时间", "特长", "联系电话"])
        for row in range(1, ROWS + 1):
            name = f"张{chr(0x4E00 + row % 5000)}{chr(0x4E00 + row // 5000)}"
            sheet.write_row(row, 0, [name, f"示例单位{row % 400}", "康吉社区", "2026年3月", "法律", f"199{row:08d}"])
    return file


if __name__ == "__main__":
    main()
