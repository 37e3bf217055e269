"""One real Neo4j for the whole test run: the managed server in a folder of its own, or the one that NEO4J_URI names.

Beside it what tests of several packages need: the command line run in this process, a dump of the whole store, and
rosters of a few rows with real codes.
"""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

import graph.errors
from graph.store.connection import Store, open_store
from graph.store.schema import ensure_schema
from graph.store.settings import StoreSettings

CODES = ("140213000000", "140213050000", "140213050001", "140213050002", "140213051000", "140213051001")
"""The district, 永泰街道 with 康吉社区 and 平和社区, 古城街道 with its first community."""

Rows = Sequence[Sequence[Any]]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """With NEO4J_URI there is no managed server to test."""
    if not os.environ.get("NEO4J_URI"):
        return
    managed = [item for item in items if item.get_closest_marker("managed_server")]
    config.hook.pytest_deselected(items=managed)
    items[:] = [item for item in items if item not in managed]


@pytest.fixture(scope="session")
def managed_settings(tmp_path_factory: pytest.TempPathFactory) -> StoreSettings:
    """Settings of a managed store in a temporary home; only the downloaded jars are shared with other runs."""
    shared = StoreSettings.from_environment({key: os.environ[key] for key in os.environ if key != "NEO4J_URI"})
    return replace(shared, home=tmp_path_factory.mktemp("home"), store="tests", port=None)


@pytest.fixture(scope="session")
def store(managed_settings: StoreSettings) -> Iterator[Store]:
    """The store of this test run. Refuses a server of one's own that holds anything, unless told to wipe it."""
    settings = StoreSettings.from_environment() if os.environ.get("NEO4J_URI") else managed_settings
    with open_store(settings) as opened:
        occupied = opened.one("MATCH (n) RETURN 1 AS n LIMIT 1")
        if occupied and os.environ.get("GOVGRAPH_TEST_WIPE") != "yes":
            pytest.exit(f"{opened.uri} is not empty; GOVGRAPH_TEST_WIPE=yes lets the tests erase it", returncode=4)
        wipe_schema(opened)
        yield opened
        wipe(opened)


@pytest.fixture
def empty_store(store: Store) -> Store:
    """The store without any data; constraints and indexes stay from test to test."""
    wipe(store)
    return store


@pytest.fixture
def ready_store(empty_store: Store) -> Store:
    """The store as a command finds it: without facts, its schema in place."""
    ensure_schema(empty_store)
    return empty_store


@pytest.fixture
def bare_store(store: Store) -> Store:
    """The store without data, constraints and indexes, as a new server has it."""
    wipe(store)
    wipe_schema(store)
    return store


def wipe(store: Store) -> None:
    """Delete every node, some thousands at a time."""
    if store.one("MATCH (n) RETURN 1 AS n LIMIT 1"):
        with store.session() as session:
            session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS").consume()


def wipe_schema(store: Store) -> None:
    """Drop constraints and indexes, but for the look-up indexes that every database has."""
    with store.session() as session:
        for row in session.run("SHOW CONSTRAINTS YIELD name").data():
            session.run(f"DROP CONSTRAINT `{row['name']}`").consume()
        for row in session.run("SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP'").data():
            session.run(f"DROP INDEX `{row['name']}`").consume()


def dump_store(store: Store, *, facts: bool = False) -> list[str]:
    """Every node and relationship with all it carries, as sorted lines; ``facts`` leaves the batches' own nodes out.

    What a store remembers of its last load, so as not to read the same files again, says nothing that it holds.
    """
    batches = {"ImportBatch", "BatchLog", "ChangeLog", "StoreMeta"}
    nodes = store.rows("MATCH (n) RETURN labels(n) AS labels, properties(n) AS properties")
    lines = [
        [sorted(row["labels"]), {name: value for name, value in row["properties"].items() if name != "lastLoad"}]
        for row in nodes
        if not (facts and batches.intersection(row["labels"]))
    ]
    ends = store.rows("MATCH (a)-[r]->(b) RETURN type(r) AS type, a.id AS a, b.id AS b, properties(r) AS properties")
    lines += [[*row.values()] for row in ends if not (facts and row["type"] == "READ_IN")]
    return sorted(json.dumps(line, ensure_ascii=False, sort_keys=True, default=str) for line in lines)


@pytest.fixture(scope="session")
def dump_of() -> Callable[..., list[str]]:
    """Everything that a store holds; see :func:`dump_store`."""
    return dump_store


@pytest.fixture
def dump(store: Store) -> Callable[..., list[str]]:
    """Everything that the test run's store holds; see :func:`dump_store`."""
    return lambda **chosen: dump_store(store, **chosen)


@dataclass(frozen=True)
class Answer:
    """What a command did: its exit code, and what it printed on either stream."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """The JSON document that it printed."""
        return json.loads(self.out)


@pytest.fixture(scope="session")
def command_environment(managed_settings: StoreSettings) -> dict[str, str]:
    """What a command must be told to use the test run's store (NEO4J_URI tells it already where that is set)."""
    settings = managed_settings
    return {
        "GOVGRAPH_HOME": str(settings.home), "GOVGRAPH_STORE": settings.store, "GOVGRAPH_CACHE": str(settings.cache),
        "PYTHONPATH": str(Path(graph.errors.__file__).parents[1]), "COLUMNS": "200",
    }  # fmt: skip


@pytest.fixture
def govgraph(ready_store: Store, run_govgraph: Callable[..., Answer]) -> Callable[..., Answer]:
    """Runs ``govgraph`` with these words in this process, on the test run's store, which is empty at first."""
    return run_govgraph


@pytest.fixture
def run_govgraph(
    store: Store,
    command_environment: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Callable[..., Answer]:
    """The same, on the store as the last test left it."""
    from api.cli.run import run

    for name, value in command_environment.items():
        monkeypatch.setenv(name, value)

    def command(*words: object) -> Answer:
        capsys.readouterr()
        code = run([str(word) for word in words])
        return Answer(code, *capsys.readouterr())

    return command


@pytest.fixture
def write_roster(tmp_path: Path) -> Callable[..., Path]:
    """Writes one roster (xlsx, or csv by its name) below ``rosters/``: headings, then rows."""

    def write(name: str, headings: Sequence[str], rows: Rows, *, folder: str = "rosters") -> Path:
        path = tmp_path / folder / name
        path.parent.mkdir(exist_ok=True)
        if path.suffix == ".csv":
            with path.open("w", encoding="utf-8-sig", newline="") as stream:
                csv.writer(stream).writerows([headings, *rows])
            return path
        import openpyxl

        book = openpyxl.Workbook()
        sheet = book.active
        assert sheet is not None
        for row in (headings, *rows):
            sheet.append(list(row))
        book.save(path)
        return path

    return write


@pytest.fixture
def write_codes(write_roster: Callable[..., Path]) -> Callable[..., Path]:
    """Writes the division codes of a corner of the district, as the code list that comes with the program has them."""

    def write(*codes: str) -> Path:
        with (resources.files("loaders.reference") / "data" / "divisions.csv").open(encoding="utf-8-sig") as stream:
            headings, *rows = csv.reader(stream)
        return write_roster("区划代码.csv", headings, [row for row in rows if row[0] in (codes or CODES)])

    return write
