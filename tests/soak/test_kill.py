"""kill -9 of the loader or of Neo4j at random moments of a load: the graph is as before or as after, never between.

``GOVGRAPH_SOAK_ROUNDS`` (20)   how many kills
``GOVGRAPH_SOAK_SEED``          the seed, printed at the start, to play the same kills again
``GOVGRAPH_SOAK_STREET``        the street of the reference rosters to load; ``tiny`` for a few rows instead (make test)
"""

from __future__ import annotations

import csv
import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256
from pathlib import Path

import openpyxl
import psutil
import pytest

from graph.store.connection import open_store
from graph.store.schema import ensure_schema
from graph.store.server.process import server_status, stop_server, use_server
from graph.store.settings import StoreSettings
from loaders.linking.secret import store_key
from loaders.load import LoadOptions, load_files

pytestmark = pytest.mark.managed_server

ROUNDS = int(os.environ.get("GOVGRAPH_SOAK_ROUNDS", "20"))
SEED = int(os.environ.get("GOVGRAPH_SOAK_SEED", random.SystemRandom().randrange(10**6)))
STREET = os.environ.get("GOVGRAPH_SOAK_STREET", "140213050000")
LIMIT = 300

Dump = Callable[..., list[str]]


@dataclass
class Bench:
    """A store of its own, loads into it as processes of their own, and what it holds."""

    settings: StoreSettings
    dump_of: Dump
    seconds: float = 0.0
    env: dict[str, str] = field(default_factory=dict)

    def start_load(self, folder: Path) -> subprocess.Popen[str]:
        """Starts a load."""
        pipe = subprocess.PIPE
        command = [
            sys.executable,
            "-c",
            "from api.cli import main; main()",
            "load",
            str(folder),
            "--as-of",
            "2026-11-01",
            "--reread",
        ]
        return subprocess.Popen(
            command, env=self.env, stdout=subprocess.DEVNULL, stderr=pipe, text=True, encoding="utf-8"
        )

    def time_load(self, folder: Path) -> None:
        """Loads to the end in a process of its own, to learn how long that takes."""
        begun = time.monotonic()
        process = self.start_load(folder)
        said = process.communicate(timeout=LIMIT)[1]
        assert process.returncode == 0, said
        self.seconds = time.monotonic() - begun

    def load(self, folder: Path) -> str | None:
        """Loads to the end in this process; the batch, None where nothing was new."""
        with open_store(self.settings) as store:
            ensure_schema(store)
            key = store_key(store, self.settings)
            return load_files(store, key, [folder], LoadOptions(date(2026, 11, 1), reread=True)).batch

    def fingerprint(self) -> tuple[str, int]:
        """A hash over every fact, and how many batches there are; recovers the server where that is needed."""
        with open_store(self.settings) as store:
            batches = store.one("MATCH (b:ImportBatch) RETURN count(b) AS n") or {"n": 0}
            logged = store.one("MATCH (l:BatchLog) RETURN count(DISTINCT l.batch) AS n") or {"n": 0}
            facts = "\n".join(self.dump_of(store, facts=True))
        assert batches == logged
        return sha256(facts.encode()).hexdigest(), batches["n"]

    def empty(self) -> None:
        """Deletes everything, so that the next load writes all of it."""
        with open_store(self.settings) as store, store.session() as session:
            session.run("MATCH (n) DETACH DELETE n").consume()

    def kill_server(self) -> None:
        """kill -9 of Neo4j."""
        pid = server_status(self.settings).pid
        if pid is not None:
            server = psutil.Process(pid)
            server.kill()
            server.wait(60)


@pytest.fixture
def bench(managed_settings: StoreSettings, dump_of: Dump) -> Iterator[Bench]:
    """A bench whose server is up already, so that kills fall into the load and not into a start."""
    settings = replace(managed_settings, store="soak")
    told = {"GOVGRAPH_HOME": settings.home, "GOVGRAPH_CACHE": settings.cache, "GOVGRAPH_STORE": settings.store}
    root = Path(sys.modules["graph.store"].__path__[0]).parents[1]
    env = {**os.environ, **{name: str(value) for name, value in told.items()}, "PYTHONPATH": str(root)}
    env.pop("NEO4J_URI", None)
    yield Bench(settings, dump_of, env=env)
    stop_server(settings, force=True)


@pytest.fixture
def versions(tmp_path: Path, write_codes: Callable[..., Path]) -> list[Path]:
    """Folders of the same rosters as handed in at several times: some numbers, names and phones differ."""
    first = tmp_path / "versions" / "0"
    if STREET == "tiny":
        first.mkdir(parents=True)
        shutil.copy(write_codes(), first)
        with (first / "网格员花名册.csv").open("w", encoding="utf-8", newline="") as stream:
            headings = ["社区", "网格名称", "网格长", "网格长联系电话", "户数"]
            rows = [
                ["康吉社区", f"第{n}网格", f"张春{'一二三四五'[n % 5]}", 13800000000 + n, 300 + n]
                for n in range(1, 100)
            ]
            csv.writer(stream).writerows([headings, *rows])
    else:
        from loaders.reference import write_reference

        write_reference(first.parent, streets=[STREET]).rosters.rename(first)
    folders = [first]
    for number in (1, 2):
        folders.append(shutil.copytree(first, first.parent / str(number)))
        for file in sorted(folders[-1].iterdir()):
            alter(file, number)
    return folders


def alter(file: Path, number: int) -> None:
    """Changes every number of households in a roster, a little."""
    if file.suffix == ".csv" and "户数" in (text := read_text(file)):
        headings, *rows = csv.reader(text.splitlines())
        if "户数" in headings:
            place = headings.index("户数")
            for row in rows:
                row[place] = str(int(row[place]) + number) if row[place].isdecimal() else row[place]
            with file.open("w", encoding="utf-8", newline="") as stream:
                csv.writer(stream).writerows([headings, *rows])
    if file.suffix == ".xlsx":
        book = openpyxl.load_workbook(file)
        for sheet in book.worksheets:
            columns = [
                cell.column for row in sheet.iter_rows(max_row=6) for cell in row if str(cell.value).endswith("户数")
            ]
            for cells in sheet.iter_rows(min_row=2):
                for cell in cells:
                    if cell.column in columns and isinstance(cell.value, int):
                        cell.value += number
        book.save(file)


def read_text(file: Path) -> str:
    """A roster's text, in whichever of the encodings that rosters come in."""
    data = file.read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030")


@pytest.mark.timeout(0)
def test_killed_load_leaves_the_graph_as_before_or_as_after_and_the_next_one_converges(
    bench: Bench, versions: list[Path]
) -> None:
    print(f"\nGOVGRAPH_SOAK_SEED={SEED} GOVGRAPH_SOAK_ROUNDS={ROUNDS} GOVGRAPH_SOAK_STREET={STREET}")
    chance = random.Random(SEED)
    held = use_server(bench.settings)
    bench.load(versions[0])  # a server that has just started is slow: kills would come too late
    bench.time_load(versions[1])
    loaded, outcomes = 1, {"before": 0, "after": 0}
    for number in range(ROUNDS):
        if number % 4 == 0:
            bench.empty()
        before = bench.fingerprint()
        loaded = chance.choice([version for version in range(len(versions)) if version != loaded or number % 4 == 0])
        victim, moment = chance.choice(["loader", "server"]), chance.uniform(0.1, 1.0) * bench.seconds
        process = bench.start_load(versions[loaded])
        time.sleep(moment)
        process.kill() if victim == "loader" else bench.kill_server()
        said = process.communicate(timeout=LIMIT)[1]
        assert "Traceback" not in said and process.returncode in ((0, -9) if victim == "loader" else (0, 4)), said
        found = bench.fingerprint()
        bench.load(versions[loaded])
        after = bench.fingerprint()
        outcome = "before" if found == before else "after"
        outcomes[outcome] += 1
        print(f"round {number + 1}: {victim} killed after {moment:.2f} of {bench.seconds:.1f} s, graph as {outcome}")
        assert found in (before, after), "between"
        assert bench.load(versions[loaded]) is None, "the load does not converge"
    held.leave()
    print(outcomes)
    assert sum(outcomes.values()) == ROUNDS
