"""The figures for speed and memory, each beside its bar and with the size that it is for.

Run by ``make bench``. Every command runs in a process of its own: ``seconds`` is its time by the clock, ``cpu`` what
it computed itself (on a busy machine the first grows, the second does not), ``MB`` the most memory that the Python
process held. The parsers' processes and the server are not in ``cpu`` and ``MB``. Ends with 1 where a bar is missed.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from graph.store.connection import open_store
from graph.store.server.process import wait_for_cache
from graph.store.settings import StoreSettings
from loaders.reference import write_reference

STREETS = ("140213057000", "140213050000", "140213051000", "140213052000")
ROWS = 100_000
MOST = 700
COMMAND = [sys.executable, "-c", "from api.cli import main; main()"]
SIZE = "MATCH (n) RETURN count(n) AS nodes, COUNT { ()-->() } AS relationships"


@dataclass
class Bench:
    """A home of its own for stores, and what was missed so far."""

    home: Path
    missed: list[str] = field(default_factory=list)

    def environment(self, store: str) -> dict[str, str]:
        """What a command must be told; only the downloaded jars are shared with other runs."""
        settings = StoreSettings.from_environment()
        kept = {name: value for name, value in os.environ.items() if not name.startswith("NEO4J_")}
        told = {"GOVGRAPH_HOME": str(self.home), "GOVGRAPH_CACHE": str(settings.cache), "GOVGRAPH_STORE": store}
        return {**kept, **told}

    def settings(self, store: str) -> StoreSettings:
        """The same as settings."""
        return StoreSettings.from_environment(self.environment(store))

    def measure(
        self,
        what: str,
        words: Sequence[object],
        *,
        bar: float | None = None,
        most: int | None = None,
        store: str = "whole",
        size: str = "",
        times: int = 1,
    ) -> dict[str, Any]:
        """Runs a command, the quickest of so many times; prints its figures, gives the JSON document that it printed."""
        runs = [self._run(words, store) for _ in range(times)]
        seconds, cpu, memory, printed = min(runs, key=lambda run: run[0])
        print(_line(what, seconds, cpu, memory, bar, most, size), flush=True)
        if (bar and seconds > bar) or (most and memory > most):
            self.missed.append(what)
        document: dict[str, Any] = json.loads(printed) if "json" in words else {}
        return document

    def _run(self, words: Sequence[object], store: str) -> tuple[float, float, float, str]:
        with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as notes:
            begun = time.perf_counter()
            process = subprocess.Popen(
                [*COMMAND, *map(str, words)], env=self.environment(store), stdout=output, stderr=notes
            )
            _, status, usage = os.wait4(process.pid, 0)
            seconds = time.perf_counter() - begun
            process.returncode = os.waitstatus_to_exitcode(status)
            output.seek(0)
            notes.seek(0)
            if process.returncode:
                sys.exit(f"{words} ended with {process.returncode}\n{notes.read().decode('utf-8')[-2000:]}")
            printed = output.read().decode("utf-8")
        return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, printed

    def size_of_store(self, store: str) -> str:
        """How many nodes and relationships a store holds."""
        with open_store(self.settings(store)) as opened:
            counts = opened.one(SIZE) or {}
        return f"{counts['nodes']:,} nodes, {counts['relationships']:,} relationships"


def main() -> int:
    """Measures and prints every figure."""
    print(f"{'what':<42}{'seconds':>9}{'bar':>6}{'ratio':>7}{'cpu':>8}{'MB':>6}{'bar':>5}  size")
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder) / "home")
        bench.measure("govgraph --help", ["--help"], bar=0.5, times=5)
        _measure_start(bench)
        for count in (1, 4, None):
            streets = STREETS[:count] if count else None
            rosters = write_reference(Path(folder) / f"of{count}", streets=streets).rosters
            _measure_rosters(bench, rosters, count)
        sheet = _large_sheet(Path(folder))
        bench.measure("check one large sheet", ["check", sheet], bar=15, size=f"{ROWS:,} rows")
        print("every bar is met" if not bench.missed else f"missed: {', '.join(bench.missed)}")
        return 1 if bench.missed else 0


def _measure_start(bench: Bench) -> None:
    bench.measure("store start, the very first time", ["store", "start"])
    bench.measure("store stop", ["store", "stop"])
    wait_for_cache(bench.settings("whole"))
    time.sleep(15)  # the server that wrote the cache ends some seconds later
    bench.measure("store start", ["store", "start"], bar=4)
    bench.measure("store stop", ["store", "stop"])


def _measure_rosters(bench: Bench, rosters: Path, count: int | None) -> None:
    """Check, load, and load again; the bars hold for the whole district (``count`` None)."""
    whole, store = count is None, f"of-{count or 'all'}"
    name = "all 18 streets" if whole else f"{count} of 18 streets"
    size = f"{len([*rosters.iterdir()])} files, {_rows(bench, rosters):,} rows"
    most = MOST if whole else None
    bench.measure(f"check {name}", ["check", rosters], bar=10 if whole else None, most=most, size=size)
    bench.measure(f"store start ({name})", ["store", "start"], store=store)
    load = ["load", rosters, "--as-of", "2026-11-01", "--format", "json"]
    bench.measure(f"load {name}", load, bar=30 if whole else None, most=most, store=store)
    again = bench.measure(f"load {name} again", load, bar=12 if whole else None, most=most, store=store)
    read = bench.measure(f"load {name} again, --reread", [*load, "--reread"], most=most, store=store)
    for what, document in (("again", again), ("again, --reread", read)):
        changes = _changes(document)
        print(f"{'':<42}{what}: {changes} new or changed")
        if changes or bool(document.get("unchanged_since")) != (what == "again"):
            bench.missed.append(f"load {name} {what}: {changes} new or changed, {document.get('unchanged_since')}")
    print(f"{'':<42}{bench.size_of_store(store)}")
    bench.measure(f"store stop ({name})", ["store", "stop"], store=store)


def _changes(document: dict[str, Any]) -> int:
    return sum(sheet[what] for file in document["files"] for sheet in file["sheets"] for what in ("new", "changed"))


def _rows(bench: Bench, rosters: Path) -> int:
    document = json.loads(bench._run(["check", rosters, "--format", "json"], "whole")[3])
    return sum(sheet["rows"] for file in document["files"] for sheet in file["sheets"])


def _line(what: str, seconds: float, cpu: float, memory: float, bar: float | None, most: int | None, size: str) -> str:
    against = f"{bar:>6.1f}{seconds / bar:>7.2f}" if bar else f"{'':>13}"
    return f"{what:<42}{seconds:>9.2f}{against}{cpu:>8.2f}{memory:>6.0f}{most or '':>5}  {size}"


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
    sys.exit(main())
