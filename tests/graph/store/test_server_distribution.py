"""The folder with Neo4j's jars: found again at no cost, and carried to a machine without network."""

from __future__ import annotations

import shutil
import time
from dataclasses import replace
from pathlib import Path

import pytest

from graph.errors import StoreError
from graph.store.server.distribution import fetch_distribution, find_distribution
from graph.store.settings import StoreSettings

pytestmark = pytest.mark.managed_server

JAR = "annotations-2026.08.1.jar"


@pytest.fixture(scope="module")
def fetched(managed_settings: StoreSettings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fetch_distribution(tmp_path_factory.mktemp("carry") / "neo4j", settings=managed_settings)


def settings_for(fetched: Path, tmp_path: Path) -> StoreSettings:
    env = {"GOVGRAPH_HOME": str(tmp_path / "home"), "GOVGRAPH_NEO4J_DIST": str(fetched)}
    return StoreSettings.from_environment(env)


def test_distribution_is_found_again_without_reading_it(managed_settings: StoreSettings) -> None:
    find_distribution(managed_settings)
    start = time.perf_counter()
    assert len(find_distribution(managed_settings).jars) == 237
    assert time.perf_counter() - start < 0.25


def test_fetched_folder_serves_another_home(fetched: Path, tmp_path: Path) -> None:
    distribution = find_distribution(settings_for(fetched, tmp_path))
    assert all(jar.is_file() for jar in distribution.jars)
    assert distribution.java == fetched / "jre" / "bin" / distribution.java.name
    assert not (tmp_path / "home" / "neo4j-dist" / distribution.lock_hash).exists()


@pytest.mark.parametrize(
    ("name", "change", "message"),
    [
        (f"lib/{JAR}", "damage", "does not have its hash"),
        ("jre/release", "damage", "does not have its hash"),
        (f"lib/{JAR}", "remove", "is missing"),
        ("SHA256SUMS", "remove", "holds no Neo4j"),
    ],
)
def test_fetched_folder_that_is_not_whole_is_refused(
    fetched: Path, tmp_path: Path, name: str, change: str, message: str
) -> None:
    file = fetched / name
    saved = tmp_path / "saved"
    shutil.copy2(file, saved)
    file.unlink()  # linked to the shared jars: never written in place
    if change == "damage":
        file.write_bytes(saved.read_bytes()[::-1])
    try:
        with pytest.raises(StoreError, match=message):
            find_distribution(settings_for(fetched, tmp_path))
    finally:
        file.unlink(missing_ok=True)
        shutil.copy2(saved, file)


def test_fetch_refuses_a_folder_that_holds_something(managed_settings: StoreSettings, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("", encoding="utf-8")
    with pytest.raises(StoreError, match="not empty"):
        fetch_distribution(tmp_path, settings=managed_settings)


def test_distribution_says_which_folder_cannot_be_written(managed_settings: StoreSettings, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(StoreError, match="cannot write"):
        find_distribution(replace(managed_settings, cache=tmp_path / "file" / "cache"))
