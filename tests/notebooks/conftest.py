"""Every notebook executed from clean, once for all tests here: on an empty store, then on the reference district in full."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest

from graph.coverage.history import save_run
from graph.coverage.run import run_rules
from graph.figures import Report, count_figures
from graph.store.connection import Store
from graph.store.schema import ensure_schema
from graph.store.snapshot import forget_snapshots
from loaders.reference import write_reference
from loaders.rosters import load_rosters
from tests.conftest import wipe

ROOT = Path(__file__).resolve().parents[2]
DAY = "2026-11-01"


@dataclass(frozen=True)
class Executed:
    """Where the notebooks lie as they were executed, and what the report says of the same store."""

    folder: Path
    report: Report

    def book(self, name: str) -> Any:
        """A notebook with its outputs."""
        import nbformat

        read: Any = nbformat.read  # it tells no types
        return read(self.folder / f"{name}.ipynb", as_version=4)

    def page(self, name: str) -> Path:
        """The page of a notebook."""
        return self.folder / f"{name}.html"

    @cached_property
    def names(self) -> list[str]:
        """Every notebook that was executed."""
        return sorted(path.stem for path in self.folder.glob("*.ipynb"))


@pytest.fixture(scope="module")
def executed(store: Store, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Executed]:
    """The notebooks as ``make notebooks`` leaves them; the store is empty again afterwards."""
    folder = tmp_path_factory.mktemp("notebooks")
    wipe(store)
    ensure_schema(store)
    _execute(store, folder, "02")
    wipe(store)
    report = _fill(store, folder)
    _execute(store, folder, "01", "03", "04", "05", "06", "07", "08", "09")
    yield Executed(folder, report)
    wipe(store)


def _fill(store: Store, folder: Path) -> Report:
    rosters = write_reference(folder / "reference").rosters
    load_rosters(store, [rosters], as_of=DAY)
    forget_snapshots()
    save_run(store, run_rules(store.network(DAY), rules=["S02", "P14", "G01", "G05"]), by="tester")
    return count_figures(store, DAY)


def _execute(store: Store, folder: Path, *names: str) -> None:
    words = [sys.executable, str(ROOT / ".ci" / "notebooks.py"), "--no-demo", "--to", str(folder), *names]
    env = {**os.environ, **_way_to(store), "GOVGRAPH_HOME": str(folder / "home"), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(words, env=env, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def _way_to(store: Store) -> dict[str, str]:
    """What leads to the test run's store whatever store a notebook names."""
    if store.settings.uri is not None:
        return {}
    from graph.store.server.folder import StoreFolder

    password = StoreFolder(store.settings.folder).password()
    return {"NEO4J_URI": store.uri, "NEO4J_USER": "neo4j", "NEO4J_PASSWORD": password}
